//! Folders, links and open documents.

use super::{Entry, Input, Shape, shape};

const SCHEMA: &str = "datasource db {\n  provider = \"sqlite\"\n}\nmodel A {\n  id Int @id\n}\n";

pub(super) fn shapes() -> Vec<Shape> {
    vec![
        shape("folders side by side", 40, |n| folder(n, |i| vec![file(format!("p{i}/schema.prisma"))])),
        shape("folders in each other", 30, |n| {
            folder(n, |i| vec![file(format!("{}schema.prisma", "d/".repeat(i + 1)))])
        }),
        shape("empty folders in each other", 60, |n| {
            Input::Folder(vec![file("schema.prisma".to_owned()), file("d/".repeat(n) + "readme.md")])
        }),
        shape("files of a folder", 60, |n| folder(n, |i| vec![file(format!("prisma/{i}.prisma"))])),
        shape("files that are no schemas", 150, |n| folder(n, |i| vec![file(format!("src/f{i}.ts"))])),
        shape("links to one folder", 40, |n| {
            let mut all = folder_entries(n, |i| vec![Entry::Link(format!("l{i}"), "real".to_owned())]);
            all.push(file("real/schema.prisma".to_owned()));
            Input::Folder(all)
        }),
        shape("links to one file", 40, |n| {
            let mut all =
                folder_entries(n, |i| vec![Entry::Link(format!("p/l{i}.prisma"), "a.prisma".to_owned())]);
            all.push(file("p/a.prisma".to_owned()));
            Input::Folder(all)
        }),
        shape("links to the folder around them", 40, |n| {
            folder(n, |i| {
                vec![
                    file(format!("p{i}/schema.prisma")),
                    Entry::Link(format!("p{i}/up"), "..".to_owned()),
                    Entry::Link(format!("p{i}/here"), ".".to_owned()),
                ]
            })
        }),
        // The ways to the last folder double with each folder. Systems follow 40 links at most.
        shape("two links to each next folder", 40, |n| {
            folder(n, |i| {
                let next = format!("../f{}", i + 1);
                vec![
                    file(format!("f{i}/schema.prisma")),
                    Entry::Link(format!("f{i}/a"), next.clone()),
                    Entry::Link(format!("f{i}/b"), next),
                ]
            })
        }),
        shape("links that follow each other", 10, |n| {
            let next = |i| format!("l{}", i + 1);
            let mut all = folder_entries(n, |i| vec![Entry::Link(format!("l{i}"), next(i))]);
            all.push(file(format!("l{n}/schema.prisma")));
            Input::Folder(all)
        }),
        shape("ignore files", 40, |n| {
            folder(n, |i| {
                vec![
                    file(format!("p{i}/schema.prisma")),
                    Entry::File(format!("p{i}/.gitignore"), "/generated\n*.log\n".to_owned()),
                ]
            })
        }),
        shape("patterns of an ignore file", 60, |n| {
            let patterns: String = (0..n).map(|i| format!("/folder{i}/**/*.a{i}\n")).collect();
            Input::Folder(vec![
                file("schema.prisma".to_owned()),
                Entry::File(".gitignore".to_owned(), patterns),
            ])
        }),
        shape("packages of a repository", 30, |n| {
            folder(n, |i| {
                vec![
                    file(format!("packages/p{i}/prisma/schema.prisma")),
                    Entry::File(format!("packages/p{i}/package.json"), "{ \"name\": \"p\" }".to_owned()),
                    Entry::File(format!("packages/p{i}/.env"), "A=1\n".to_owned()),
                    Entry::File(
                        format!("packages/p{i}/prisma-lens.toml"),
                        "preset = \"strict\"\n".to_owned(),
                    ),
                ]
            })
        }),
        shape("open documents of one schema", 60, |n| documents(n, |i| format!("/nowhere/p/m{i}.prisma"))),
        shape("open documents with schemas of their own", 60, |n| {
            documents(n, |i| format!("/nowhere/p{i}/schema.prisma"))
        }),
        shape("depth of open documents", 30, |n| {
            let path = |i| (format!("/nowhere/{}m{i}.prisma", "d/".repeat(n)), SCHEMA.to_owned());
            Input::Documents((0..8).map(path).collect())
        }),
    ]
}

fn file(path: String) -> Entry {
    Entry::File(path, SCHEMA.to_owned())
}

fn folder_entries(n: usize, entries: impl Fn(usize) -> Vec<Entry>) -> Vec<Entry> {
    (0..n).flat_map(entries).collect()
}

fn folder(n: usize, entries: impl Fn(usize) -> Vec<Entry>) -> Input {
    Input::Folder(folder_entries(n, entries))
}

fn documents(n: usize, path: impl Fn(usize) -> String) -> Input {
    Input::Documents((0..n).map(|i| (path(i), SCHEMA.to_owned())).collect())
}
