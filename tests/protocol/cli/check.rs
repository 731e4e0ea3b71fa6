//! What is checked, how it is told, and how the run ends.

use expect_test::expect;

use super::{FLAGGED, check, check_input, command, finish, project, run, single};

#[test]
fn a_finding_is_shown_in_its_source_with_its_fix() {
    let dir = single(FLAGGED);
    let run = check(dir.path(), &[]);
    expect![[r#"
        warning[created-at-default]: `A.createdAt` has no default, so every insert has to set it. Add `@default(now())`.
         --> schema.prisma:3:3
          |
        3 |   createdAt DateTime
          |   ^^^^^^^^^
          |
          = help: Add `@default(now())` (fixed by `--fix`)

        Found 1 warning in 1 schema file; 1 fixable with --fix.
    "#]]
    .assert_eq(&run.out);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
}

#[test]
fn nothing_to_complain_of() {
    let dir = single("model A {\n  id Int @id\n}\n");
    let run = check(dir.path(), &[]);
    assert_eq!((run.code, run.out.as_str()), (0, "No problems found in 1 schema file.\n"));
}

#[test]
fn the_threshold_decides_how_it_ends() {
    let two = FLAGGED.to_owned() + &FLAGGED.replace("model A", "model B");
    let info = FLAGGED.replace("DateTime", "DateTime?");
    let cases: [(&str, &[&str], i32); 9] = [
        (&two, &[], 1),
        (&two, &["--fail-on", "error"], 0),
        (&two, &["--max-warnings", "1"], 1),
        (&two, &["--max-warnings", "2"], 0),
        (&info, &[], 0),
        (&info, &["--fail-on", "info"], 1),
        (&info, &["--fail-on", "info", "--show", "error"], 0),
        ("model A {\n  id Int @id\n  x Nope\n}\n", &["--select", "unknown-type", "--max-warnings", "9"], 1),
        (
            "model A {\n  id Int @id\n  x Nope\n}\n",
            &["--select", "unknown-type", "--ignore", "unknown-type"],
            0,
        ),
    ];
    for (text, args, code) in cases {
        let run = check(single(text).path(), args);
        assert_eq!(run.code, code, "{args:?}\n{}{}", run.out, run.err);
    }
}

#[test]
fn many_findings_are_told_in_one_line_each_and_counted() {
    let models: String = (0..60).map(|at| FLAGGED.replace("model A", &format!("model A{at}"))).collect();
    let dir = project("//- /b.prisma\nmodel B {\n  id Int @id\n  createdAt DateTime?\n}\n");
    std::fs::write(dir.path().join("a.prisma"), models).unwrap();
    let run = check(dir.path(), &[]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0], "a.prisma");
    assert_eq!(
        lines[1],
        "      3:3 + warning  `A0.createdAt` has no default, so every insert has to set it. Add \
         `@default(now())`.  created-at-default"
    );
    assert_eq!(
        lines[lines.len() - 4..],
        [
            "prisma-lens explain CODE says what a code means.",
            "",
            "Found 60 warnings and 1 info in 2 schema files; 60 fixable with --fix.",
            "1 info: --level info shows it."
        ]
    );
    assert!(lines.contains(&"+ marks what --fix fixes."), "{}", run.out);
    let always = check(dir.path(), &["--snippets", "always"]);
    assert_eq!(always.out.matches(" --> a.prisma:").count(), 60);
}

#[test]
fn levels_and_codes_choose_what_is_told() {
    let info = single(&FLAGGED.replace("DateTime", "DateTime?"));
    let counted = check(info.path(), &[]);
    assert_eq!(counted.out, "Found 1 info in 1 schema file.\n1 info: --level info shows it.\n");
    assert!(check(info.path(), &["--level", "info"]).out.contains("info[created-at-default]"));
    assert!(!check(info.path(), &["--show", "warning"]).out.contains("created-at-default"));
    let flagged = single(FLAGGED);
    let ignored = check(flagged.path(), &["--ignore", "created-at-default"]);
    assert_eq!(ignored.code, 0, "{}", ignored.out);
    let minimal = run(flagged.path(), &["check", "--preset", "minimal"]);
    assert!(!minimal.out.contains("created-at-default"), "{}", minimal.out);
    let slip = check(flagged.path(), &["--ignore", "created-at-defalt"]);
    assert!(slip.err.contains("Did you mean `created-at-default`?"), "{}", slip.err);
    assert_eq!((slip.code, slip.out.as_str()), (2, ""));
}

#[test]
fn settings_count_and_their_mistakes_are_told_at_their_place() {
    let toml = "//- /prisma-lens.toml\npreset = \"recomended\"\n[rules]\ncreated-at-default = \"error\"\n";
    let dir = project(&format!("//- /schema.prisma\n{FLAGGED}{toml}"));
    let run = check(dir.path(), &[]);
    assert!(run.out.contains("error[created-at-default]"), "{}", run.out);
    assert!(run.out.contains("--> prisma-lens.toml:1:10"), "{}", run.out);
    assert!(run.out.contains("1 | preset = \"recomended\""), "{}", run.out);
    assert_eq!(run.code, 2, "what was meant does not hold");
}

#[test]
fn a_named_file_is_judged_with_its_whole_schema_but_others_are_not_told() {
    let dir = project(
        r#"
        //- /prisma/base.prisma
        datasource db {
          provider = "postgresql"
        }
        model A {
          id        Int      @id
          createdAt DateTime
          bs        B[]
        }
        //- /prisma/b.prisma
        model B {
          id  Int @id
          a   A   @relation(fields: [aId], references: [id])
          aId Int
        }
        "#,
    );
    let both = "created-at-default,unknown-type";
    let b = run(dir.path(), &["check", "prisma/b.prisma", "--select", both]);
    assert_eq!((b.code, b.out.as_str()), (0, "No problems found in 1 schema file.\n"));
    let folder = run(dir.path(), &["check", "prisma", "--select", both]);
    assert!(folder.out.contains("--> prisma/base.prisma:6:3"), "{}", folder.out);
    let from_inside =
        run(&dir.path().join("prisma"), &["check", "../prisma/./base.prisma", "--select", both]);
    assert!(from_inside.out.contains("--> base.prisma:6:3"), "{}", from_inside.out);
}

#[test]
fn standard_input_stands_for_a_file() {
    let dir = project(
        r#"
        //- /prisma/base.prisma
        datasource db {
          provider = "postgresql"
        }
        enum Role {
          ADMIN
        }
        //- /prisma/user.prisma
        model User {
          id Int @id
        }
        "#,
    );
    let text = "model User {\n  id Int @id\n  role Role\n}\n";
    let select = ["--stdin", "--select", "unknown-type"];
    let alone = check_input(dir.path(), &select, text);
    assert!(alone.out.contains("error[unknown-type]"), "{}", alone.out);
    let named =
        check_input(dir.path(), &[&select[..], &["--stdin-filename", "prisma/user.prisma"]].concat(), text);
    assert_eq!(named.code, 0, "{}{}", named.out, named.err);
    let new = check_input(
        dir.path(),
        &[&select[..], &["--stdin-filename", "prisma/new.prisma"]].concat(),
        &text.replace("User", "Person"),
    );
    assert_eq!(new.code, 0, "a file that does not exist yet: {}{}", new.out, new.err);
}

#[test]
fn a_guess_at_the_prisma_version_is_admitted_where_it_matters() {
    let schema = "model A {\n  id Int @id\n  x Nope\n}\n";
    let args = ["--select", "unknown-type"];
    let guessed = check(single(schema).path(), &args);
    assert!(
        guessed.out.contains("Cannot determine the Prisma version of schema.prisma; assuming 7."),
        "{}",
        guessed.out
    );
    let known = project(&format!(
        "//- /schema.prisma\n{schema}//- /package.json\n{{\"devDependencies\":{{\"prisma\":\"6.2.0\"}}}}\n"
    ));
    assert!(!check(known.path(), &args).out.contains("Prisma version"));
    assert!(!check(single(FLAGGED).path(), &[]).out.contains("Prisma version"));
}

#[test]
fn files_of_prisma_8_have_the_errors_of_prisma_8() {
    let dir = single("// use prisma-next\nmodel A {\n  nonsense here\n}\n");
    let run = run(dir.path(), &["check"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("psl-unresolved-reference"), "{}", run.out);
    // The checklist runs as well.
    assert!(!run.out.contains("in the Prisma 8 dialect"), "{}", run.out);
    let dir = single("// use prisma-next\nmodel Order {\n  id Int @id\n  price Float\n}\n");
    let run = super::run(dir.path(), &["check"]);
    assert!(run.out.contains("float-money"), "{}", run.out);
}

#[test]
fn colours_only_where_they_are_wanted() {
    let dir = single(FLAGGED);
    let is_coloured = |args: &[&str]| check(dir.path(), args).out.contains('\u{1b}');
    assert!(!is_coloured(&[]), "a pipe is no terminal");
    assert!(is_coloured(&["--color", "always"]));
    assert!(!is_coloured(&["--color", "never"]));
    let mut no_color = command(dir.path(), &["check"]);
    assert!(!finish(no_color.env("NO_COLOR", "1"), None).out.contains('\u{1b}'));
}

#[test]
fn places_count_characters_and_survive_any_text() {
    let dir = single("model Ä {\r\n  id Int @id\r\n  /* 😀 */ createdAt DateTime\r\n}\r\n");
    let run = check(dir.path(), &[]);
    assert!(run.out.contains("--> schema.prisma:3:11"), "{}", run.out);
}

/// Names are looked for in all code, also in files that do not speak of Prisma, and in templates.
#[test]
fn names_that_no_code_has_are_reported() {
    let dir = project(
        "
        //- /prisma/schema.prisma
        datasource db {
          provider = \"postgresql\"
        }
        model Post {
          id       Int    @id
          title    String
          subtitle String
          extent   Int    @map(\"size\")
          // prisma-lens-ignore unused-field: a report reads it
          rank     Int
        }
        model Draft {
          id Int @id
        }
        //- /src/db.ts
        import { PrismaClient } from \"@prisma/client\";
        export const posts = () => new PrismaClient().post.findMany();
        //- /src/card.ts
        /* «Größe» 🩺 */ export const card = (row: any) => row.title;
        //- /src/card.html
        <b>{{ row.size }}</b>
        ",
    );
    let args = ["check", "--select", "unused-model,unused-field", "--level", "info", "--format", "json"];
    let told = run(dir.path(), &args);
    for (name, is_told) in [("`Post.subtitle`", true), ("`Draft`", true), ("`Post.title`", false)] {
        assert_eq!(told.out.contains(&format!("No code names {name}")), is_told, "{name}: {}", told.out);
    }
    for name in ["Post.extent", "Post.rank"] {
        assert!(!told.out.contains(&format!("`{name}`")), "{name}: {}", told.out);
    }
    // A baseline hides them.
    let write = ["--baseline", "known.json", "--write-baseline"];
    let told = run(dir.path(), &[&args[..5], &write[..]].concat());
    assert_eq!(told.code, 0, "{}", told.err);
    let told = run(dir.path(), &[&args[..], &["--baseline", "known.json"]].concat());
    assert!(!told.out.contains("No code names"), "{}", told.out);
}
