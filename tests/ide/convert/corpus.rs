//! The schemas of real projects, and Prisma 8 itself.

use std::process::Command;

use base::text::apply_edits;
use ide::convert;
use serde_json::{Value, json};
use support::corpus::real_schemas;
use syntax::format::format;

use super::{NEXT, errors, schema_of};

/// The comments of a text, without slashes and stars.
fn comments(text: &str) -> Vec<String> {
    let schema =
        schema_of([("a.prisma".to_owned(), text)].into_iter(), model::project::PrismaVersion::NEWEST);
    let items = schema.items();
    let lines =
        items.flat_map(|(_, item)| item.comments.iter().flat_map(|it| it.text.lines()).collect::<Vec<_>>());
    let lines = lines.map(|line| line.trim().trim_matches(['/', '*', ' ']).to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// The converted texts have no errors, are formatted, and have all comments.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn converted_schemas_are_valid_formatted_and_keep_their_comments() {
    let (mut converted, mut kept) = (0, 0);
    for real in real_schemas() {
        let files = real.files();
        let version = real.accepted_by().unwrap_or_default();
        let schema = schema_of(files.iter().map(|(name, text)| (name.clone(), text.as_str())), version);
        let conversion = convert(&schema, &NEXT);
        if conversion.is_blocked() {
            assert!(conversion.files.is_empty());
            continue;
        }
        converted += 1;
        assert_eq!(errors(&schema, &conversion), Vec::<String>::new(), "{}", real.name);
        for ((_, before), (_, after)) in files.iter().zip(&conversion.files) {
            assert_eq!(&apply_edits(after, &format(after, &NEXT)), after, "{}", real.name);
            let mut left = comments(after);
            for comment in comments(before) {
                kept += 1;
                // What is ignored becomes a comment, with its own comments in it.
                let at = left.iter().position(|it| *it == comment || it.ends_with(&format!("// {comment}")));
                let at = at.unwrap_or_else(|| panic!("{}: the comment `{comment}` is lost", real.name));
                left.swap_remove(at);
            }
        }
    }
    println!("{converted} schemas converted, {kept} comments kept");
    assert!(converted >= 16, "{converted}");
}

/// The contracts of converted schemas are those that Prisma 8 reads the schemas of Prisma 7 as, and the schemas that it reads
/// are those that are converted.
#[test]
#[cfg_attr(not(all(has_shared, has_prisma8)), ignore = "needs ../shared, and Prisma 8 in tests/prisma8")]
fn contracts_are_those_of_prisma_8() {
    let real = real_schemas();
    let requests: Vec<Value> = real
        .iter()
        .map(|real| {
            let files = real.files();
            let version = real.accepted_by().unwrap_or_default();
            let schema = schema_of(files.iter().map(|(name, text)| (name.clone(), text.as_str())), version);
            let texts = convert(&schema, &NEXT).files.into_iter().map(|(_, text)| text);
            json!({ "folder": real.root, "converted": texts.collect::<Vec<String>>() })
        })
        .collect();
    let folder = std::env::temp_dir().join(format!("prisma-lens-convert-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("schemas.json");
    std::fs::write(&file, serde_json::to_vec(&requests).unwrap()).unwrap();
    let mut node = Command::new(std::env::var("NODE").unwrap_or_else(|_| "node".into()));
    let output =
        node.arg("convert.mjs").arg(&file).current_dir(support::root().join("tests/prisma8")).output();
    std::fs::remove_dir_all(&folder).unwrap();
    let answers: Vec<Value> = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    let (mut equal, mut wrong) = (0, Vec::new());
    for ((real, request), answer) in real.iter().zip(&requests).zip(&answers) {
        let is_converted = request["converted"].as_array().is_some_and(|it| !it.is_empty());
        let (theirs, ours) = (&answer["theirs"], &answer["ours"]);
        match (theirs.get("contract"), is_converted) {
            (Some(contract), true) if ours.get("contract").map(in_order) == Some(in_order(contract)) => {
                equal += 1
            }
            (None, false) => {}
            _ => wrong.push(format!("{}: {ours}", real.name)),
        }
    }
    println!("{equal} contracts equal, {} differ", wrong.len());
    assert!(wrong.is_empty() && equal >= 16, "{}", wrong.join("\n"));
}

/// The contract with the indexes of each table in the order of their names, which means nothing there.
fn in_order(contract: &Value) -> Value {
    let mut contract = contract.clone();
    let namespaces = contract["storage"]["namespaces"].as_object_mut().unwrap();
    for namespace in namespaces.values_mut() {
        let Some(tables) = namespace["entries"]["table"].as_object_mut() else { continue };
        for indexes in tables.values_mut().filter_map(|table| table["indexes"].as_array_mut()) {
            indexes.sort_by_key(|index| index["name"].to_string());
        }
    }
    contract
}
