//! `cargo xtask TASK`

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use xtask::{docs, new_rule};

const USAGE: &str = "\
Usage:
  cargo xtask new-rule CODE TOPIC   Add a rule: its file, its registration and a test that fails until it is written
  cargo xtask docs                  Write the generated pages: server/docs, the samples in the README, and the rules in the settings of VS Code";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // The folder of this package is two below the root.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new("."));
    let done = match arguments.as_slice() {
        ["new-rule", code, topic] => add_rule(root, code, topic),
        ["docs"] => write_pages(root),
        _ => Err(format!("{USAGE}\n\nTopics: {}", new_rule::topics(root).join(", "))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn add_rule(root: &Path, code: &str, topic: &str) -> Result<(), String> {
    for path in new_rule::new_rule(root, code, topic)? {
        println!("{}", path.strip_prefix(root).unwrap_or(&path).display());
    }
    println!("Write the documentation, the check and the test; then run `cargo xtask docs`.");
    Ok(())
}

fn write_pages(root: &Path) -> Result<(), String> {
    for page in docs::pages(root, &|arguments| docs::run_with_cargo(root, arguments))? {
        let is_new = fs::read_to_string(&page.path).ok().as_ref() != Some(&page.text);
        if is_new {
            fs::write(&page.path, &page.text).map_err(|error| format!("{}: {error}", page.path.display()))?;
            println!("{}", page.path.strip_prefix(root).unwrap_or(&page.path).display());
        }
    }
    Ok(())
}
