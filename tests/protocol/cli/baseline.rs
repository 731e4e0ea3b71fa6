//! Old findings that a file knows, so that only new ones count.

use expect_test::expect;

use super::{FLAGGED, check, project, single};

const WRITE: [&str; 3] = ["--baseline", "known.json", "--write-baseline"];
const COMPARE: [&str; 2] = ["--baseline", "known.json"];

#[test]
fn an_old_project_starts_green_and_hears_of_new_findings_only() {
    let dir = project(&format!("//- /prisma/schema.prisma\n{FLAGGED}"));
    let written = check(dir.path(), &WRITE);
    assert_eq!((written.code, written.err.as_str()), (0, ""));
    assert!(written.out.contains("Wrote 1 finding to known.json."), "{}", written.out);
    expect![[r#"
        {
          "version": 1,
          "findings": [
            {
              "file": "prisma/schema.prisma",
              "code": "created-at-default",
              "element": "A.createdAt"
            }
          ]
        }
    "#]]
    .assert_eq(&std::fs::read_to_string(dir.path().join("known.json")).unwrap());
    let green = check(dir.path(), &COMPARE);
    assert_eq!(green.code, 0);
    expect![[r#"
        1 finding in the baseline.
        No new problems found in 1 schema file.
    "#]]
    .assert_eq(&green.out);

    let more = "// moved down\n\nmodel B {\n  id Int @id\n  createdAt DateTime\n}\n\n".to_owned() + FLAGGED;
    std::fs::write(dir.path().join("prisma/schema.prisma"), more).unwrap();
    let new = check(dir.path(), &COMPARE);
    assert_eq!(new.code, 1);
    assert!(new.out.contains("`B.createdAt`") && !new.out.contains("`A.createdAt`"), "{}", new.out);

    let from_inside = check(&dir.path().join("prisma"), &["--baseline", "../known.json"]);
    assert!(!from_inside.out.contains("`A.createdAt`"), "{}", from_inside.out);
}

#[test]
fn what_is_mended_is_mentioned() {
    let dir = single(FLAGGED);
    check(dir.path(), &WRITE);
    std::fs::write(dir.path().join("schema.prisma"), "model A {\n  id Int @id\n}\n").unwrap();
    let run = check(dir.path(), &COMPARE);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("1 finding of the baseline no longer found"), "{}", run.out);
}

#[test]
fn a_second_finding_at_the_same_element_is_new() {
    let dir = single(FLAGGED);
    check(dir.path(), &WRITE);
    let twice = FLAGGED.replace("  createdAt", "  createdAt DateTime\n  createdAt");
    std::fs::write(dir.path().join("schema.prisma"), twice).unwrap();
    let run = check(dir.path(), &COMPARE);
    assert_eq!(run.out.matches("warning[created-at-default]").count(), 1, "{}", run.out);
}

#[test]
fn fixes_leave_old_findings_alone() {
    let dir = single(FLAGGED);
    check(dir.path(), &WRITE);
    check(dir.path(), &["--fix", "--baseline", "known.json"]);
    assert_eq!(std::fs::read_to_string(dir.path().join("schema.prisma")).unwrap(), FLAGGED);
}

#[test]
fn a_baseline_that_cannot_be_used_is_said() {
    let dir = single(FLAGGED);
    let missing = check(dir.path(), &COMPARE);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("known.json: the baseline does not exist."), "{}", missing.err);
    for (text, expected) in
        [("{", "not a valid baseline"), (r#"{"version":9,"findings":[]}"#, "has format 9")]
    {
        std::fs::write(dir.path().join("known.json"), text).unwrap();
        let broken = check(dir.path(), &COMPARE);
        assert_eq!(broken.code, 2);
        assert!(broken.err.contains(expected), "{}", broken.err);
    }
}

#[test]
fn only_what_was_checked_is_written_or_removed() {
    let dir = project(&format!("//- /a/schema.prisma\n{FLAGGED}//- /b/schema.prisma\n{FLAGGED}"));
    let known = || std::fs::read_to_string(dir.path().join("known.json")).unwrap();
    check(dir.path(), &WRITE);
    assert_eq!(known().matches("created-at-default").count(), 2);
    // Another file, another code: what is not looked at stays.
    check(dir.path(), &[&["a"][..], &WRITE].concat());
    assert_eq!(known().matches("created-at-default").count(), 2);
    let other = ["check", "--select", "require-updated-at", "--baseline", "known.json", "--write-baseline"];
    super::run(dir.path(), &other);
    assert!(known().contains("require-updated-at") && known().matches("created-at-default").count() == 2);
    // What is gone is removed on request, and only where it was looked for.
    for folder in ["a", "b"] {
        std::fs::write(dir.path().join(folder).join("schema.prisma"), "model A {\n  id Int @id\n}\n")
            .unwrap();
    }
    let pruned = check(dir.path(), &["a", "--baseline", "known.json", "--prune-baseline"]);
    assert_eq!(
        (pruned.code, known().matches("created-at-default").count()),
        (0, 1),
        "{}{}",
        pruned.out,
        pruned.err
    );
    assert!(known().contains("require-updated-at"));
}

#[test]
fn nothing_is_written_where_not_everything_could_be_checked() {
    let dir = single(FLAGGED);
    check(dir.path(), &WRITE);
    let before = std::fs::read_to_string(dir.path().join("known.json")).unwrap();
    std::fs::write(dir.path().join("prisma-lens.toml"), "preset = 1\n").unwrap();
    assert_eq!(check(dir.path(), &WRITE).code, 2);
    std::fs::remove_file(dir.path().join("prisma-lens.toml")).unwrap();
    assert_eq!(check(dir.path(), &[&["schema.prisma", "gone.prisma"][..], &WRITE].concat()).code, 2);
    assert_eq!(std::fs::read_to_string(dir.path().join("known.json")).unwrap(), before);
}

#[test]
fn a_configuration_names_the_baseline() {
    let dir = single(FLAGGED);
    std::fs::write(dir.path().join("prisma-lens.toml"), "baseline = \"known.json\"\n").unwrap();
    assert_eq!(check(dir.path(), &["--write-baseline"]).code, 0);
    assert_eq!(check(dir.path(), &[]).code, 0);
    assert_eq!(check(dir.path(), &["--no-config"]).code, 1);
}
