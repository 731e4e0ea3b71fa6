//! Sessions in real editors, with the real server and the configuration in `editors/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails like this"
)]

mod emacs;
mod helix;
mod neovim;
mod plan;
mod project;
mod terminal;

/// The table of features in `editors/README.md` names tests that exist.
#[test]
fn the_table_names_tests() {
    let read = |path: &str| std::fs::read_to_string(support::root().join(path)).unwrap();
    let files = [
        ("`neovim::`", read("tests/editors/neovim.rs") + &read("tests/editors/neovim/setup.rs")),
        ("`emacs::`", read("tests/editors/emacs.rs")),
        ("`helix::`", read("tests/editors/helix.rs")),
    ];
    let page = read("editors/README.md");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.matches(" | ").count() >= 4)
        .map(|line| line.split(" | ").collect())
        .collect();
    let mut count = 0;
    for (mark, tests) in &files {
        let column = rows[0].iter().position(|title| title.contains(mark)).unwrap();
        for row in &rows[1..] {
            for name in row[column].split('`').skip(1).step_by(2) {
                let name = name.rsplit("::").next().unwrap();
                assert!(tests.contains(&format!("\nfn {name}() {{")), "{mark}: there is no test `{name}`");
                count += 1;
            }
        }
    }
    assert!(count > 40, "{count} cells");
}
