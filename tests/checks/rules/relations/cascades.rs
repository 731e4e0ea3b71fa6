//! Deletes that take other rows along.

use expect_test::expect;
use serde_json::json;

use super::super::drawn::{found, found_recommended, found_with};
use super::{check, database};

#[test]
fn a_cascade_over_an_optional_relation() {
    let text = |a: &str, b: &str| {
        format!(
            "model A {{\n  id Int @id\n  cs C[]\n}}\n\nmodel B {{\n  id Int @id\n  cs C[]\n}}\n\n\
             model C {{\n  id Int @id\n  aId Int{a}\n  a A{a} @relation(fields: [aId], references: [id], onDelete: Cascade)\n  bId Int{b}\n  b B{b} @relation(fields: [bId], references: [id], onDelete: Cascade)\n}}\n"
        )
    };
    check(
        "cascade-on-optional",
        &text("?", ""),
        expect![[r#"
            info at `Cascade`: `C.a` is optional, but deleting the `A` deletes the `C`. Use `SetNull`, or make the relation required.
              Choice: Use `onDelete: SetNull`
        "#]],
    );
    assert_eq!(found_recommended("cascade-on-optional", &text("?", "")).places(), "hint Cascade\n");
    assert_eq!(found("cascade-on-optional", &text("?", "?")).places(), "");
    assert_eq!(found("cascade-on-optional", &text("", "")).places(), "");
    let drawn = found("cascade-on-optional", &text("?", ""));
    expect![[r#"
        -  a A? @relation(fields: [aId], references: [id], onDelete: Cascade)
        +  a A? @relation(fields: [aId], references: [id], onDelete: SetNull)
    "#]]
    .assert_eq(&drawn.after_fix("Use `onDelete: SetNull`"));
    let tree = "model A {\n  id Int @id\n  cs C[]\n}\nmodel C {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n  upId Int?\n  up C? @relation(\"t\", fields: [upId], references: [id], onDelete: Cascade)\n  downs C[] @relation(\"t\")\n}\n";
    assert_eq!(found("cascade-on-optional", tree).places(), "");
}

/// Models `M0`, `M1` …, and a cascade from the first to the second of each pair.
fn cascading(pairs: &[(usize, usize)]) -> String {
    let count = pairs.iter().map(|(a, b)| a.max(b) + 1).max().unwrap_or(0);
    let models = (0..count).map(|at| {
        let ups = pairs.iter().filter(|(_, child)| *child == at).map(|(up, _)| {
            format!("  m{up}Id Int\n  m{up} M{up} @relation(\"r{up}_{at}\", fields: [m{up}Id], references: [id], onDelete: Cascade)\n")
        });
        let downs = pairs.iter().filter(|(parent, _)| *parent == at);
        let downs = downs.map(|(_, down)| format!("  m{down}s M{down}[] @relation(\"r{at}_{down}\")\n"));
        format!("model M{at} {{\n  id Int @id\n{}}}\n\n", ups.chain(downs).collect::<String>())
    });
    models.collect()
}

#[test]
fn deletes_that_reach_far() {
    assert_eq!(found("cascade-chain", &cascading(&[(0, 1), (1, 2), (2, 3)])).places(), "");
    check(
        "cascade-chain",
        &cascading(&[(0, 1), (1, 2), (2, 3), (3, 4), (0, 3)]),
        expect![[r#"
            warning at `M0`: Deleting a `M0` cascades over 4 relations: `M0` → `M1` → `M2` → `M3` → `M4`. Change `onDelete` on one of them, or delete in steps.
              see `Cascade`: Deleting a `M0` deletes its `M1` rows.
              see `Cascade`: Deleting a `M1` deletes its `M2` rows.
              see `Cascade`: Deleting a `M2` deletes its `M3` rows.
              see `Cascade`: Deleting a `M3` deletes its `M4` rows.
        "#]],
    );
    let options = json!({"max": 1});
    let drawn = found_with("cascade-chain", &cascading(&[(0, 1), (1, 2), (3, 1)]), options);
    assert_eq!(drawn.places(), "warning M0\nwarning M3\n");
}

#[test]
fn deletes_that_go_round_in_a_circle() {
    let text = cascading(&[(0, 1), (1, 2), (2, 0)]);
    check(
        "cascade-chain",
        &text,
        expect![[r#"
            warning at `Cascade`: Cascading deletes form a cycle: `M2` → `M0` → `M1` → `M2`. Deleting one row can delete all the others. Change `onDelete` on one relation.
              see `Cascade`: Deleting a `M0` deletes its `M1` rows.
              see `Cascade`: Deleting a `M1` deletes its `M2` rows.
        "#]],
    );
    // Prisma itself refuses it here.
    let sqlserver = format!("{}{text}", database("  provider = \"sqlserver\""));
    assert_eq!(found("cascade-chain", &sqlserver).places(), "");
    let tree = "model A {\n  id Int @id\n  upId Int?\n  up A? @relation(\"t\", fields: [upId], references: [id], onDelete: Cascade)\n  downs A[] @relation(\"t\")\n}\n";
    assert_eq!(found("cascade-chain", tree).places(), "");
}

#[test]
fn deletes_that_take_the_audit_trail_along() {
    for (name, expected) in [
        ("AuditLog", "warning Cascade\n"),
        ("audit_entries", "warning Cascade\n"),
        ("LoginHistory", "warning Cascade\n"),
        ("access_logs", "warning Cascade\n"),
        ("WebhookLog", ""),
        ("PriceHistory", ""),
        ("Event", ""),
    ] {
        let text = format!(
            "model User {{\n  id Int @id\n  logs {name}[]\n}}\n\nmodel {name} {{\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n}}\n"
        );
        assert_eq!(found("cascade-chain", &text).places(), expected, "{name}");
    }
}

#[test]
fn marks_of_deletion_that_do_not_cascade() {
    let text = "model User {\n  id Int @id\n  deletedAt DateTime?\n  posts Post[]\n  notes Note[]\n  logs LoginLog[]\n  drafts Draft[]\n}\n\n\
        model Post {\n  id Int @id\n  removed DateTime? @map(\"deleted_at\")\n  userId Int\n  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n}\n\n\
        model Note {\n  id Int @id\n  text String\n  userId Int\n  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n}\n\n\
        model LoginLog {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n}\n\n\
        model Draft {\n  id Int @id\n  userId Int?\n  user User? @relation(fields: [userId], references: [id])\n}\n";
    check(
        "cascade-vs-soft-delete",
        text,
        expect![[r#"
            info at `deletedAt`: Soft-deleting a `User` leaves its rows of `Note` active. Filter them in queries, or add `deletedAt` there too.
              see `user`: Every `Note` belongs to a `User`.
            warning at `Cascade`: Soft-deleting `User` leaves its `Post` rows active. Use `Restrict` and soft-delete both.
              see `deletedAt`: `User` is soft-deleted here.
        "#]],
    );
    assert_eq!(
        found("cascade-vs-soft-delete", &text.replace("deletedAt DateTime?", "deletedAt DateTime")).places(),
        ""
    );
}

#[test]
fn rows_that_only_refer_to_a_soft_deleted_row_stay() {
    let text = "model Grade {\n  id Int @id\n  deletedAt DateTime?\n  staff Worker[]\n  steps GradeStep[]\n  rules Rule[]\n}\nmodel Worker {\n  id Int @id\n  gradeId Int\n  grade Grade @relation(fields: [gradeId], references: [id])\n}\nmodel GradeStep {\n  id Int @id\n  gradeId Int\n  grade Grade @relation(fields: [gradeId], references: [id])\n}\nmodel Rule {\n  id Int @id\n  gradeId Int\n  grade Grade @relation(fields: [gradeId], references: [id], onDelete: Cascade)\n}\n";
    let message = &found("cascade-vs-soft-delete", text).found[0].message;
    assert!(message.contains("its rows of `GradeStep`, `Rule` active"), "{message}");
    let refers = "model City {\n  id Int @id\n  deletedAt DateTime?\n  people Resident[]\n}\nmodel Resident {\n  id Int @id\n  cityId Int\n  city City @relation(fields: [cityId], references: [id])\n}\n";
    assert!(found("cascade-vs-soft-delete", refers).found.is_empty());
}
