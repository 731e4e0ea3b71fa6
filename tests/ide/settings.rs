//! What an editor can ask of a `prisma-lens.toml`.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use base::text::apply_edits;
use ide::{LinkTarget, Rank, remove_setting, settings_completions, settings_hover, settings_links};

/// The text of a fixture, as it is and with lines that end as on Windows, each with its cursor.
fn variants(fixture: &str) -> [(String, u32); 2] {
    let fixture = fixture.trim_start_matches('\n');
    [fixture.to_owned(), fixture.replace('\n', "\r\n")].map(|text| {
        let offset = text.find("$0").expect("a cursor");
        (text.replacen("$0", "", 1), u32::try_from(offset).unwrap())
    })
}

/// Holds the labels of what fits, with the text that is replaced and the text of the first, against what is expected.
fn check_completion(fixture: &str, expected: Expect) {
    let [plain, windows] = variants(fixture).map(|(text, offset)| {
        let found = settings_completions(&text, offset);
        let mut items: Vec<_> = found.items.iter().collect();
        items.sort_by_key(|item| item.rank);
        let labels: Vec<&str> =
            items.iter().filter(|item| item.rank != Rank::Rare).map(|item| item.label.as_str()).collect();
        let mut out = format!("`{}`", found.word.of(&text));
        if let Some(first) = items.first() {
            write!(out, " -> `{}`", first.insert.plain).unwrap();
        }
        let shown = if labels.len() > 12 { 6 } else { labels.len() };
        write!(out, "\n{}", labels[..shown].join(", ")).unwrap();
        if labels.len() > shown {
            write!(out, " …").unwrap();
        }
        out
    });
    assert_eq!(plain, windows);
    expected.assert_eq(&plain);
}

fn check_hover(fixture: &str, expected: Expect) {
    let [plain, windows] = variants(fixture).map(|(text, offset)| match settings_hover(&text, offset) {
        Some(hover) => format!("`{}`\n{}\n", hover.span.of(&text), hover.markdown),
        None => "nothing\n".to_owned(),
    });
    assert_eq!(plain, windows);
    expected.assert_eq(&plain);
}

#[test]
fn at_the_top_keys_and_tables_are_offered() {
    check_completion(
        "$0",
        expect![[r#"
        `` -> `preset = "recommended"`
        preset, prismaVersion, exclude, extends, failOn, maxWarnings …"#]],
    );
    check_completion(
        "# é 😀\npre$0\n[rules]\n",
        expect![[r#"
        `pre` -> `preset = "recommended"`
        preset, prismaVersion, exclude, extends, failOn, maxWarnings …"#]],
    );
    check_completion(
        "preset = \"strict\"\nex$0\n",
        expect![[r#"
        `ex` -> `prismaVersion = "7.10"`
        prismaVersion, exclude, extends, failOn, maxWarnings, baseline …"#]],
    );
    check_completion(
        "pre$0 = \"strict\"\n",
        expect![[r#"
        `pre` -> `preset`
        preset, prismaVersion, exclude, extends, failOn, maxWarnings, baseline"#]],
    );
}

#[test]
fn in_headers_tables_are_offered() {
    check_completion(
        "[$0]\n",
        expect![[r#"
        `` -> `rename`
        rename, rules, overrides, format, migrations, queries, environments"#]],
    );
    check_completion(
        "[ru$0\npreset = 1\n",
        expect![[r#"
        `ru` -> `rename`
        rename, rules, overrides, format, migrations, queries, environments"#]],
    );
    check_completion(
        "[environments.staging.$0]\n",
        expect![[r#"
        `` -> `url`
        url, scratch"#]],
    );
    check_completion(
        "[rules.$0]\n",
        expect![[r#"
        `` -> `require-created-at`
        require-created-at, created-at-default, require-updated-at, updated-at-attribute, require-id, surrogate-id-required …"#]],
    );
}

#[test]
fn keys_of_a_table_are_those_it_does_not_have() {
    check_completion(
        "[format]\nindent = 2\n$0\n",
        expect![[r#"
        `` -> `align = "block"`
        align, endOfLine"#]],
    );
    check_completion(
        "[migrations]\nli$0\n",
        expect![[r#"
        `li` -> `lint = "new"`
        lint, newAfter, postgresVersion, smallTables"#]],
    );
    check_completion(
        "rename.$0\n",
        expect![[r#"
        `` -> `keepDatabaseNames = false`
        keepDatabaseNames"#]],
    );
    check_completion(
        "[environments.staging]\nurl = { $0 }\n",
        expect![[r#"
        `` -> `env = ""`
        env, dotenv, name"#]],
    );
    check_completion(
        "[[overrides]]\npaths = [\"a\"]\n$0\n\n[[overrides]]\npreset = \"strict\"\n",
        expect![[r#"
            `` -> `preset = "recommended"`
            preset, rules"#]],
    );
    check_completion(
        "[[overrides]]\npaths = [\"a\"]\n\n[[overrides]]\n$0\n",
        expect![[r#"
        `` -> `paths = [""]`
        paths, preset, rules"#]],
    );
}

#[test]
fn rules_are_offered_with_levels_and_options() {
    check_completion(
        "[rules]\nfk-miss$0\n",
        expect![[r#"
        `fk-miss` -> `require-created-at = "warning"`
        require-created-at, created-at-default, require-updated-at, updated-at-attribute, require-id, surrogate-id-required …"#]],
    );
    check_completion(
        "[rules]\n\"fk-miss$0\" = \"off\"\n",
        expect![[r#"
        `fk-miss` -> `require-created-at`
        require-created-at, created-at-default, require-updated-at, updated-at-attribute, require-id, surrogate-id-required …"#]],
    );
    check_completion(
        "rules = { $0 }\n",
        expect![[r#"
        `` -> `require-created-at = "warning"`
        require-created-at, created-at-default, require-updated-at, updated-at-attribute, require-id, surrogate-id-required …"#]],
    );
    check_completion(
        "[rules]\nfk-missing-index = $0\n",
        expect![[r#"
            `` -> `"error"`
            error, warning, info, hint, off, { level, … }"#]],
    );
    check_completion(
        "[rules]\nfk-missing-index = \"wa$0\"\n",
        expect![[r#"
        `wa` -> `error`
        error, warning, info, hint, off"#]],
    );
    check_completion(
        "[rules]\nfk-missing-index = \"wa$0\n",
        expect![[r#"
        `wa` -> `error"`
        error, warning, info, hint, off"#]],
    );
    check_completion(
        "[rules]\nfk-missing-index = { level = \"$0\" }\n",
        expect![[r#"
        `` -> `error`
        error, warning, info, hint, off"#]],
    );
    check_completion(
        "[rules]\ntoo-many-indexes = { $0 }\n",
        expect![[r#"
        `` -> `level = "warning"`
        level, max, exempt"#]],
    );
    check_completion(
        "[rules.too-many-indexes]\nlevel = \"info\"\n$0\n",
        expect![[r#"
        `` -> `max = 8`
        max, exempt"#]],
    );
    check_completion(
        "[[overrides]]\nrules = { fk-missing-index = \"$0\" }\n",
        expect![[r#"
        `` -> `error`
        error, warning, info, hint, off"#]],
    );
}

#[test]
fn values_are_those_that_the_key_takes() {
    check_completion(
        "preset = $0\n",
        expect![[r#"
            `` -> `"minimal"`
            minimal, recommended, strict"#]],
    );
    check_completion(
        "preset = 'str$0'\n",
        expect![[r#"
        `str` -> `minimal`
        minimal, recommended, strict"#]],
    );
    check_completion(
        "prismaVersion = \"$0\"\n",
        expect![[r#"
        `` -> `7.10`
        7.10, 6.19, 5.22"#]],
    );
    check_completion(
        "rename.keepDatabaseNames = $0\n",
        expect![[r#"
            `` -> `true`
            true, false"#]],
    );
    check_completion(
        "[format]\nindent = $0\n",
        expect![[r#"
            `` -> `2`
            2, 4, tab"#]],
    );
    check_completion(
        "[migrations]\nlint = $0 # é\n",
        expect![[r#"
        `` -> `"new"`
        new, all, off"#]],
    );
    check_completion(
        "exclude = [\"$0\"]\n",
        expect![[r#"
        ``
    "#]],
    );
}

#[test]
fn nothing_is_offered_in_comments_and_behind_values() {
    for fixture in [
        "# pre$0\n",
        "preset = \"strict\" $0\n",
        "preset $0\n",
        "[rules] $0\n",
        "color.$0\n",
        "[nothing]\n$0x\n",
    ] {
        for (text, offset) in variants(fixture) {
            let found = settings_completions(&text, offset);
            let usual: Vec<_> = found.items.iter().filter(|item| item.rank != Rank::Rare).collect();
            assert!(usual.is_empty(), "{fixture}: {usual:?}");
        }
    }
}

#[test]
fn keys_rules_and_levels_are_explained() {
    check_hover(
        "pre$0set = \"strict\"\n",
        expect![[r#"
        `preset`
        **`preset`** — setting

        Which rules are on by default: near-certain mistakes only (`minimal`), what most projects should know (`recommended`), or the whole checklist (`strict`).

        - Values: `"minimal"`, `"recommended"`, `"strict"`
        - Default: `"recommended"`
    "#]],
    );
    check_hover(
        "[mig$0rations]\n",
        expect![[r#"
        `migrations`
        **`migrations`** — setting

        How migrations are checked.
    "#]],
    );
    check_hover(
        "# é 😀\n[format]\nalign = \"no$0ne\"\n",
        expect![[r#"
        `"none"`
        **`align`** — setting

        Whether the columns of a block are aligned, as `prisma format` does, or separated by one space.

        - Values: `"block"`, `"none"`
        - Default: `"block"`
    "#]],
    );
    check_hover(
        "[environments.live]\nscratch = { env$0 = \"A\" }\n",
        expect![[r#"
        `env`
        **`env`** — setting

        The environment variable with the URL.
    "#]],
    );
    check_hover(
        "[rules]\nlast-admin = \"wa$0rning\"\n",
        expect![[r#"
        `"warning"`
        **`warning`** — level

        Worth fixing. By default `prisma-lens check` fails from here on.
    "#]],
    );
    check_hover(
        "[rules]\n\"naming$0\" = \"off\"\n",
        expect![[r#"
        `"naming"`
        **`naming`** — group of rules

        Stands for 13 rules: `model-name-pascal-case`, `model-name-singular`, `field-name-camel-case`, `list-field-plural`, `fk-field-name`, `boolean-prefix`, `enum-name-pascal-case`, `enum-value-case`, `reserved-word`, `inconsistent-mapping`, `model-map-snake-case`, `field-map-snake-case`, 1 more
    "#]],
    );
    check_hover(
        "[rules.too-many-indexes]\nm$0ax = 12\n",
        expect![[r#"
        `max`
        **`max`** — option of `too-many-indexes`

        Maximum number of indexes per model.

        - Takes an integer
        - Default: `8`
    "#]],
    );
    check_hover(
        "[rules]\ntoo-many-indexes = { le$0vel = \"off\" }\n",
        expect![[r#"
        `level`
        **`level`** — level of a rule

        - `off`: The rule does not run.
        - `hint`: Barely visible in the editor; never fails a check.
        - `info`: Worth knowing.
        - `warning`: Worth fixing. By default `prisma-lens check` fails from here on.
        - `error`: Has to be fixed.
    "#]],
    );
    for fixture in
        ["col$0or = 1\n", "# pre$0set\n", "[rules]\nno-such-rule$0 = \"off\"\n", "$0\n", "\"$0", "a = [[[$0"]
    {
        check_hover(fixture, expect![["nothing\n"]]);
    }
}

#[test]
fn a_rule_is_explained_with_its_levels_and_options() {
    let (text, offset) = variants("[[overrides]]\nrules = { too-many-in$0dexes = \"off\" }\n")[0].clone();
    let markdown = settings_hover(&text, offset).unwrap().markdown;
    for part in ["**`too-many-indexes`** — rule of ", "`recommended`", "`max`: ", "```prisma"] {
        assert!(markdown.contains(part), "{part} in {markdown}");
    }
}

#[test]
fn rules_and_paths_are_links() {
    let text = "extends = \"../é/prisma-lens.toml\"\nbaseline = 'known.json'\n[rules]\nfk-missing-index = \"off\"\n\"fk-*\" = \"off\"\nnone-such = \"off\"\n[rules.naming]\n[rules.too-many-indexes]\nmax = 2\n[[overrides]]\nrules.float-money.level = \"info\"\n";
    let links: Vec<String> = settings_links(text)
        .into_iter()
        .map(|link| match link.target {
            LinkTarget::Rule(code) => format!("{} -> rule {code}", link.span.of(text)),
            LinkTarget::Path(path) => format!("{} -> file {path}", link.span.of(text)),
            LinkTarget::Url(url) => url,
        })
        .collect();
    expect![[r#"
        "../é/prisma-lens.toml" -> file ../é/prisma-lens.toml
        'known.json' -> file known.json
        fk-missing-index -> rule fk-missing-index
        too-many-indexes -> rule too-many-indexes
        float-money -> rule float-money"#]]
    .assert_eq(&links.join("\n"));
}

#[test]
fn an_entry_is_removed_with_what_belongs_to_it() {
    let removed = |text: &str, key: &str| {
        let start = text.find(key).unwrap();
        let span = base::text::Span::from(start..start + key.len());
        remove_setting(text, span).map(|edit| apply_edits(text, &[edit]))
    };
    for newline in ["\n", "\r\n"] {
        let text = ["# é", "color = 1 # why", "preset = \"strict\"", ""].join(newline);
        assert_eq!(removed(&text, "color").unwrap(), ["# é", "preset = \"strict\"", ""].join(newline));
        let text = ["a = [", "  1,", "]", "b = 2"].join(newline);
        assert_eq!(removed(&text, "a").unwrap(), "b = 2");
        assert_eq!(removed(&text, "b").unwrap(), ["a = [", "  1,", "]", ""].join(newline));
    }
    let inline = "r = { a = 1, b = [2, 3], c = 4 }";
    assert_eq!(removed(inline, "a").unwrap(), "r = { b = [2, 3], c = 4 }");
    assert_eq!(removed(inline, "b").unwrap(), "r = { a = 1, c = 4 }");
    assert_eq!(removed(inline, "c").unwrap(), "r = { a = 1, b = [2, 3] }");
    assert_eq!(removed("[tab]\na = 1\n", "tab"), None);
}

#[test]
fn any_text_is_read() {
    let deep = format!("a = {}", "[{ b = ".repeat(2_000));
    for text in [
        "",
        "[",
        "[[",
        "= =",
        "\"",
        "'''",
        "a.b.c = {",
        "\u{0}💥",
        "[rules",
        "a = [\n1,\n{ é",
        deep.as_str(),
        "\u{feff}preset = 1",
    ] {
        for offset in (0..=text.len()).step_by(1 + text.len() / 64).filter(|at| text.is_char_boundary(*at)) {
            let offset = u32::try_from(offset).unwrap();
            let found = settings_completions(text, offset);
            assert!(
                found.word.start <= offset && offset <= found.word.end || found.items.is_empty(),
                "{text}"
            );
            if let Some(hover) = settings_hover(text, offset) {
                assert!(hover.span.end as usize <= text.len());
            }
        }
        settings_links(text);
    }
}
