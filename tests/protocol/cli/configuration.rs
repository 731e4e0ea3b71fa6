//! What configuration files decide about a run.

use super::{FLAGGED, check, project, run};

/// A project with a finding and these further files.
fn with(files: &str) -> tempfile::TempDir {
    project(&format!("//- /prisma/schema.prisma\n{FLAGGED}{files}"))
}

#[test]
fn a_file_says_when_a_check_fails() {
    for (settings, code) in [
        ("failOn = \"error\"", 0),
        ("failOn = \"warning\"", 1),
        ("maxWarnings = 1", 0),
        ("maxWarnings = 0", 1),
        ("failOn = \"loud\"", 2),
        ("maxWarnings = -1", 2),
        ("[rules]\ncreated-at-defalt = \"off\"", 2),
        ("[rules.created-at-default]\nnonsense = 1", 2),
        ("prismaVersion = \"foo\"", 2),
        ("prismaVersion = \"99\"", 2),
        ("prismaVersion = \"7.99\"", 2),
        ("prismaVersion = \"6.19\"", 1),
        ("x = [", 2),
    ] {
        let dir = with(&format!("//- /prisma-lens.toml\n{settings}\n"));
        let found = check(dir.path(), &[]);
        assert_eq!(found.code, code, "{settings}\n{}{}", found.out, found.err);
        assert_eq!(check(dir.path(), &["--no-config"]).code, 1, "{settings}");
        let formatted = run(dir.path(), &["format", "--check"]);
        assert_eq!(formatted.code, if code == 2 { 2 } else { 0 }, "{settings}: {}", formatted.err);
    }
    let strict = with("//- /prisma-lens.toml\nfailOn = \"error\"\n");
    assert_eq!(check(strict.path(), &["--fail-on", "warning"]).code, 1, "an argument wins");
    assert_eq!(check(strict.path(), &["--max-warnings", "0"]).code, 1);
}

#[test]
fn patterns_and_groups_stand_for_several_rules() {
    for (setting, is_told) in [
        ("\"created-*\" = \"off\"", false),
        ("\"*\" = \"off\"", false),
        ("audit-fields-and-keys = \"off\"", false),
        ("naming = \"off\"", true),
        ("\"*\" = \"off\"\ncreated-at-default = \"warning\"", true),
    ] {
        let dir = with(&format!("//- /prisma-lens.toml\n[rules]\n{setting}\n"));
        let found = run(dir.path(), &["check"]);
        assert_eq!(
            found.out.contains("created-at-default"),
            is_told,
            "{setting}\n{}{}",
            found.out,
            found.err
        );
    }
    let dir = with("");
    for (select, is_told) in
        [("created-*", true), ("fk-*", false), ("audit-fields-and-keys", true), ("prisma", false)]
    {
        let found = run(dir.path(), &["check", "--select", select]);
        assert_eq!(found.out.contains("created-at-default"), is_told, "{select}\n{}{}", found.out, found.err);
    }
    for slip in ["zz-*", "audit-field", ""] {
        assert_eq!(run(dir.path(), &["check", "--select", slip]).code, 2, "{slip}");
    }
}

#[test]
fn what_is_excluded_is_neither_checked_nor_formatted() {
    let dir = project(
        "//- /prisma-lens.toml\nexclude = [\"old\"]\n//- /old/schema.prisma\nmodel A {\n    id Nope @id\n}\n\
         //- /prisma/schema.prisma\nmodel B {\n  id Int @id\n}\n",
    );
    let found = run(dir.path(), &["check", "--preset", "minimal"]);
    assert_eq!(
        (found.code, found.out.as_str()),
        (0, "No problems found in 1 schema file.\n"),
        "{}",
        found.err
    );
    assert_eq!(run(dir.path(), &["format", "--check"]).code, 0);
    assert_eq!(run(dir.path(), &["check", "--no-config", "--preset", "minimal"]).code, 1);
}

#[test]
fn a_nested_file_replaces_the_outer_one_or_extends_it() {
    let files = |nested: &str| {
        format!(
            "//- /prisma-lens.toml\n[rules]\ncreated-at-default = \"off\"\n//- /prisma/prisma-lens.toml\n{nested}\n"
        )
    };
    let level = |nested: &str| {
        let found = run(with(&files(nested)).path(), &["check"]);
        found.out.contains("created-at-default")
    };
    assert!(level("preset = \"recommended\""));
    assert!(!level("extends = \"../prisma-lens.toml\""));
    assert!(level("extends = \"../prisma-lens.toml\"\n[rules]\ncreated-at-default = \"warning\""));
    for broken in ["extends = \"../nowhere.toml\"", "extends = \"prisma-lens.toml\"", "extends = 1"] {
        let found = run(with(&files(broken)).path(), &["check"]);
        assert_eq!(found.code, 2, "{broken}\n{}", found.out);
        assert!(found.out.contains("prisma/prisma-lens.toml"), "{}", found.out);
    }
}

#[test]
fn another_file_can_be_named() {
    let dir =
        with("//- /ci.toml\n[rules]\n\"*\" = \"off\"\n//- /prisma-lens.toml\n[rules]\n\"*\" = \"error\"\n");
    assert_eq!(run(dir.path(), &["check", "--config", "ci.toml"]).code, 0);
    assert_eq!(run(dir.path(), &["check"]).code, 1);
    assert_eq!(run(dir.path(), &["check", "--config", "gone.toml"]).code, 2);
}

#[test]
fn the_configuration_in_force_is_shown() {
    let dir = with(
        "//- /package.json\n{ \"devDependencies\": { \"prisma\": \"^6.1.0\" } }\n\
         //- /base.toml\npreset = \"strict\"\n//- /prisma-lens.toml\nextends = \"base.toml\"\nmaxWarnings = 3\n",
    );
    let shown = run(dir.path(), &["config"]).out;
    for part in
        ["6.19.3 (`^6.1.0` in package.json)", "prisma-lens.toml, extends base.toml", "strict", "maxWarnings"]
    {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
    let schema: serde_json::Value =
        serde_json::from_str(&run(dir.path(), &["config", "--schema"]).out).unwrap();
    let properties = schema["properties"].as_object().unwrap();
    let probe = model::project::Settings::from_toml("/a.toml".as_ref(), "qqqqqqqqqqqq = 1");
    let message = &probe.problems[0].message;
    for known in message.split('`').skip(3).step_by(2) {
        assert!(properties.contains_key(known), "{known} is not in the JSON schema");
    }
    assert!(schema["properties"]["rules"]["properties"]["fk-missing-index"].is_object());
}

#[test]
fn a_first_configuration_is_written_once_and_is_valid() {
    let dir = with("");
    assert_eq!(run(dir.path(), &["init"]).code, 0);
    let text = std::fs::read_to_string(dir.path().join("prisma-lens.toml")).unwrap();
    assert_eq!(run(dir.path(), &["init"]).code, 2);
    // What is commented out is valid as well.
    let uncommented: Vec<&str> = text
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|rest| rest.contains(" = ") || rest.starts_with('['))
                .unwrap_or(line)
        })
        .filter(|line| !line.starts_with("extends"))
        .collect();
    let settings = model::project::Settings::from_toml("/a.toml".as_ref(), &uncommented.join("\n"));
    assert_eq!(settings.problems, []);
}

#[test]
fn a_configuration_of_prisma_lint_is_imported_in_each_form() {
    let model = "//- /prisma/schema.prisma\ndatasource d {\n  provider = \"postgresql\"\n}\nmodel Foo {\n  id Int @id\n  fooBar Int\n}\n";
    let json = "{ \"rules\": { \"field-name-mapping-snake-case\": [\"error\"] } }";
    let yaml = "rules:\n  field-name-mapping-snake-case:\n    - error\n";
    for (name, text) in [
        (".prismalintrc", json),
        (".prismalintrc", yaml),
        (".prismalintrc.json", json),
        (".prismalintrc.yaml", yaml),
        (".prismalintrc.yml", "rules: { field-name-mapping-snake-case: error }\n"),
        (".config/prismalintrc.json", json),
        (".config/prismalintrc.yaml", yaml),
    ] {
        let found =
            run(project(&format!("{model}//- /{name}\n{text}\n")).path(), &["check", "--level", "info"]);
        assert_eq!(found.code, 1, "{name}\n{}{}", found.out, found.err);
        assert_eq!(found.out.matches("error[").count(), 1, "no preset below it: {name}\n{}", found.out);
        assert!(found.out.contains("`Foo.fooBar`") && !found.out.contains("info["), "{name}\n{}", found.out);
    }
    let package = format!("{model}//- /package.json\n{{ \"prismalint\": {json} }}\n");
    assert_eq!(run(project(&package).path(), &["check"]).code, 1);
    let with_preset =
        format!("{model}//- /.prismalintrc.json\n{json}\n//- /prisma-lens.toml\npreset = \"recommended\"\n");
    assert!(
        run(project(&with_preset).path(), &["check", "--level", "info"]).out.contains("require-created-at")
    );
    for name in [".prismalintrc.js", ".prismalintrc.cjs", "prismalint.config.ts"] {
        let found = run(
            project(&format!("{model}//- /{name}\nmodule.exports = {{}}\n")).path(),
            &["check", "--level", "info"],
        );
        assert!(found.out.contains("is a script, which is never run"), "{name}\n{}", found.out);
    }
    let broken = run(project(&format!("{model}//- /.prismalintrc.yaml\nrules: [\n")).path(), &["check"]);
    assert!(broken.out.contains(".prismalintrc.yaml"), "{}", broken.out);
}

#[test]
fn ignore_comments_and_digits_count_as_prisma_lint_has_them() {
    let dir = project(
        "//- /.prismalintrc.json\n{ \"rules\": { \"field-name-mapping-snake-case\": [\"error\"], \
         \"forbidden-field\": [\"error\", { \"forbid\": [\"uuid\", \"/Cents$/\"] }] } }\n\
         //- /schema.prisma\ndatasource d {\n  provider = \"postgresql\"\n}\n\
         model Foo {\n  /// prisma-lint-ignore-model field-name-mapping-snake-case oldName,other\n  \
         /// prisma-lint-ignore-model forbid-field uuid\n  id Int @id\n  oldName Int\n  badField Int\n  uuid String\n  \
         someCents Int @map(\"some_cents\")\n  v1On Int @map(\"v_1_on\")\n  md5Hash String @map(\"md5_hash\")\n}\n",
    );
    let found = run(dir.path(), &["check", "--snippets", "never"]);
    let told: Vec<&str> = found.out.lines().filter(|line| line.contains(" error ")).collect();
    assert_eq!(told.len(), 2, "{}{}", found.out, found.err);
    assert!(told[0].contains("badField") && told[1].contains("someCents"), "{}", found.out);
}
