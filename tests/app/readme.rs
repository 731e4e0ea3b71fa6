//! The user guide says what is so.

use std::fs;

use prisma_lens::cli::rules_markdown;

const BEGIN: &str = "<!-- rules: made by `prisma-lens rules --format markdown`, held by a test -->";
const END: &str = "<!-- /rules -->";

/// With `UPDATE_EXPECT` set the table is written anew.
#[test]
fn the_table_of_rules_is_up_to_date() {
    let path = support::root().join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let begin = text.find(BEGIN).expect("the table begins with its mark") + BEGIN.len();
    let end = text.find(END).expect("the table ends with its mark");
    let expected = format!("\n\n{}\n", rules_markdown());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, format!("{}{expected}{}", &text[..begin], &text[end..])).unwrap();
        return;
    }
    assert!(
        text[begin..end] == expected,
        "the rule table is out of date: run the tests with UPDATE_EXPECT=1"
    );
}
