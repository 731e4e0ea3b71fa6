//! A change planned in a real Neovim, with the configuration in `editors/neovim`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::project::Project;

const PROJECT: &str = r#"
    //- /package.json
    { "name": "shop", "devDependencies": { "prisma": "6.19.0" } }
    //- /prisma-lens.toml
    rename.keepDatabaseNames = false
    //- /prisma/schema.prisma
    datasource db {
      provider = "postgresql"
      url      = env("DATABASE_URL")
    }

    /// Äpfel
    model User {
      id    Int     @id
      bio   String?
      email String

      @@index([bio])
    }
    //- /prisma/migrations/migration_lock.toml
    provider = "postgresql"
    //- /prisma/migrations/20240101000000_init/migration.sql
    CREATE TABLE "User" ("id" INTEGER NOT NULL, "bio" TEXT, "email" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    CREATE INDEX "User_bio_idx" ON "User"("bio");
"#;

/// What the user does: renames the field, waits for the finding, takes the action, and saves all files.
const SESSION: &str = r#"
vim.lsp.config("prisma_lens", { cmd = { vim.env.PRISMA_LENS, "lsp" } })
vim.lsp.enable("prisma_lens")
vim.cmd.edit("prisma/schema.prisma")

local function await(what, condition)
  if not vim.wait(30000, condition, 50) then
    io.stderr:write("waited in vain for " .. what .. "\n" .. vim.inspect(vim.diagnostic.get(0)) .. "\n")
    vim.cmd("cquit 3")
  end
end
local function line_of(text)
  return vim.fn.search(text, "cnw")
end

await("the server", function()
  local client = vim.lsp.get_clients({ bufnr = 0 })[1]
  return client ~= nil and client.initialized
end)
vim.fn.cursor(line_of("bio   String"), 3)
vim.lsp.buf.rename("biography")
await("the rename", function() return line_of("biography") > 0 and line_of("index(.biography") > 0 end)
vim.cmd.write()
local function finding()
  for _, found in ipairs(vim.diagnostic.get(0)) do
    if found.code == "rename-as-drop-add" then return found end
  end
end
await("the finding", function() return finding() ~= nil end)
vim.fn.cursor(finding().lnum + 1, finding().col + 1)
vim.lsp.buf.code_action({
  filter = function(action) return action.title == "Plan this change in stages" end,
  apply = true,
})
await("the plan", function() return line_of("@ignore") > 0 end)
vim.cmd("silent wall")
vim.cmd("qall!")
"#;

/// The files of the project in a folder of their own, with the field renamed or not.
fn project(is_renamed: bool) -> Project {
    let project = Project::write(PROJECT);
    if is_renamed {
        let schema = project.read("prisma/schema.prisma");
        let renamed =
            schema.replace("bio   String?", "biography String?").replace("([bio])", "([biography])");
        project.add("prisma/schema.prisma", &renamed);
    }
    project
}

fn lens(dir: &Path, arguments: &[&str]) -> String {
    let run =
        Command::new(env!("CARGO_BIN_EXE_prisma-lens")).args(arguments).current_dir(dir).output().unwrap();
    let text = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.success(), "{arguments:?}: {text}");
    text
}

/// The files of the newest migration by name, without the time in the name of the folder.
fn newest(dir: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(dir.join("prisma/migrations")).unwrap().map(|entry| entry.unwrap().path());
    let folder = entries.filter(|path| path.is_dir()).max().unwrap();
    let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| {
        let folder = folder.file_name().unwrap().to_str().unwrap().split_once('_').unwrap().1;
        format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap())
    };
    let mut files: Vec<(String, String)> =
        files.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect();
    files.sort();
    files
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn a_renamed_field_is_planned_in_stages() {
    let dir = project(false);
    dir.add("session.lua", SESSION);
    let editor = support::root().join("editors/neovim");
    let run = Command::new("nvim")
        .args(["--clean", "--headless", "--cmd"])
        .arg(format!("set noswapfile runtimepath^={}", editor.display()))
        .args(["-S", "session.lua"])
        .env("PRISMA_LENS", env!("CARGO_BIN_EXE_prisma-lens"))
        .env("XDG_STATE_HOME", dir.path().join("state"))
        .current_dir(dir.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");

    // It is what the command line writes.
    let other = project(true);
    lens(other.path(), &["migrate", "plan", "--write"]);
    let schema = |dir: &Project| dir.read("prisma/schema.prisma");
    let (planned, expected) = (newest(dir.path()), newest(other.path()));
    let names: Vec<&str> = planned.iter().map(|(name, _)| name.rsplit('/').next().unwrap()).collect();
    assert_eq!(names, ["README.md", "down.sql", "migration.sql", "plan.json"], "{said}");
    for ((name, one), (other_name, other)) in planned.iter().zip(&expected) {
        // The blank line of a new buffer stays behind what is put into it.
        let is_json = name.ends_with("plan.json");
        assert!(
            name == other_name && (is_json || one.trim_end() == other.trim_end()),
            "{name}: {one}\n{other}"
        );
    }
    // The rename has changed no blanks, nor has anybody formatted the other file.
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&schema(&dir)), words(&schema(&other)));

    // The command line goes on from there, to the schema that was typed.
    loop {
        if lens(dir.path(), &["migrate", "plan", "--next"]).contains("All migrations of the plan") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(1100));
    }
    let last = schema(&dir);
    assert!(last.contains("biography") && !last.contains("@ignore") && !last.contains("@map"), "{last}");
}
