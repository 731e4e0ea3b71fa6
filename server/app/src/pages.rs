//! Addresses of the project's documentation.

use checks::frame::Kind;

/// The address of the repository, as the package names it; empty while it has none.
pub const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The address of the section that lists a rule, in the repository at this address. `None` where that is empty, and for
/// errors of Prisma itself.
pub fn rule_page(repository: &str, code: &str) -> Option<String> {
    let entry = ide::registry().rules().find(|entry| entry.metadata.code == code)?;
    let is_listed = !repository.is_empty() && entry.metadata.kind != Kind::Prisma;
    let section = section(entry.topic);
    is_listed.then(|| format!("{repository}/blob/HEAD/server/docs/rules.md#{section}"))
}

/// The anchor that a heading gets where Markdown is shown.
fn section(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}
