//! The documentation agrees with the program: the rule table, the sample outputs and the diagram are generated.
//!
//! `cargo xtask docs` writes them, and so does `UPDATE_EXPECT=1`.

use std::path::Path;
use std::process::Command;

use expect_test::expect_file;
use xtask::docs;

#[test]
fn the_generated_pages_are_up_to_date() {
    for page in docs::pages(support::root(), &output).unwrap() {
        expect_file![page.path].assert_eq(&page.text);
    }
}

/// The standard output of `prisma-lens`, run with these arguments in the root of the repository.
fn output(arguments: &str) -> Result<String, String> {
    let program = Path::new(env!("CARGO_BIN_EXE_prisma-lens"));
    let run = Command::new(program).args(arguments.split(' ')).current_dir(support::root()).output().unwrap();
    Ok(String::from_utf8(run.stdout).unwrap())
}
