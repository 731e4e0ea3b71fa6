//! The list of codes, and what it is true to.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use checks::rules;
use checks::validate::codes::{codes, find};

/// What looks like a code in the sources below a folder: text in quotes, in kebab case.
fn kebab_texts(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("codes") {
            kebab_texts(&path, found);
        }
        if path.extension().is_none_or(|it| it != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let is_code = |text: &&str| {
            text.contains('-')
                && text.split('-').all(|word| {
                    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                })
        };
        found.extend(text.split('"').filter(is_code).map(str::to_owned));
    }
}

#[test]
fn every_code_is_explained_and_every_explained_code_is_used() {
    let root = support::root().join("server");
    let mut used = BTreeSet::new();
    kebab_texts(&root.join("checks/src/validate"), &mut used);
    kebab_texts(&root.join("syntax/src/errors"), &mut used);
    let explained: BTreeSet<String> = codes().map(|(_, code)| code.code.to_owned()).collect();
    assert!(used.len() > 150, "the sources were not found");
    let unexplained: Vec<&String> = used.difference(&explained).collect();
    let unused: Vec<&String> = explained.difference(&used).collect();
    assert_eq!((unexplained, unused), (Vec::new(), Vec::new()), "codes to be explained, codes to be removed");
}

#[test]
fn codes_are_in_order_whole_and_no_rules() {
    let mut last = ("", "");
    for (topic, code) in codes() {
        assert!(topic != last.0 || last.1 < code.code, "{} stands behind {}", code.code, last.1);
        last = (topic, code.code);
        assert_eq!(find(code.code), Some(code));
        assert!(rules::find(code.code).is_none(), "{} is a rule as well", code.code);
        for text in [code.summary, code.documentation] {
            let is_sentence = text.ends_with('.') && !text.contains('\n');
            assert!(is_sentence && text.matches('`').count() % 2 == 0, "{}: {text}", code.code);
        }
        assert!(code.summary.len() <= 110, "{}", code.code);
        assert!(code.markdown().starts_with(code.summary));
    }
}
