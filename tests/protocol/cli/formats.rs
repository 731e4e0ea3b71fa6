//! Findings for programs.

use expect_test::expect;
use serde_json::Value;

use super::{FLAGGED, check, project, single};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

#[test]
fn json_has_places_and_edits() {
    let dir = single(FLAGGED);
    let run = check(dir.path(), &["--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let report = json(&run.out);
    expect![[r#"{"file":"schema.prisma","range":{"start":{"line":3,"column":3,"offset":37},"end":{"line":3,"column":12,"offset":46}},"level":"warning","source":"prisma-lens","code":"created-at-default","message":"`A.createdAt` has no default, so every insert has to set it. Add `@default(now())`.","element":"A.createdAt","related":[],"fixes":[{"title":"Add `@default(now())`","safe":true,"edits":[{"file":"schema.prisma","range":{"start":{"line":3,"column":21,"offset":55},"end":{"line":3,"column":21,"offset":55}},"text":" @default(now())"}]}]}"#]]
    .assert_eq(&report["findings"][0].to_string());
    assert_eq!(report["summary"]["warnings"], 1);
    assert_eq!(report["summary"]["fixable"], 1);
    assert_eq!(report["summary"]["files"], 1);
}

#[test]
fn json_names_what_failed() {
    let dir = single(FLAGGED);
    let run = check(dir.path(), &["--format", "json", "gone.prisma"]);
    assert_eq!(run.code, 2);
    let report = json(&run.out);
    assert_eq!(report["failures"][0]["file"], "gone.prisma");
    assert_eq!(report["findings"], Value::Array(Vec::new()));
}

#[test]
fn sarif_has_rules_places_and_fixes() {
    let dir = project(&format!("//- /my schema/ä.prisma\n{FLAGGED}"));
    let run = check(dir.path(), &["--format", "sarif"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let report = json(&run.out);
    assert_eq!(report["version"], "2.1.0");
    let tool = &report["runs"][0]["tool"]["driver"];
    let result = &report["runs"][0]["results"][0];
    assert_eq!(tool["name"], "prisma-lens");
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(tool["rules"][index]["id"], "created-at-default");
    assert_eq!(result["ruleId"], "created-at-default");
    assert_eq!(result["level"], "warning");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20schema/%C3%A4.prisma");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&3.into(), &3.into()));
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], " @default(now())");
    assert_eq!(report["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn sarif_names_what_failed() {
    let dir = single(FLAGGED);
    let report = json(&check(dir.path(), &["--format", "sarif", "gone.prisma"]).out);
    let invocation = &report["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let note = &invocation["toolExecutionNotifications"][0]["message"]["text"];
    assert!(note.as_str().unwrap().contains("no such file"), "{note}");
}

#[test]
fn github_gets_one_annotation_a_finding() {
    let dir = project(&format!("//- /a,b.prisma\n{FLAGGED}"));
    let run = check(dir.path(), &["--format", "github"]);
    expect![[r#"
        ::warning file=a%2Cb.prisma,line=3,endLine=3,col=3,endColumn=12,title=prisma-lens(created-at-default)::`A.createdAt` has no default, so every insert has to set it. Add `@default(now())`.
    "#]]
    .assert_eq(&run.out);
    assert!(run.err.contains("Found 1 warning"), "{}", run.err);
}

#[test]
fn gitlab_fingerprints_are_independent_of_lines() {
    let twice = "model A {\n  id        Int      @id\n  createdAt DateTime\n}\nmodel B {\n  id        Int      @id\n  createdAt DateTime\n}\n";
    let dir = project(&format!("//- /my schema/ä.prisma\n{twice}"));
    let report = json(&check(dir.path(), &["--format", "gitlab"]).out);
    expect![[r#"{"description":"`A.createdAt` has no default, so every insert has to set it. Add `@default(now())`.","check_name":"created-at-default","fingerprint":"FINGERPRINT","severity":"major","location":{"path":"my schema/ä.prisma","lines":{"begin":3}}}"#]]
    .assert_eq(&report[0].to_string().replace(report[0]["fingerprint"].as_str().unwrap(), "FINGERPRINT"));
    assert_ne!(report[0]["fingerprint"], report[1]["fingerprint"]);

    let moved = project(&format!("//- /my schema/ä.prisma\n// moved\n{twice}"));
    let moved = json(&check(moved.path(), &["--format", "gitlab"]).out);
    assert_eq!(moved[0]["location"]["lines"]["begin"], 4);
    assert_eq!(moved[0]["fingerprint"], report[0]["fingerprint"]);
    assert_eq!(moved.as_array().unwrap().len(), 2);

    // Without findings, GitLab wants an empty list.
    let clean = single("model A {\n  id Int @id\n}\n");
    assert_eq!(check(clean.path(), &["--format", "gitlab"]).out, "[]\n");
}
