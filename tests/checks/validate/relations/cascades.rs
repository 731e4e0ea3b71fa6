//! Changes that relations pass on in a circle, or on several paths.

use std::collections::BTreeSet;
use std::sync::Arc;

use expect_test::expect;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use support::random::Random;

use super::{check, check_fix, fine, two};

#[test]
fn a_model_that_points_at_itself() {
    let tree = "pId Int? ; p A? @relation(\"t\", fields: [pId], references: [id]) ; c A[] @relation(\"t\")";
    fine("postgresql", &two(tree, "n Int"));
    check(
        "sqlserver",
        &two(tree, "n Int"),
        expect![[r#"
            error `p` [cascade-cycle] `A.p` references its own model, so changes cascade without end. Set `onDelete` and `onUpdate` to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
        "#]],
    );
    check_fix(
        "sqlserver",
        &two(tree, "n Int"),
        "Set `onDelete` and `onUpdate` to `NoAction`",
        expect![[r#"
        /schema.prisma
        -  p A? @relation("t", fields: [pId], references: [id])
        +  p A? @relation("t", fields: [pId], references: [id], onDelete: NoAction, onUpdate: NoAction)
    "#]],
    );
    let tree = format!("{tree} ; @@index([pId])");
    check_fix(
        "postgresql relationMode=prisma",
        &two(&tree, "n Int"),
        "Set `onDelete` and `onUpdate` to `Restrict`",
        expect![[r#"
            /schema.prisma
            -  p A? @relation("t", fields: [pId], references: [id])
            +  p A? @relation("t", fields: [pId], references: [id], onDelete: Restrict, onUpdate: Restrict)
        "#]],
    );
    check_fix(
        "mongodb",
        &two(&tree, "n Int"),
        "Set `onDelete` and `onUpdate` to `NoAction`",
        expect![[r#"
        /schema.prisma
        -  p A? @relation("t", fields: [pId], references: [id])
        +  p A? @relation("t", fields: [pId], references: [id], onDelete: NoAction, onUpdate: NoAction)
    "#]],
    );
}

#[test]
fn circles() {
    let b = "aId Int ; a A @relation(\"y\", fields: [aId], references: [id]) ; as A[] @relation(\"x\")";
    let a = "bId Int ; b B @relation(\"x\", fields: [bId], references: [id]) ; bs B[] @relation(\"y\")";
    let broken = a.replace("[id])", "[id], onUpdate: NoAction)");
    fine("mysql", &two(a, b));
    check(
        "sqlserver",
        &two(a, b),
        expect![[r#"
            error `b` [cascade-cycle] `A.b` is part of a cascade cycle: `A.b`, `B.a`. Set `onDelete` and `onUpdate` of one of these to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
            error `a` [cascade-cycle] `B.a` is part of a cascade cycle: `B.a`, `A.b`. Set `onDelete` and `onUpdate` of one of these to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
        "#]],
    );
    check(
        "mongodb",
        &two(a, b),
        expect![[r#"
            error `b` [cascade-cycle] `A.b` is part of a cascade cycle: `A.b`, `B.a`. Set `onDelete` and `onUpdate` of one of these to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
            error `a` [cascade-cycle] `B.a` is part of a cascade cycle: `B.a`, `A.b`. Set `onDelete` and `onUpdate` of one of these to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
        "#]],
    );
    fine("sqlserver", &two(&broken, b));
}

#[test]
fn several_paths() {
    let b = "as A[] @relation(\"x\") ; cs A[] @relation(\"y\")";
    let a = "b Int ; c Int ; x B @relation(\"x\", fields: [b], references: [id]) ; y B @relation(\"y\", fields: [c], references: [id])";
    for database in ["postgresql", "mysql", "sqlite", "mongodb", "cockroachdb"] {
        fine(database, &two(a, b));
    }
    check(
        "sqlserver",
        &two(a, b),
        expect![[r#"
            error `x` [multiple-cascade-paths] `A` depends on `B` through several cascade paths, one of them through `A.x`, which SQL Server rejects. Set `onDelete` and `onUpdate` of one to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
            error `y` [multiple-cascade-paths] `A` depends on `B` through several cascade paths, one of them through `A.y`, which SQL Server rejects. Set `onDelete` and `onUpdate` of one to `NoAction`.
              Choice: Set `onDelete` and `onUpdate` to `NoAction`
        "#]],
    );
}

#[test]
fn lists_of_keys_are_not_set_to_null() {
    let tree = "k Int[] ; p A @relation(\"t\", fields: [k], references: [id], onUpdate: Restrict) ; c A[] @relation(\"t\")";
    fine("mongodb", &two(tree, "n Int"));
}

/// Models of SQL Server, each with required relations to these ones.
fn models(relations: &[Vec<usize>]) -> String {
    let mut bodies: Vec<String> = vec!["  id Int @id\n".to_owned(); relations.len()];
    for (from, targets) in relations.iter().enumerate() {
        for to in targets {
            let name = format!("r{from}x{to}");
            bodies[from] += &format!(
                "  k{to} Int\n  r{to} M{to} @relation(\"{name}\", fields: [k{to}], references: [id], onDelete: Cascade)\n"
            );
            bodies[*to] += &format!("  b{from} M{from}[] @relation(\"{name}\")\n");
        }
    }
    let models = bodies.iter().enumerate().map(|(at, body)| format!("model M{at} {{\n{body}}}\n"));
    format!("datasource db {{\n  provider = \"sqlserver\"\n}}\n{}", models.collect::<String>())
}

/// The relations that are reported for several paths, with the models that they lead to.
fn several(text: &str) -> Vec<String> {
    let files = vec![(Arc::from("a.prisma"), Arc::new(SchemaFile::new(text)))];
    let schema = Schema::new(files, PrismaVersion::NEWEST);
    let found = checks::validate::check(&schema, false).into_iter();
    let several = found.filter(|finding| finding.code == "multiple-cascade-paths");
    let quoted = |message: &str| -> Vec<String> { message.split('`').map(str::to_owned).collect() };
    several
        .map(|finding| quoted(&finding.message))
        .map(|parts| format!("{} {}", parts[5], parts[3]))
        .collect()
}

#[test]
fn paths_that_meet_late_are_found() {
    // Two paths from the first model, which meet at the last one.
    let length = 1500;
    let relations: Vec<Vec<usize>> = (0..2 * length + 2)
        .map(|at| match at {
            0 => vec![1, length + 1],
            at if at == length => vec![2 * length + 1],
            at if at == 2 * length + 1 => Vec::new(),
            at => vec![at + 1],
        })
        .collect();
    let last = 2 * length + 1;
    assert_eq!(
        several(&models(&relations)),
        [format!("M0.r1 M{last}"), format!("M0.r{} M{last}", length + 1)]
    );
}

#[test]
fn several_paths_in_random_schemas() {
    let mut random = Random::new(7);
    let mut count = 0;
    for _ in 0..60 {
        let size = 2 + random.below(90);
        // Each model leads to later ones, in a random order of the file.
        let mut order: Vec<usize> = (0..size).collect();
        (0..size).for_each(|at| order.swap(at, random.below(size)));
        let mut relations: Vec<Vec<usize>> = vec![Vec::new(); size];
        for at in 0..size - 1 {
            for _ in 0..random.below(3) {
                let to = order[at + 1 + random.below((size - at - 1).min(6))];
                if !relations[order[at]].contains(&to) {
                    relations[order[at]].push(to);
                }
            }
        }
        let reach = |from: usize| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
            while let Some(at) = open.pop() {
                if seen.insert(at) {
                    open.extend(&relations[at]);
                }
            }
            seen
        };
        let mut expected = Vec::new();
        for (from, targets) in relations.iter().enumerate() {
            for to in targets {
                let others: BTreeSet<usize> =
                    targets.iter().filter(|it| *it != to).flat_map(|it| reach(*it)).collect();
                let shared = reach(*to).into_iter().find(|it| others.contains(it));
                expected.extend(shared.map(|shared| format!("M{from}.r{to} M{shared}")));
            }
        }
        let mut found = several(&models(&relations));
        count += found.len();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{relations:?}");
    }
    assert!(count > 100, "{count}");
}
