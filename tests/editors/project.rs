//! The project that is opened in each editor.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::fixture::Fixture;
use tempfile::TempDir;

/// A schema of two files with findings that have fixes, a migration, and code that uses Prisma Client.
const SHOP: &str = r#"
    //- /package.json
    {
      "name": "shop",
      "dependencies": { "@prisma/client": "6.19.0" },
      "devDependencies": { "prisma": "6.19.0" },
      "prisma": { "schema": "prisma" }
    }
    //- /prisma/schema.prisma
    datasource db {
      provider = "postgresql"
      url      = env("DATABASE_URL")
    }

    /// Äpfel and 🍐
    model Customer {
      id     Int     @id
      name   String
      orders Order[]
    }
    //- /prisma/order.prisma
    model Order {
      id Int @id
      // Größe 📏
      customer   Customer @relation(fields: [customerId], references: [id])
      customerId Int
      state      State    @default(OPEN)
    }

    enum State {
      OPEN
      PAID
    }
    //- /prisma/migrations/migration_lock.toml
    provider = "postgresql"
    //- /prisma/migrations/20240101000000_init/migration.sql
    CREATE TABLE "Customer" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Customer_pkey" PRIMARY KEY ("id"));
    //- /prisma/migrations/20240102000000_index/migration.sql
    CREATE INDEX "Customer_name_idx" ON "Customer"("name");
    //- /reports/other.sql
    DROP TABLE "Customer";
    //- /src/db.ts
    import { PrismaClient } from "@prisma/client";
    export const prisma = new PrismaClient();
    //- /src/find.ts
    import { prisma } from "./db";
    export const find = (name: string) => prisma.$queryRawUnsafe(`SELECT '${name}'`);
"#;

/// The files of a project in a folder that is deleted with this.
pub struct Project(TempDir);

impl Project {
    /// The shop in a new folder.
    pub fn shop() -> Project {
        Project::write(SHOP)
    }

    /// The files of the fixture in a new folder.
    pub fn write(fixture: &str) -> Project {
        let dir = TempDir::new().unwrap();
        for file in &Fixture::parse(fixture).files {
            let path = dir.path().join(file.path.strip_prefix("/").unwrap());
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &file.text).unwrap();
        }
        Project(dir)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// Writes a file, and gives its path.
    pub fn add(&self, path: &str, text: &str) -> PathBuf {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }
}

/// The search path with the folder of the program that is tested before all others.
pub fn search_path() -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folder = Path::new(env!("CARGO_BIN_EXE_prisma-lens")).parent().unwrap().to_owned();
    std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path))).unwrap()
}

/// How long an editor may take for a session.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs an editor without a terminal until it ends. Panics with what it wrote to its error output if it fails or does not end.
pub fn run_to_end(command: &mut Command) {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut output, mut errors) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let output = std::thread::spawn(move || std::io::read_to_string(&mut output).unwrap_or_default());
    let errors = std::thread::spawn(move || std::io::read_to_string(&mut errors).unwrap_or_default());
    let until = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break Some(status);
        }
        if Instant::now() > until {
            child.kill().unwrap();
            break None;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let said = format!("{}{}", output.join().unwrap(), errors.join().unwrap());
    assert!(status.is_some_and(|status| status.success()), "{status:?}: {said}");
}
