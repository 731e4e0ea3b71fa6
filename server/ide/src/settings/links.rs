//! Links in a `prisma-lens.toml`: rules to their documentation, paths to their files.

use crate::document_links::{Link, LinkTarget};
use crate::settings::hover::is_rule;
use model::project::{SettingValue, TomlOutline, setting_key};

/// The links in the text of a `prisma-lens.toml`, in order.
pub fn settings_links(text: &str) -> Vec<Link> {
    let outline = TomlOutline::parse(text);
    let mut links = Vec::new();
    for entry in &outline.entries {
        let names = entry.names();
        // A rule may be followed by its option in the same path, but an entry below a header has the rule in the header.
        let from = entry.path.len().saturating_sub(entry.own);
        for (at, key) in entry.path.iter().enumerate().skip(from) {
            if is_rule(names.get(..=at).unwrap_or_default()) {
                links.push(Link { span: key.span, target: LinkTarget::Rule(key.name.clone()) });
            }
        }
        if let Some(value) = entry.value
            && setting_key(&names).is_some_and(|key| key.value == SettingValue::Path)
            && let Some(path) = outline.at(text, value.start).filter(|place| !place.name.is_empty())
        {
            links.push(Link { span: value, target: LinkTarget::Path(path.name) });
        }
    }
    links.sort_by_key(|link| link.span.start);
    links
}
