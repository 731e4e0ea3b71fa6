//! What the user sets, and what is wrong with it.

use std::path::Path;

use base::{Finding, Level, Preset};
use model::project::{
    LintSettings, MigrationScope, Settings, UrlSource, closest, nearest_lint_settings, nearest_settings,
};
use serde_json::json;

use super::files;
use support::fixture::{Fixture, Found};

const TOML: &str = "/app/prisma-lens.toml";

fn toml(text: &str) -> Settings {
    Settings::from_toml(Path::new(TOML), text)
}

fn found(problems: Vec<Finding>) -> Vec<Found> {
    let found = |problem: Finding| Found {
        range: problem.anchor.span().range(),
        level: "warning".to_owned(),
        code: "settings".to_owned(),
        message: problem.message,
    };
    problems.into_iter().map(found).collect()
}

/// Holds the problems of a `prisma-lens.toml` against the marks.
fn check_toml(fixture: &str) {
    for fixture in [Fixture::parse(fixture), Fixture::parse(fixture).with_crlf()] {
        let file = &fixture.files[0];
        file.assert_found(&found(toml(&file.text).problems));
    }
}

/// The rules that hold for a file, as `code=level{options}`.
fn rules(settings: &Settings, file: &str) -> String {
    let effective = settings.for_file(Path::new(file), Path::new("/app"));
    let rule = |rule: &&model::project::RuleSetting| {
        let level = rule.level.as_ref().map_or("-", |level| level.value.name());
        let options = rule.options_json();
        let options =
            if options.is_empty() { String::new() } else { serde_json::Value::Object(options).to_string() };
        format!("{}={level}{options}", rule.code)
    };
    let rules: Vec<String> = effective.rules.iter().map(rule).collect();
    format!("{} {}", effective.preset, rules.join(" ")).trim_end().to_owned()
}

const EXAMPLE: &str = r#"
preset = "strict"
prismaVersion = "6.19"
exclude = ["legacy/**", "generated"]

[rules]
fk-missing-index = "warn"
isolated-model = "off"

[rules.require-created-at]
level = "info"
names = ["createdAt", "created_at"]
limits = { max = 3, ratio = 0.5, hex = 0x10, on = true }

[[overrides]]
paths = ["billing/*.prisma"]
preset = "minimal"
[overrides.rules]
isolated-model = "error"
"#;

#[test]
fn a_file_is_read_whole() {
    let settings = toml(EXAMPLE);
    assert_eq!(settings.problems, []);
    assert_eq!(settings.path.as_deref(), Some(Path::new(TOML)));
    assert_eq!(settings.preset.as_ref().unwrap().value, Preset::Strict);
    assert_eq!(settings.prisma_version.as_ref().unwrap().value, "6.19");
    let everywhere = "strict fk-missing-index=warning isolated-model=off require-created-at=info\
        {\"names\":[\"createdAt\",\"created_at\"],\"limits\":{\"max\":3,\"ratio\":0.5,\"hex\":16,\"on\":true}}";
    assert_eq!(rules(&settings, "/app/prisma/schema.prisma"), everywhere);
    let billing = format!("{} isolated-model=error", everywhere.replacen("strict", "minimal", 1));
    assert_eq!(rules(&settings, "/app/billing/a.prisma"), billing);
    assert_eq!(rules(&settings, "/app/billing/deep/a.prisma"), everywhere);
}

#[test]
fn places_are_those_of_the_file() {
    let settings = toml(EXAMPLE);
    let text = |span: base::text::Span| &EXAMPLE[span.range()];
    assert_eq!(text(settings.preset.as_ref().unwrap().span), "\"strict\"");
    let [first, _, third] = settings.rules.as_slice() else { panic!("three rules") };
    assert_eq!(text(first.key_span), "fk-missing-index");
    assert_eq!(text(first.level.as_ref().unwrap().span), "\"warn\"");
    assert_eq!(text(third.key_span), "require-created-at");
    assert_eq!(text(third.options[0].key_span), "names");
    assert_eq!(text(third.options[0].value_span), "[\"createdAt\", \"created_at\"]");
    assert_eq!(text(settings.exclude[1].pattern.span), "\"generated\"");
}

#[test]
fn excluded_files_are_known() {
    let settings = toml(EXAMPLE);
    let excluded = |file: &str| settings.for_file(Path::new(file), Path::new("/app")).is_excluded;
    assert!(excluded("/app/legacy/a.prisma"));
    assert!(excluded("/app/legacy/deep/a.prisma"));
    assert!(excluded("/app/x/generated/deep/a.prisma"));
    assert!(!excluded("/app/prisma/legacy/a.prisma"));
    assert!(!excluded("/app/prisma/a.prisma"));
    assert!(!excluded("/other/legacy/a.prisma"));
}

#[test]
fn all_levels_are_known() {
    for (text, level) in [
        ("off", Level::Off),
        ("hint", Level::Hint),
        ("info", Level::Info),
        ("warn", Level::Warning),
        ("warning", Level::Warning),
        ("error", Level::Error),
    ] {
        assert_eq!(text.parse(), Ok(level));
    }
    assert_eq!("fatal".parse::<Level>(), Err(()));
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    check_toml(
        r#"
        presett = "strict"
        //<^^^^^^^ warning[settings]: Unknown setting `presett`. Did you mean `preset`?
        color = true
        //<^^^^^ warning[settings]: Unknown setting `color`. Known keys: `preset`,...
        prismaVersion = "seven:"
                      //^^^^^^^^ warning[settings]: `seven:` is not a Prisma version....
        exclude = ["ok/**", "a[", 3]
                          //^^^^ warning[settings]: `a[` is not a valid glob.
                                //^ warning[settings]: `exclude` must be a list of...
        "#,
    );
    check_toml(
        r#"
        preset = "recomended"
               //^^^^^^^^^^^^ warning[settings]: Unknown preset `recomended`. Did you mean...
        [rules]
        a = "fatal"
          //^^^^^^^ warning[settings]: Unknown level `fatal`. Use one of...
        b = 3
          //^ warning[settings]: The level must be one of...
        c = { level = "eror", x = 1 }
                    //^^^^^^ warning[settings]: Unknown level `eror`. Did you mean...
        "#,
    );
    check_toml(
        r#"
        rules = "all"
              //^^^^^ warning[settings]: `rules` must be a table, not...
        overrides = [{ preset = "strict", path = "x" }, 1]
                   //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[settings]: The entry of `overrides` has no...
                                        //^^^^ warning[settings]: Unknown key of `overrides` `path`. Did you mean `paths`?
                                                      //^ warning[settings]: An entry of `overrides` must be...
        "#,
    );
}

#[test]
fn settings_of_migrations_are_read() {
    let settings =
        toml("[migrations]\nlint = \"all\"\npostgresVersion = 16\nsmallTables = [\"Plan\"]\n").migrations;
    assert_eq!(settings.scope(), MigrationScope::All);
    assert_eq!(settings.postgres_version(), Some(16));
    assert_eq!(settings.small_tables(), ["Plan"]);
    let own = toml("[migrations]\nlint = \"off\"\nnewAfter = \"2024\"\n").migrations.over(settings);
    assert_eq!(own.scope(), MigrationScope::Off);
    assert_eq!(own.new_after.as_ref().unwrap().value, "2024");
    assert_eq!(own.postgres_version(), Some(16));
    assert_eq!(toml("").migrations.scope(), MigrationScope::New);
    check_toml(
        r#"
        [migrations]
        lint = "every"
             //^^^^^^^ warning[settings]: Unknown value of `lint` `every`. Use one of...
        newAfter = 2024
                 //^^^^ warning[settings]: `newAfter` must be the name of...
        postgresVersion = 9.6
                        //^^^ warning[settings]: `postgresVersion` must be a major version of...
        smallTables = "Plan"
                    //^^^^^^ warning[settings]: `smallTables` must be a list of...
        smallTable = ["Plan"]
        //<^^^^^^^^^^ warning[settings]: Unknown key of `migrations` `smallTable`. Did you mean...
        "#,
    );
}

#[test]
fn environments_are_read_from_files_only() {
    let base = toml("[environments.production]\nurl = { env = \"OLD\" }\nconfirm = true\n");
    let text = "[environments.staging]\nurl = { dotenv = \".env.staging\", name = \"DATABASE_URL\" }\nbackup = \"pg_dump\"\n\
                [environments.production]\nurl = { env = \"NEW\" }\nscratch = { env = \"SCRATCH\" }\n";
    let settings = toml(text).over(base);
    assert_eq!(settings.problems, []);
    let staging = settings.environment("staging").unwrap();
    let dotenv = UrlSource::Dotenv { path: "/app/.env.staging".into(), name: "DATABASE_URL".into() };
    assert_eq!(staging.url.as_ref().unwrap().value, dotenv);
    assert_eq!(staging.backup.as_ref().unwrap().value, "pg_dump");
    let production = settings.environment("production").unwrap();
    assert_eq!(production.url.as_ref().unwrap().value, UrlSource::Variable("NEW".into()));
    assert_eq!((production.confirm, production.scratch.is_some()), (false, true));
    assert!(settings.environment("test").is_none());
    let editor = Settings::from_editor(&json!({ "environments": { "a": { "url": { "env": "A" } } } }), &[]);
    assert!(editor.environments.is_empty() && editor.problems.len() == 1, "{:?}", editor.problems);
}

#[test]
fn what_is_wrong_with_an_environment_is_found_at_its_place() {
    check_toml(
        r#"
        [environments.a]
                    //^ warning[settings]: The environment `a` has no `url`. Add one, such as...
        confirm = false
        [environments.b]
        url = "postgresql://u:secret@h/d"
            //^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[settings]: `url` must name where the URL is found, such as...
        confirm = "yes"
                //^^^^^ warning[settings]: `confirm` must be `true` or `false`, not...
        backup = 1
               //^ warning[settings]: `backup` must be a command, not...
        [environments.c]
        url = { env = "A", name = "B" }
            //^^^^^^^^^^^^^^^^^^^^^^^^^ warning[settings]: `url` must be `{ env = "NAME" }` or...
        scratch = { environment = "A" }
                  //^^^^^^^^^^^ warning[settings]: Unknown key of `scratch` `environment`...
        confirmed = true
        //<^^^^^^^^^ warning[settings]: Unknown key of an environment `confirmed`. Did you mean `confirm`?
        "#,
    );
    let text = "[environments.b]\nurl = \"postgresql://u:hunter2@h/d\"\n";
    assert!(toml(text).problems.iter().all(|problem| !problem.message.contains("hunter2")));
}

#[test]
fn broken_toml_keeps_what_can_be_read() {
    let settings = toml("preset = \"strict\"\nprismaVersion = \n[rules]\na = \"error\"\n");
    assert_eq!(settings.preset.as_ref().unwrap().value, Preset::Strict);
    assert_eq!(rules(&settings, "/app/a.prisma"), "strict a=error");
    assert!(settings.problems.iter().any(|problem| problem.message.starts_with("Invalid TOML")));
    let deep = format!("a = {}{}", "[".repeat(10_000), "]".repeat(10_000));
    for text in ["[", "= =", "\"", "a.b.c = {", "\u{0}💥", "[rules", "preset = \"\"\"", deep.as_str()] {
        for problem in toml(text).problems {
            assert!(problem.anchor.span().end as usize <= text.len(), "{text}");
        }
    }
    assert_eq!(toml(""), Settings { path: Some(TOML.into()), ..Settings::default() });
}

#[test]
fn the_editor_sends_its_settings_in_several_shapes() {
    let expected = "strict a=off b=warning{\"max\":2}";
    for value in [
        json!({ "preset": "strict", "rules": { "a": "off", "b": { "level": "warn", "max": 2 } } }),
        json!({ "prismaLens": { "preset": "strict", "rules": { "a": "off", "b": { "level": "warn", "max": 2 } } } }),
        json!({ "prismaLens.preset": "strict", "prismaLens.rules": { "a": "off", "b": { "level": "warn", "max": 2 } } }),
        json!({ "preset": "strict", "rules.a": "off", "rules.b.level": "warn", "rules.b.max": 2 }),
    ] {
        let settings = Settings::from_editor(&value, &[]);
        assert_eq!(settings.problems, [], "{value}");
        assert_eq!(rules(&settings, "/app/a.prisma"), expected, "{value}");
    }
    for value in [json!(null), json!({}), json!([]), json!("x"), json!({ "prismaLens": null, "other": 1 })] {
        let settings = Settings::from_editor(&value, &[]);
        assert_eq!(rules(&settings, "/app/a.prisma"), "recommended", "{value}");
    }
    let null = Settings::from_editor(&json!({ "preset": null, "prismaVersion": "", "rules": null }), &[]);
    assert_eq!(null, Settings::default());
    let number = Settings::from_editor(&json!({ "prismaVersion": 7 }), &[]);
    assert_eq!(number.prisma_version.unwrap().value, "7");
    let own = json!({ "trace": { "server": "off" }, "serverPath": null, "nonsense": 1 });
    let settings = Settings::from_editor(&own, &["trace", "serverPath"]);
    assert_eq!(settings.problems.len(), 1);
    assert!(settings.problems[0].message.contains("`nonsense`"));
}

#[test]
fn renaming_keeps_database_names_or_not() {
    let keeps = |settings: Settings| settings.keep_database_names.map(|it| it.value);
    assert_eq!(keeps(toml("[rename]\nkeepDatabaseNames = false\n")), Some(false));
    assert_eq!(keeps(toml("rename.keep-database-names = true\n")), Some(true));
    assert_eq!(keeps(toml("[rename]\n")), None);
    for (value, expected) in [
        (json!({ "rename": { "keepDatabaseNames": false } }), Some(false)),
        (json!({ "prismaLens.rename.keepDatabaseNames": true }), Some(true)),
        (json!({ "rename": null }), None),
        (json!({ "rename": { "keepDatabaseNames": null } }), None),
    ] {
        let settings = Settings::from_editor(&value, &[]);
        assert_eq!(settings.problems, [], "{value}");
        assert_eq!(keeps(settings), expected, "{value}");
    }
    let editor = Settings::from_editor(&json!({ "rename": { "keepDatabaseNames": true } }), &[]);
    assert_eq!(keeps(toml("rename.keepDatabaseNames = false").over(editor.clone())), Some(false));
    assert_eq!(keeps(toml("preset = \"strict\"").over(editor)), Some(true));
    check_toml(
        r#"
        [rename]
        keepDatabaseNames = "no"
                          //^^^^ warning[settings]: `keepDatabaseNames` must be `true` or `false`, not a string.
        keepNames = true
        //<^^^^^^^^^ warning[settings]: Unknown key of `rename` `keepNames`. Known...
        "#,
    );
    check_toml(
        r#"
        rename = false
               //^^^^^ warning[settings]: `rename` must be a table, not...
        "#,
    );
}

#[test]
fn the_file_wins_over_the_editor() {
    let editor = json!({
        "preset": "minimal",
        "prismaVersion": "7",
        "exclude": ["legacy/**"],
        "rules": { "a": "error", "b": { "max": 1 } },
    });
    let settings =
        toml("preset = \"strict\"\nexclude = \"tmp\"\n[rules]\na = \"hint\"\nb = { level = \"info\" }\n")
            .over(Settings::from_editor(&editor, &[]));
    assert_eq!(rules(&settings, "/app/a.prisma"), "strict a=error b=-{\"max\":1} a=hint b=info");
    assert_eq!(settings.prisma_version.as_ref().unwrap().value, "7");
    let excluded = |file: &str| settings.for_file(Path::new(file), Path::new("/app")).is_excluded;
    assert!(excluded("/app/legacy/a.prisma") && excluded("/app/x/tmp/a.prisma"));
}

#[test]
fn the_nearest_file_counts() {
    let project =
        files("//- /prisma-lens.toml\nx\n//- /app/prisma-lens.toml\nx\n//- /app/prisma/schema.prisma\nx\n");
    let nearest =
        |path: &str| nearest_settings(&project, Path::new(path)).map(|path| path.display().to_string());
    assert_eq!(nearest("/app/prisma/schema.prisma").as_deref(), Some(TOML));
    assert_eq!(nearest("/app").as_deref(), Some(TOML));
    assert_eq!(nearest("/other/a.prisma").as_deref(), Some("/prisma-lens.toml"));
}

#[test]
fn the_configuration_of_prisma_lint_is_read() {
    let text = r#"{
  // Comments are allowed.
  "rules": {
    "model-name-grammatical-number": ["error", { "style": "singular" }],
    "field-name-casing": [["warn", { "a": 1 }], ["error", { "b": 2 }]],
    "forbid-field": "off",
    "require-field": [2],
    "bad": ["loud"],
  }
}"#;
    let settings = LintSettings::parse(Path::new("/app/.prismalintrc.json"), text).unwrap();
    let draw = |rule: &model::project::LintRule| {
        assert_eq!(&text[rule.name_span.range()], format!("\"{}\"", rule.name));
        let configs: Vec<String> = rule
            .configs
            .iter()
            .map(|config| {
                format!("{} {}", config.level.value, serde_json::Value::Object(config.options.clone()))
            })
            .collect();
        format!("{}: {}", rule.name, configs.join("; "))
    };
    let drawn: Vec<String> = settings.rules.iter().map(draw).collect();
    assert_eq!(
        drawn,
        [
            "model-name-grammatical-number: error {\"style\":\"singular\"}",
            "field-name-casing: warning {\"a\":1}; error {\"b\":2}",
            "forbid-field: off {}",
            "require-field: error {}",
            "bad: ",
        ]
    );
    assert_eq!(settings.problems.len(), 1);
    assert_eq!(&text[settings.problems[0].anchor.span().range()], "\"loud\"");
}

#[test]
fn prisma_lint_is_configured_in_several_places() {
    let nearest = |fixture: &str| {
        let settings = nearest_lint_settings(&files(fixture), Path::new("/app/prisma/schema.prisma"));
        settings
            .map(|found| format!("{} {} {}", found.path.display(), found.rules.len(), found.problems.len()))
    };
    let rc = r#"{ "rules": { "a": ["error"] } }"#;
    assert_eq!(
        nearest(&format!("//- /app/.prismalintrc\n{rc}\n")).as_deref(),
        Some("/app/.prismalintrc 1 0")
    );
    assert_eq!(
        nearest(&format!("//- /.prismalintrc.json\n{rc}\n//- /app/package.json\n{{}}\n")).as_deref(),
        Some("/.prismalintrc.json 1 0")
    );
    assert_eq!(
        nearest(&format!(
            "//- /app/.prismalintrc.json\n{rc}\n//- /app/package.json\n{{ \"prismalint\": {rc} }}\n"
        ))
        .as_deref(),
        Some("/app/package.json 1 0")
    );
    assert_eq!(
        nearest("//- /app/.prismalintrc\nrules:\n  a: [error]\n").as_deref(),
        Some("/app/.prismalintrc 1 0")
    );
    assert_eq!(nearest("//- /app/package.json\n{ broken\n"), None);
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    for text in ["", "[]", "{", "{ \"rules\": 1 }", deep.as_str()] {
        let settings = LintSettings::parse(Path::new("/app/.prismalintrc"), text).unwrap();
        assert_eq!(settings.rules, [], "{text}");
    }
}

#[test]
fn near_names_are_found() {
    let names = ["fk-missing-index", "redundant-index", "preset"];
    assert_eq!(closest("fk-mising-index", names), Some("fk-missing-index"));
    assert_eq!(closest("FK-Missing-Index", names), Some("fk-missing-index"));
    assert_eq!(closest("prest", names), Some("preset"));
    assert_eq!(closest("colour", names), None);
    assert_eq!(closest("", names), None);
}

#[test]
fn near_names_are_found_as_if_all_were_compared() {
    let mut random = support::random::Random::new(7);
    let mut word = |letters: &[&str]| -> String {
        (0..1 + random.below(9)).map(|_| letters[random.below(letters.len())]).collect()
    };
    for letters in [["a", "b", "C", "1"], ["a", "é", "İ", "ß"]] {
        for _ in 0..300 {
            let names: Vec<String> = (0..20).map(|_| word(&letters)).collect();
            let name = word(&letters);
            let allowed = (name.chars().count() / 3).max(1);
            let all =
                names.iter().map(|it| (strsim::osa_distance(&name.to_lowercase(), &it.to_lowercase()), it));
            let best = all.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance);
            assert_eq!(
                closest(&name, names.iter().map(String::as_str)),
                best.map(|(_, it)| it.as_str()),
                "{name}"
            );
        }
    }
}

#[test]
fn of_many_names_that_is_found_which_differs_in_case() {
    let names: Vec<String> = (1000..4000).map(|i| format!("field{i}")).collect();
    let names = || names.iter().map(String::as_str);
    assert_eq!(closest("FIELD3999", names()), Some("field3999"));
    assert_eq!(closest("field1", names()), None);
    assert_eq!(closest("feild1000", names()), Some("field1000"));
}

#[test]
fn a_text_that_is_no_toml_has_few_problems() {
    let problems = toml(&"-- a\n".repeat(10_000)).problems;
    assert_eq!(problems.len(), 101);
    assert!(problems[100].message.ends_with("more errors from here on."), "{}", problems[100].message);
    let long = toml(&"# a\n".repeat(100_000));
    let messages: Vec<&str> = long.problems.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["This file is not read: it is larger than 256 KiB."]);
}
