//! The documentation agrees with the program: the rule table, the sample outputs and the diagram are generated.
//!
//! `UPDATE_EXPECT=1` rewrites them.

use std::fs;
use std::path::Path;
use std::process::Command;

use expect_test::expect_file;

use prisma_lens::cli::rules_markdown;

/// The pages with sample outputs.
const PAGES: [&str; 2] = ["README.md", "server/docs/features.md"];

/// The comment before the fenced block of a sample, up to the arguments of the program.
const SAMPLE: &str = "<!-- prisma-lens ";

#[test]
fn the_rule_table_is_up_to_date() {
    let page = format!(
        "# Rules\n\nThe level of each rule in the three presets. `prisma-lens explain CODE` shows the reason, the options and \
         examples.\n\nThis page is the output of `prisma-lens rules --format markdown`.\n\n{}",
        rules_markdown()
    );
    expect_file![support::root().join("server/docs/rules.md")].assert_eq(&page);
}

#[test]
fn the_diagram_is_up_to_date() {
    let svg = output("diagram tests/fixtures/shop");
    expect_file![support::root().join("server/docs/shop.svg")].assert_eq(&svg);
}

#[test]
fn the_samples_are_what_the_commands_print() {
    for page in PAGES {
        let path = support::root().join(page);
        let text = fs::read_to_string(&path).unwrap();
        let samples = text.matches(SAMPLE).count();
        assert!(samples > 0, "{page} has no sample");
        expect_file![path].assert_eq(&with_outputs(&text));
    }
}

/// The page with each sample replaced by the output of its command. A `console` block shows the command as well.
fn with_outputs(text: &str) -> String {
    let mut parts = text.split(SAMPLE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (arguments, rest) = part.split_once(" -->\n```").expect("a fenced block follows the comment");
        let (language, rest) = rest.split_once('\n').expect("the fence ends its line");
        let (_, after) = rest.split_once("```").expect("the block is closed");
        let command =
            if language == "console" { format!("$ prisma-lens {arguments}\n") } else { String::new() };
        let output = output(arguments);
        out += &format!("{SAMPLE}{arguments} -->\n```{language}\n{command}{}\n```{after}", output.trim_end());
    }
    out
}

/// The standard output of `prisma-lens`, run with these arguments in the root of the repository.
fn output(arguments: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_prisma-lens"));
    let run = Command::new(program).args(arguments.split(' ')).current_dir(support::root()).output().unwrap();
    String::from_utf8(run.stdout).unwrap()
}
