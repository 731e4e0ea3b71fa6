//! Setting the level of a rule in the text of a `prisma-lens.toml`.

use base::Level;
use base::text::apply_edits;
use model::project::{Settings, set_rule_level};

/// Sets `fk-missing-index` to `info`, with both kinds of line endings, and holds the text against what is expected.
fn check(before: &str, after: &str) {
    for newline in ["\n", "\r\n"] {
        // An empty file does not tell how its lines end.
        let newline = if before.is_empty() { "\n" } else { newline };
        let [before, after] = [before, after].map(|text| text.replace('\n', newline));
        let edits = set_rule_level(&before, "fk-missing-index", Level::Info).unwrap();
        let text = apply_edits(&before, &edits);
        assert_eq!(text, after);
        // Nothing but the lines that change is touched.
        assert!(edits.iter().all(|edit| edit.text.len() < 80), "{edits:?}");
        let settings = Settings::from_toml("/prisma-lens.toml".as_ref(), &text);
        let rule = settings.rules.iter().rfind(|rule| rule.code == "fk-missing-index").unwrap();
        assert_eq!(rule.level.as_ref().unwrap().value, Level::Info);
        let again = set_rule_level(&text, "fk-missing-index", Level::Info).unwrap();
        assert_eq!(again, [], "{text}");
    }
}

#[test]
fn a_level_is_replaced_where_it_is_set() {
    check(
        "# é 😀\n[rules]\nnaming = \"off\" # why\nfk-missing-index = \"error\"  # as agreed\n\n[format]\nindent = 2\n",
        "# é 😀\n[rules]\nnaming = \"off\" # why\nfk-missing-index = \"info\"  # as agreed\n\n[format]\nindent = 2\n",
    );
    check("rules.fk-missing-index = 'off'\n", "rules.fk-missing-index = \"info\"\n");
    check("rules = { fk-missing-index = \"off\" }\n", "rules = { fk-missing-index = \"info\" }\n");
    check(
        "[rules]\nfk-missing-index = { level = \"off\", exempt = [\"A\"] }\n",
        "[rules]\nfk-missing-index = { level = \"info\", exempt = [\"A\"] }\n",
    );
    check(
        "[rules.fk-missing-index]\n# why\nlevel = \"off\"\nexempt = [\"A\"]\n",
        "[rules.fk-missing-index]\n# why\nlevel = \"info\"\nexempt = [\"A\"]\n",
    );
}

#[test]
fn a_level_is_added_where_none_is_set() {
    check("", "[rules]\nfk-missing-index = \"info\"\n");
    check("preset = \"strict\"\n", "preset = \"strict\"\n\n[rules]\nfk-missing-index = \"info\"\n");
    check(
        "[rules]\nnaming = \"off\" # why\n\n# About formats\n[format]\nindent = 2\n",
        "[rules]\nnaming = \"off\" # why\nfk-missing-index = \"info\"\n\n# About formats\n[format]\nindent = 2\n",
    );
    check("[rules]\n# naming = \"off\"\n", "[rules]\nfk-missing-index = \"info\"\n# naming = \"off\"\n");
    check("rules.naming = \"off\"\n", "rules.naming = \"off\"\nrules.fk-missing-index = \"info\"\n");
    check("rules = { naming = \"off\" }\n", "rules = { naming = \"off\", fk-missing-index = \"info\" }\n");
    check(
        "[rules.fk-missing-index]\nexempt = [\"A\"]\n\n[format]\n",
        "[rules.fk-missing-index]\nexempt = [\"A\"]\nlevel = \"info\"\n\n[format]\n",
    );
    check(
        "[rules.naming]\nlevel = \"off\"\n",
        "[rules]\nfk-missing-index = \"info\"\n[rules.naming]\nlevel = \"off\"\n",
    );
    check(
        "[[overrides]]\npaths = [\"a\"]\nrules = { fk-missing-index = \"off\" }\n",
        "[[overrides]]\npaths = [\"a\"]\nrules = { fk-missing-index = \"off\" }\n\n[rules]\nfk-missing-index = \"info\"\n",
    );
}

#[test]
fn what_cannot_be_changed_is_said() {
    let refusal = |text: &str| set_rule_level(text, "naming", Level::Off).unwrap_err();
    assert!(refusal("[rules\nnaming = 1\n").starts_with("The file is not valid TOML: "));
    assert!(refusal("rules = \"all\"\n").contains("`rules` is not a table"));
    // With lines of both kinds each keeps its own.
    let mixed = "# a\r\npreset = \"strict\"\n[rules]\r\nnaming = \"off\"\n";
    let edits = set_rule_level(mixed, "fk-missing-index", Level::Hint).unwrap();
    assert_eq!(apply_edits(mixed, &edits), format!("{mixed}fk-missing-index = \"hint\"\r\n"));
}
