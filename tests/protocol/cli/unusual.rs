//! Projects that are not as they should be: no regular files, links, schemas of Prisma 8, tables of others.

use super::{FLAGGED, check, project, run, single};

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_passed_over_and_named_where_it_is_asked_for() {
    use std::os::unix::fs::symlink;
    let dir = single(FLAGGED);
    let made = std::process::Command::new("mkfifo").arg(dir.path().join("pipe.prisma")).status();
    assert!(made.unwrap().success());
    symlink("/dev/zero", dir.path().join("zero.prisma")).unwrap();
    let found = check(dir.path(), &[]);
    assert_eq!((found.code, found.err.as_str()), (1, ""), "{}", found.out);
    assert_eq!(run(dir.path(), &["format", "--check"]).code, 0);
    for name in ["pipe.prisma", "zero.prisma"] {
        for command in [&["check", name][..], &["format", "--check", name], &["check", "--baseline", name]] {
            let refused = run(dir.path(), command);
            assert!(
                refused.code == 2 && refused.err.contains("not a regular file"),
                "{command:?} {}",
                refused.err
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_in_a_schema_through_a_link_is_part_of_that_schema_only() {
    use std::os::unix::fs::symlink;
    let dir = project(
        "//- /package.json\n{}\n//- /shared/common.prisma\nmodel Post {\n  id Int @id @db.Integer\n  user User @relation(fields: [userId], references: [id])\n  userId Int\n}\n\
         //- /apps/a/prisma/schema/main.prisma\ndatasource db {\n  provider = \"postgresql\"\n}\nmodel User {\n  id Int @id\n  posts Post[]\n}\n",
    );
    symlink("../../../../shared/common.prisma", dir.path().join("apps/a/prisma/schema/common.prisma"))
        .unwrap();
    let report = |args: &[&str]| -> serde_json::Value {
        let args = [&["check", "--preset", "minimal", "--format", "json"][..], args].concat();
        serde_json::from_str(&run(dir.path(), &args).out).unwrap()
    };
    let whole = report(&[]);
    assert_eq!(whole["findings"], serde_json::json!([]));
    assert_eq!(whole["schemas"].as_array().unwrap().len(), 1, "{whole}");
    assert_eq!(whole["summary"]["files"], 2);
    for file in ["shared/common.prisma", "apps/a/prisma/schema/common.prisma"] {
        let one = report(&[file]);
        assert_eq!(
            (&one["findings"], &one["summary"]["files"]),
            (&serde_json::json!([]), &1.into()),
            "{file} {one}"
        );
    }
    // A link to a folder does the same.
    std::fs::remove_file(dir.path().join("apps/a/prisma/schema/common.prisma")).unwrap();
    symlink("../../../../shared", dir.path().join("apps/a/prisma/schema/shared")).unwrap();
    let folder = report(&[]);
    assert_eq!(
        (&folder["findings"], folder["schemas"].as_array().unwrap().len()),
        (&serde_json::json!([]), 1),
        "{folder}"
    );
}

#[test]
fn a_project_on_prisma_8_is_in_its_dialect() {
    let text = "types {\n  BirthDate = DateTime @db.Date\n}\n\nnamespace auth {\n  model User {\n    id Int @id\n  }\n}\n";
    let dir = project(&format!(
        "//- /prisma/contract.prisma\n{text}//- /package.json\n{{ \"dependencies\": {{ \"prisma\": \"8.0.0-rc.9\" }} }}\n"
    ));
    let found = run(dir.path(), &["check", "--level", "info"]);
    assert!(
        found.code == 1 && found.out.contains("psl-no-opted-in-schema-files"),
        "{}{}",
        found.out,
        found.err
    );
    run(dir.path(), &["format"]);
    assert_eq!(std::fs::read_to_string(dir.path().join("prisma/contract.prisma")).unwrap(), text);
}

#[test]
fn external_tables_and_enums_are_not_in_the_checklist() {
    let schema = "//- /schema.prisma\ndatasource d {\n  provider = \"postgresql\"\n}\nmodel mastra_agents {\n  id Int @id\n  Name String\n}\n\
                  model Local {\n  id Int @id\n  Name String\n}\nenum moods {\n  good\n}\nmodel other {\n  id Int @id\n  x Nope\n  @@map(\"things\")\n}\n";
    let config = "//- /prisma.config.ts\nexport default { schema: 'schema.prisma', tables: { external: ['public.mastra_agents', 'things'] }, enums: { external: ['moods'] } }\n";
    let dir = project(&format!("{schema}{config}"));
    let found = run(dir.path(), &["check", "--preset", "strict", "--snippets", "never", "--level", "hint"]);
    assert!(found.out.contains("`Local.Name`"), "{}", found.out);
    assert!(!found.out.contains("mastra_agents") && !found.out.contains("moods"), "{}", found.out);
    assert!(found.out.contains("unknown-type"), "Prisma's own errors stay: {}", found.out);
}

#[test]
fn what_a_manifest_gets_wrong_is_told() {
    let of = |package: &str| {
        let dir = project(&format!("//- /schema.prisma\n{FLAGGED}//- /package.json\n{package}\n"));
        run(dir.path(), &["check", "--snippets", "never", "--level", "hint"]).out
    };
    let banana = of("{ \"devDependencies\": { \"prisma\": \"banana\" } }");
    assert!(banana.contains("prisma-version") && banana.contains("package.json"), "{banana}");
    let ignored = of(
        "{ \"devDependencies\": { \"prisma\": \"^7.0.0\" }, \"prisma\": { \"schema\": \"schema.prisma\" } }",
    );
    assert!(ignored.contains("Prisma 7 ignores `prisma` in package.json"), "{ignored}");
    let read = of(
        "{ \"devDependencies\": { \"prisma\": \"^6.0.0\" }, \"prisma\": { \"schema\": \"schema.prisma\" } }",
    );
    assert!(!read.contains("ignores"), "{read}");
}
