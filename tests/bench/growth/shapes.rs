//! The shapes that something can grow in, as data: what grows, how large it is measured, and the texts of that size.

use std::fmt::Write as _;

#[path = "shapes_disk.rs"]
mod disk;
#[path = "shapes_next.rs"]
mod next;
#[path = "shapes_outside.rs"]
mod outside;
#[path = "shapes_text.rs"]
mod text;

/// The place that requests are about, in a text of a shape. It is taken out.
pub const MARK: char = '¦';

/// Something that grows.
pub struct Shape {
    /// What grows.
    pub name: &'static str,
    /// The size that is doubled twice.
    pub size: usize,
    /// What has this size.
    pub make: fn(usize) -> Input,
}

/// What is measured.
pub enum Input {
    /// The files of a schema, one of which has the [`MARK`].
    Schema(Vec<String>),
    /// The scripts of a history of migrations, the oldest first.
    History(Vec<String>),
    /// A schema with a [`MARK`], and files of code.
    Code(String, Vec<String>),
    /// A `prisma-lens.toml` with a [`MARK`].
    Settings(String),
    /// A `prisma.config.ts`.
    Configuration(String),
    /// A `package.json`.
    Package(String),
    /// The files and links of a folder.
    Folder(Vec<Entry>),
    /// Open documents with schemas, by their paths.
    Documents(Vec<(String, String)>),
}

/// What is in a folder, each with its path below the folder.
pub enum Entry {
    /// A file with its text.
    File(String, String),
    /// A symbolic link with its target.
    Link(String, String),
}

/// All shapes.
pub fn all() -> Vec<Shape> {
    [schemas(), text::shapes(), next::shapes(), outside::shapes(), disk::shapes()]
        .into_iter()
        .flatten()
        .collect()
}

/// A shape whose text is a schema of one file.
const fn shape(name: &'static str, size: usize, make: fn(usize) -> Input) -> Shape {
    Shape { name, size, make }
}

/// A schema of one file for PostgreSQL.
fn schema(text: &str) -> Input {
    of_provider("postgresql", text)
}

fn of_provider(provider: &str, text: &str) -> Input {
    Input::Schema(vec![format!("datasource db {{\n  provider = \"{provider}\"\n}}\n\n{text}")])
}

/// `part` of each number below `n`.
fn each(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect()
}

/// Blocks, declarations and the relations between them.
fn schemas() -> Vec<Shape> {
    vec![
        shape("models", 40, |n| schema(&each(n, |i| model(i, if i == n / 2 { "¦" } else { "" })))),
        shape("fields of a model", 150, |n| {
            let field = |i| format!("  field{i} String? @db.VarChar({})\n", i + 1);
            schema(&format!("model A {{\n  id In¦t @id\n{}}}\n", each(n, field)))
        }),
        shape("enums", 80, |n| {
            let one = |i| format!("enum E{i} {{\n  ONE\n  TWO @map(\"two\")\n}}\n");
            schema(&format!("{}model A {{\n  id Int @id\n  e E¦0 @default(ONE)\n}}\n", each(n, one)))
        }),
        shape("values of an enum", 150, |n| {
            let values = each(n, |i| format!("  VALUE{i} @map(\"v{i}\")\n"));
            schema(&format!("enum E {{\n{values}}}\nmodel A {{\n  id Int @id\n  e E @default(VALUE¦0)\n}}\n"))
        }),
        shape("views", 40, |n| {
            let one = |i| format!("view V{i} {{\n  id Int @unique\n  name String\n}}\n");
            schema(&format!("{}model A {{\n  id I¦nt @id\n}}\n", each(n, one)))
        }),
        shape("relations to one model", 40, |n| {
            let back = each(n, |i| format!("  many{i} M{i}[]\n"));
            let many = |i| {
                format!(
                    "model M{i} {{\n  id Int @id\n  hubId Int\n  hub Hub @relation(fields: [hubId], references: [id])\n}}\n"
                )
            };
            schema(&format!("model H¦ub {{\n  id Int @id\n{back}}}\n{}", each(n, many)))
        }),
        shape("named relations between two models", 40, |n| {
            let own = each(n, |i| {
                format!("  b{i}Id Int\n  b{i} B @relation(\"r{i}\", fields: [b{i}Id], references: [id])\n")
            });
            let back = each(n, |i| format!("  a{i} A[] @relation(\"r{i}\")\n"));
            schema(&format!("model A {{\n  id Int @id\n{own}}}\nmodel B¦ {{\n  id Int @id\n{back}}}\n"))
        }),
        shape("relations without names", 40, |n| {
            let own = each(n, |i| format!("  b{i} B?\n"));
            let back = each(n, |i| format!("  a{i} A[]\n"));
            schema(&format!("model A {{\n  id Int @id\n{own}}}\nmodel B¦ {{\n  id Int @id\n{back}}}\n"))
        }),
        shape("relations of a model with itself", 40, |n| {
            let fields = each(n, |i| {
                format!(
                    "  p{i}Id Int?\n  p{i} A? @relation(\"r{i}\", fields: [p{i}Id], references: [id])\n  c{i} A[] @relation(\"r{i}\")\n"
                )
            });
            schema(&format!("model A¦ {{\n  id Int @id\n{fields}}}\n"))
        }),
        shape("implicit many-to-many relations", 40, |n| {
            let many = |i| format!("model M{i} {{\n  id Int @id\n  hubs Hub[]\n}}\n");
            let back = each(n, |i| format!("  many{i} M{i}[]\n"));
            schema(&format!("model H¦ub {{\n  id Int @id\n{back}}}\n{}", each(n, many)))
        }),
        shape("chain of cascades", 40, |n| chain("postgresql", n)),
        shape("chain of cascades in SQL Server", 40, |n| chain("sqlserver", n)),
        shape("diamonds of cascades in SQL Server", 20, diamonds),
        shape("circle of cascades in SQL Server", 20, |n| {
            let one = |i: usize| {
                let (next, before) = ((i + 1) % n, (i + n - 1) % n);
                format!(
                    "model M{i} {{\n  id Int @id\n  nextId Int\n  next M{next} @relation(\"r{i}\", fields: [nextId], references: [id], onDelete: Cascade)\n  back M{before}[] @relation(\"r{before}\")\n}}\n"
                )
            };
            of_provider("sqlserver", &(each(n, one) + "model Z¦ {\n  id Int @id\n}\n"))
        }),
        shape("keys of several columns that refer to each other", 30, |n| {
            let columns = |letter: char| each(n, |i| format!("  {letter}{i} Int\n"));
            let list = |letter: char| each(n, |i| format!("{letter}{i}, "));
            schema(&format!(
                "model A {{\n{}  bs B[]\n  @@id([{}])\n}}\nmodel B¦ {{\n  id Int @id\n{}  a A @relation(fields: [{}], references: [{}])\n}}\n",
                columns('a'),
                list('a'),
                columns('b'),
                list('b'),
                list('a')
            ))
        }),
        shape("models of one name", 130, |n| {
            schema(&each(n, |_| "model A¦ {\n  id Int @id\n}\n".to_owned()))
        }),
        shape("fields of one name", 100, |n| {
            schema(&format!("model A {{\n  id Int @id\n{}}}\n", "  na¦me String\n".repeat(n)))
        }),
        shape("values of one name", 100, |n| schema(&format!("enum A {{\n{}}}\n", "  ON¦E\n".repeat(n)))),
        shape("tables of one name", 130, |n| {
            schema(&each(n, |i| format!("model A{i} {{\n  id¦ Int @id\n  @@map(\"same\")\n}}\n")))
        }),
        shape("indexes of a model", 100, |n| {
            let fields = each(n, |i| format!("  f{i} Int\n"));
            let indexes = each(n, |i| format!("  @@index([f{i}, id])\n"));
            schema(&format!("model A {{\n  id¦ Int @id\n{fields}{indexes}}}\n"))
        }),
        shape("indexes that begin alike", 40, |n| {
            let fields = each(n, |i| format!("  f{i} Int\n"));
            let indexes = each(n, |i| format!("  @@index([id, f{i}])\n"));
            schema(&format!("model A {{\n  id¦ Int @id\n{fields}{indexes}}}\n"))
        }),
        shape("equal indexes", 60, |n| {
            schema(&format!("model A {{\n  id Int @id\n  a¦ Int\n{}}}\n", "  @@index([a])\n".repeat(n)))
        }),
        shape("indexes with names of their own", 60, |n| {
            let indexes = each(n, |i| format!("  @@index([a], map: \"i{i}\")\n"));
            schema(&format!("model A {{\n  id Int @id\n  a¦ Int\n{indexes}}}\n"))
        }),
        shape("names in the database", 60, |n| {
            let fields = each(n, |i| format!("  f{i} Int @unique(map: \"u{i}\") @map(\"c{i}\")\n"));
            schema(&format!("model A {{\n  id¦ Int @id\n{fields}  @@map(\"a\")\n}}\n"))
        }),
        shape("equal names in two models", 40, |n| {
            let fields = each(n, |i| format!("  f{i} Int\n"));
            let indexes = each(n, |i| format!("  @@index([f{i}], map: \"i{i}\")\n"));
            schema(&each(2, |i| format!("model A{i} {{\n  id¦ Int @id\n{fields}{indexes}}}\n")))
        }),
        shape("columns of an index", 100, |n| {
            let fields = each(n, |i| format!("  f{i} Int\n"));
            let list = each(n, |i| format!("f{i}, "));
            schema(&format!("model A {{\n  id Int @id\n{fields}  @@index([id¦, {list}])\n}}\n"))
        }),
        shape("missing indexes of a model", 40, |n| {
            let fields = each(n, |i| {
                format!("  t{i}Id Int\n  t{i} T @relation(\"r{i}\", fields: [t{i}Id], references: [id])\n")
            });
            let back = each(n, |i| format!("  m{i} M[] @relation(\"r{i}\")\n"));
            schema(&format!("model M {{\n  id¦ Int @id\n{fields}}}\nmodel T {{\n  id Int @id\n{back}}}\n"))
        }),
        shape("attributes of a field", 100, |n| {
            schema(&format!("model A {{\n  id Int @id\n  a¦ Int {}\n}}\n", "@unique @x ".repeat(n)))
        }),
        shape("arguments of an attribute", 100, |n| {
            let arguments = each(n, |i| format!("a{i}: {i}, "));
            schema(&format!("model A {{\n  id Int @id\n  a Int @default({arguments}¦)\n}}\n"))
        }),
        shape("elements of a list", 150, |n| {
            let list = each(n, |i| format!("\"{i}\", "));
            schema(&format!("model A {{\n  id Int @id\n  a String[] @default([{list}¦])\n}}\n"))
        }),
        shape("unknown types", 80, |n| {
            let fields = each(n, |i| format!("  f{i} Nowhere{i}\n"));
            schema(&format!("model A {{\n  id Int @id\n{fields}  z No¦where\n}}\n"))
        }),
        shape("findings in models", 40, |n| {
            let one = |i| format!("model m_{i} {{\n  ID Int @id\n  CreatedAt DateTime\n  price Float\n}}\n");
            schema(&(each(n, one) + "model A {\n  id In¦t @id\n}\n"))
        }),
        shape("composite types", 40, |n| {
            let one =
                |i: usize| format!("type T{i} {{\n  name String\n  next T{}?\n}}\n", (i + 1).min(n - 1));
            of_provider(
                "mongodb",
                &format!("{}model A {{\n  id String @id @map(\"_id\")\n  t T¦0\n}}\n", each(n, one)),
            )
        }),
        shape("generators", 260, |n| {
            let one = |i| {
                format!("generator g{i} {{\n  provider = \"prisma-client-js\"\n  output = \"./g{i}\"\n}}\n")
            };
            schema(&(each(n, one) + "model A {\n  id In¦t @id\n}\n"))
        }),
        shape("datasources", 260, |n| {
            let one = |i| format!("datasource d{i} {{\n  provider = \"sqlite\"\n  url = env(\"A\")\n}}\n");
            schema(&(each(n, one) + "model A {\n  id In¦t @id\n}\n"))
        }),
        shape("database schemas", 40, |n| {
            let names = each(n, |i| format!("\"s{i}\", "));
            let models = each(n, |i| format!("model A{i} {{\n  id¦ Int @id\n  @@schema(\"s{i}\")\n}}\n"));
            Input::Schema(vec![format!(
                "datasource db {{\n  provider = \"postgresql\"\n  schemas = [{names}]\n}}\n{models}"
            )])
        }),
        shape("files of a schema", 40, |n| {
            let mut files: Vec<String> = (0..n).map(|i| model(i, "")).collect();
            files.push(
                "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id In¦t @id\n}\n".to_owned(),
            );
            Input::Schema(files)
        }),
    ]
}

/// A model of an ordinary application, whose owner is another one.
fn model(i: usize, mark: &str) -> String {
    let mut text = format!(
        "/// What {i} is.\nmodel Entity{i} {{\n  id {mark} Int @id @default(autoincrement())\n  title String\n  createdAt DateTime @default(now())\n"
    );
    if i > 0 {
        let owner = (i - 1) / 3;
        let _ = write!(
            text,
            "  ownerId Int\n  owner Entity{owner} @relation(\"O{i}\", fields: [ownerId], references: [id])\n  @@index([ownerId])\n"
        );
    }
    text + "}\n"
}

/// Models of which each belongs to the one before.
fn chain(provider: &str, n: usize) -> Input {
    let one = |i: usize| {
        let before = i.checked_sub(1).map(|before| {
            format!(
                "  beforeId Int\n  before M{before} @relation(fields: [beforeId], references: [id], onDelete: Cascade)\n"
            )
        });
        let next = if i + 1 < n { format!("  next M{}[]\n", i + 1) } else { String::new() };
        format!("model M{i} {{\n  id¦ Int @id\n{}{next}}}\n", before.unwrap_or_default())
    };
    of_provider("sqlserver", &each(n, one).replace("sqlserver", provider))
}

/// Models in layers of two, each of which belongs to both of the layer before: the ways from the first to the last double
/// with each layer.
fn diamonds(n: usize) -> Input {
    let one = |layer: usize, side: usize| {
        let mut text = format!("model M{layer}x{side} {{\n  id¦ Int @id\n");
        for other in 0..2 {
            if layer > 0 {
                let before = layer - 1;
                let _ = write!(
                    text,
                    "  u{other}Id Int\n  u{other} M{before}x{other} @relation(\"r{before}x{other}x{side}\", fields: [u{other}Id], references: [id], onDelete: Cascade)\n"
                );
            }
            if layer + 1 < n {
                let _ = writeln!(
                    text,
                    "  d{other} M{}x{other}[] @relation(\"r{layer}x{side}x{other}\")",
                    layer + 1
                );
            }
        }
        text + "}\n"
    };
    of_provider("sqlserver", &each(n, |layer| one(layer, 0) + &one(layer, 1)))
}
