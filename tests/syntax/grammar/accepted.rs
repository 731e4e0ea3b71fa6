//! What Prisma accepts parses without a blemish.

use super::real::{Real, accepted_cases, accepted_projects};
use super::{failures, nodes, parse};

/// Nodes for broken text. What follows the `{` of a block on its line is none: Prisma skips it.
fn blemishes(text: &str) -> Vec<String> {
    let tree = parse(text);
    let mut found = failures(&tree);
    for node in nodes(tree.root_node()) {
        let skipped = || node.parent().is_some_and(|parent| parent.kind().ends_with("_body"));
        let broken = match node.kind() {
            "unexpected" => !skipped(),
            "broken_line" | "legacy_list_type" | "legacy_required_modifier" | "type_alias" => true,
            "generic_declaration" => true,
            _ => false,
        };
        if broken {
            found.push(format!("{node:?} {:?}", &text[node.byte_range()]));
        }
    }
    found
}

fn check(what: &str, files: Vec<Real>, at_least: usize) {
    let wrong: Vec<String> = files
        .iter()
        .map(|file| (&file.name, blemishes(&file.text)))
        .filter(|(_, blemishes)| !blemishes.is_empty())
        .map(|(name, blemishes)| format!("{name}: {}", blemishes.join("\n  ")))
        .collect();
    println!("{} of {} {what} parse cleanly", files.len() - wrong.len(), files.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(files.len() >= at_least, "only {} {what}", files.len());
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn conformance_cases_without_errors_parse_cleanly() {
    check("files of conformance cases", accepted_cases(), 1000);
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn real_schemas_without_errors_parse_cleanly() {
    check("files of real projects", accepted_projects(), 100);
}
