//! Schemas in the dialect of Prisma 8.

use super::{Input, Shape, each, shape};

pub(super) fn shapes() -> Vec<Shape> {
    vec![
        shape("Prisma 8: models", 40, |n| {
            schema(&each(n, |i| {
                format!(
                    "model M{i} {{\n  id Int @id @default(autoincrement())\n  na¦me String\n  createdAt DateTime @default(now())\n}}\n"
                )
            }))
        }),
        shape("Prisma 8: fields of a model", 100, |n| {
            schema(&format!("model A {{\n  id¦ Int @id\n{}}}\n", each(n, |i| format!("  f{i} String?\n"))))
        }),
        shape("Prisma 8: namespaces", 40, |n| {
            schema(&each(n, |i| format!("namespace n{i} {{\n  model A {{\n    id¦ Int @id\n  }}\n}}\n")))
        }),
        shape("Prisma 8: models of a namespace", 40, |n| {
            let models = each(n, |i| format!("  model M{i} {{\n    id¦ Int @id\n  }}\n"));
            schema(&format!("namespace n {{\n{models}}}\n"))
        }),
        shape("Prisma 8: namespaces that stay open", 30, |n| {
            schema(&format!("model A {{\n  id¦ Int @id\n}}\n{}", "namespace n {\n".repeat(n)))
        }),
        shape("Prisma 8: enums", 60, |n| {
            let enums = each(n, |i| format!("enum E{i} {{\n  one = {i}\n  two = 2\n}}\n"));
            schema(&format!("{enums}model A {{\n  id Int @id\n  e E¦0\n}}\n"))
        }),
        shape("Prisma 8: values of an enum", 100, |n| {
            let values = each(n, |i| format!("  v{i} = \"{i}\"\n"));
            schema(&format!("enum E {{\n{values}}}\nmodel A {{\n  id Int @id\n  e E¦\n}}\n"))
        }),
        shape("Prisma 8: types", 60, |n| {
            let types = each(n, |i| match i {
                0 => "  T0 = VarChar(40)\n".to_owned(),
                i => format!("  T{i} = T{}\n", i - 1),
            });
            schema(&format!("types {{\n{types}}}\nmodel A {{\n  id Int @id\n  t T¦0\n}}\n"))
        }),
        shape("Prisma 8: relations to one model", 40, |n| {
            let back = each(n, |i| format!("  many{i} M{i}[]\n"));
            let many = each(n, |i| {
                format!(
                    "model M{i} {{\n  id Int @id\n  hubId Int\n  hub Hub @relation(fields: [hubId], references: [id])\n}}\n"
                )
            });
            schema(&format!("model Hu¦b {{\n  id Int @id\n{back}}}\n{many}"))
        }),
        shape("Prisma 8: models of one name", 40, |n| schema(&"model A¦ {\n  id Int @id\n}\n".repeat(n))),
        shape("Prisma 8: broken lines", 100, |n| {
            schema(&format!("model A {{\n  id¦ Int @id\n{}}}\n", "  a @ ( [ \" \n".repeat(n)))
        }),
        shape("Prisma 8: nesting", 100, |n| {
            schema(&format!(
                "types {{\n  A = f({}1{})\n}}\nmodel B {{\n  id¦ Int @id\n}}\n",
                "f(".repeat(n),
                ")".repeat(n)
            ))
        }),
    ]
}

fn schema(text: &str) -> Input {
    Input::Schema(vec![format!("// use prisma-8\n{text}")])
}
