//! Options of the command line that change what is printed, and where.

use serde_json::Value;

use super::{FLAGGED, check, check_input, project, run, single};

#[test]
fn the_output_goes_to_a_file() {
    let dir = single(FLAGGED);
    let found = check(dir.path(), &["--output-file", "out.txt", "--color", "always"]);
    assert_eq!((found.code, found.out.as_str()), (1, ""), "{}", found.err);
    let text = std::fs::read_to_string(dir.path().join("out.txt")).unwrap();
    assert!(
        text.contains("created-at-default") && text.contains("Found 1 warning") && !text.contains('\u{1b}'),
        "{text}"
    );
    check(dir.path(), &["--output-file", "out.json", "--format", "json"]);
    let text = std::fs::read_to_string(dir.path().join("out.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["summary"]["warnings"], 1);
    let unwritable = check(dir.path(), &["--output-file", "no/such/folder.txt"]);
    assert_eq!(unwritable.code, 2);
}

#[test]
fn less_can_be_printed() {
    let dir = single(FLAGGED);
    let quiet = check(dir.path(), &["--quiet"]);
    assert!(
        quiet.out.contains("warning[created-at-default]") && !quiet.out.contains("Found"),
        "{}",
        quiet.out
    );
    let counts = check(dir.path(), &["--statistics"]);
    assert!(counts.out.starts_with("      1  warning  created-at-default"), "{}", counts.out);
    assert!(!counts.out.contains("-->"), "{}", counts.out);
    assert_eq!(check(dir.path(), &["--exit-zero"]).code, 0);
    assert_eq!(check(dir.path(), &["--exit-zero", "gone.prisma"]).code, 2);
}

#[test]
fn a_dash_is_standard_input() {
    let dir = single("model B {\n  id Int @id\n}\n");
    let found = check_input(dir.path(), &["-"], FLAGGED);
    assert!(found.code == 1 && found.out.contains("stdin.prisma:3:3"), "{}{}", found.out, found.err);
    let named = check_input(dir.path(), &["-", "--stdin-filename", "a.prisma"], FLAGGED);
    assert!(named.out.contains("a.prisma:3:3"), "{}{}", named.out, named.err);
    assert_eq!(check(dir.path(), &["-", "schema.prisma"]).code, 2);
    assert_eq!(check(dir.path(), &["--stdin-filename", "a.prisma"]).code, 2);
}

#[test]
fn paths_for_github_and_scanners_begin_at_the_repository() {
    let dir = project(&format!("//- /.git/HEAD\nx\n//- /packages/db/prisma/schema.prisma\n{FLAGGED}"));
    let inside = dir.path().join("packages/db");
    let github = check(&inside, &["--format", "github"]);
    assert!(github.out.contains("file=packages/db/prisma/schema.prisma,"), "{}", github.out);
    let sarif: Value = serde_json::from_str(&check(&inside, &["--format", "sarif"]).out).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(
        (&place["uri"], &place["uriBaseId"]),
        (&"packages/db/prisma/schema.prisma".into(), &"%SRCROOT%".into())
    );
    assert!(sarif["runs"][0]["originalUriBaseIds"]["%SRCROOT%"]["uri"].as_str().unwrap().ends_with('/'));
    // In a checkout that is part of another repository, GitHub's own variable counts.
    let mut command =
        super::command(&inside, &["check", "--select", "created-at-default", "--format", "github"]);
    let out = super::finish(command.env("GITHUB_WORKSPACE", dir.path().join("packages")), None).out;
    assert!(out.contains("file=db/prisma/schema.prisma,"), "{out}");
    let text = check(&inside, &["--snippets", "never"]);
    assert!(text.out.starts_with("prisma/schema.prisma\n"), "{}", text.out);
}

#[test]
fn a_report_in_markdown_has_priorities() {
    let models = FLAGGED.replace("id        Int      @id", "id Int @id\n  x Nope");
    let dir = single(&format!("{models}model lower_name {{\n  id Int @id\n}}\n"));
    let codes = "created-at-default,unknown-type,model-name-pascal-case";
    let found = run(dir.path(), &["check", "--format", "markdown", "--select", codes]);
    let heads: Vec<&str> = found.out.lines().filter(|line| line.starts_with("## ")).collect();
    let expected =
        ["## P0: fails, or loses data (1)", "## P1: hurts in production (1)", "## P2: worth improving (1)"];
    assert_eq!(heads, expected);
    assert!(found.out.contains("| `schema.prisma:4` | `created-at-default` |"), "{}", found.out);
}

#[test]
fn a_dry_run_reports_the_files_as_they_are() {
    let dir = single(&format!("model B {{\n  id Int @id\n  createdAt DateTime\n}}\n{FLAGGED}"));
    let json = check(dir.path(), &["--fix", "--dry-run", "--format", "json"]);
    let report: Value = serde_json::from_str(&json.out).unwrap();
    let lines: Vec<u64> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["range"]["start"]["line"].as_u64().unwrap())
        .collect();
    assert_eq!((json.code, lines), (1, vec![3, 7]));
    let text = check(dir.path(), &["--fix", "--dry-run"]);
    assert!(text.out.contains("+  createdAt DateTime @default(now())"), "{}", text.out);
    assert!(text.err.contains("schema.prisma:3:3"), "{}", text.err);
    assert!(
        std::fs::read_to_string(dir.path().join("schema.prisma")).unwrap().contains("createdAt DateTime\n")
    );
}

#[test]
fn fixes_that_need_a_review_are_applied_on_request() {
    let text = "model Users {\n  id Int @id\n}\n";
    let select = ["check", "--select", "model-name-singular", "--fix"];
    let dir = single(text);
    run(dir.path(), &select);
    assert_eq!(std::fs::read_to_string(dir.path().join("schema.prisma")).unwrap(), text);
    run(dir.path(), &[&select[..], &["--unsafe-fixes"]].concat());
    assert!(std::fs::read_to_string(dir.path().join("schema.prisma")).unwrap().starts_with("model User {"));
}

#[test]
fn errors_of_prisma_are_listed_and_explained() {
    let dir = single(FLAGGED);
    assert!(run(dir.path(), &["rules", "--prisma"]).out.contains("unknown-type"));
    let json: Value =
        serde_json::from_str(&run(dir.path(), &["rules", "--prisma", "--format", "json"]).out).unwrap();
    assert!(json.as_array().unwrap().iter().any(|it| it["code"] == "unknown-type"));
    for number in ["P1012", "p2002"] {
        assert_eq!(run(dir.path(), &["explain", number]).code, 0);
    }
    assert_eq!(run(dir.path(), &["explain", "P9999"]).code, 2);
}

#[test]
fn shells_and_help_are_served() {
    let dir = single(FLAGGED);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(run(dir.path(), &["completions", shell]).out.contains("prisma-lens"), "{shell}");
    }
    assert!(run(dir.path(), &["help", "check"]).out.contains("--output-file"));
}

#[test]
fn pictures_are_refused_with_a_reason() {
    let dir = single(FLAGGED);
    for name in ["x.png", "x.PDF"] {
        let refused = run(dir.path(), &["diagram", "-o", name]);
        assert!(refused.code == 2 && refused.err.contains("is not supported. Write SVG"), "{}", refused.err);
        assert!(!dir.path().join(name).exists());
    }
    assert_eq!(run(dir.path(), &["diagram", "-o", "x.svg"]).code, 0);
}

#[test]
fn json_says_where_the_version_comes_from() {
    let url = "datasource d {\n  provider = \"sqlite\"\n  url = \"file:a.db\"\n}\n";
    let dir = single(&format!("{url}{FLAGGED}"));
    let version = |dir: &std::path::Path| {
        let report: Value = serde_json::from_str(&check(dir, &["--format", "json"]).out).unwrap();
        let schema = &report["schemas"][0];
        format!("{} {} {}", schema["prismaVersion"], schema["versionIsGuess"], schema["versionSource"])
    };
    assert_eq!(version(dir.path()), "\"6.19.3\" true \"schema\"");
    let hint = run(dir.path(), &["check", "--level", "hint", "--select", "assumed-version"]);
    assert!(hint.out.contains("assuming 6.19.3") && hint.out.contains("schema.prisma:1:1"), "{}", hint.out);
    std::fs::write(dir.path().join("package.json"), "{ \"devDependencies\": { \"prisma\": \"^6.2.0\" } }")
        .unwrap();
    assert_eq!(version(dir.path()), "\"6.19.3\" false \"range\"");
}
