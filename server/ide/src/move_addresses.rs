//! Moves connection URLs from the schema to `prisma.config.*`, where Prisma 7 expects them.

use std::path::Path;

use crate::Analysis;
use base::{Finding, Fix, ItemId, Place};
use checks::validate::URL_IN_DATASOURCE;
use model::project::{Address, AddressValue, ConfigSite, Outcome};
use model::schema::edit;
use model::schema::item::{Config, Entry, Expr};

/// The keys of a datasource that contain URLs.
const ADDRESSES: [&str; 3] = ["url", "directUrl", "shadowDatabaseUrl"];

/// Completes the fixes of URLs in the datasource: adds a fix that removes all of them and writes a configuration file
/// with them, before the fix that only removes them.
pub(super) fn complete<'f>(analysis: &Analysis, findings: impl Iterator<Item = &'f mut Finding>) {
    let Some(site) = analysis.facts.config.as_deref() else { return };
    for finding in findings.filter(|finding| finding.code == URL_IN_DATASOURCE) {
        let Some(Place { item: id, span }) = finding.anchor.place() else { continue };
        let Some(config) = analysis.schema.item(id).and_then(|item| item.config()) else { continue };
        let Some(entry) = config.entries.iter().find(|entry| entry.span == span) else { continue };
        let name = site.name();
        let outcome = addresses(config).map(|mut addresses| {
            addresses.iter_mut().for_each(|address| rebase(analysis, id, site, address));
            site.with_addresses(&addresses)
        });
        match outcome {
            Some(Outcome::Text(text)) => finding.fixes.insert(0, moved(analysis, id, config, site, text)),
            Some(Outcome::Complete) => {
                retitle(finding, format!("Remove `{}`: `{name}` gives the address already", entry.key.text));
            }
            Some(Outcome::Unclear) | None => retitle(
                finding,
                format!("Remove `{}`, and give it in `datasource` of `{name}` by hand", entry.key.text),
            ),
        }
    }
}

fn moved(analysis: &Analysis, id: ItemId, config: &Config, site: &ConfigSite, text: String) -> Fix {
    let entries: Vec<&Entry> = written(config).collect();
    let names: Vec<String> = entries.iter().map(|entry| format!("`{}`", entry.key.text)).collect();
    let new = if site.text.is_none() { "a new " } else { "" };
    let direct = if config.entry("directUrl").is_some() { ", where `directUrl` becomes `url`" } else { "" };
    let title = format!("Move {} to {new}`{}`{direct}", names.join(" and "), site.name());
    let removed =
        entries.iter().map(|entry| edit::remove_line(&analysis.schema, id, entry.span.start)).collect();
    Fix { new_files: vec![(site.path.to_string_lossy().into_owned(), text)], ..Fix::choice(title, removed) }
}

/// The URLs for the configuration: since Prisma 7 its `url` is used only by the CLI, which used `directUrl` if there
/// was one. `None` if a URL is incomplete.
fn addresses(config: &Config) -> Option<Vec<Address>> {
    let written = |name| config.entry(name).map(|entry| entry.value.as_ref().and_then(value));
    let url = written("directUrl").or_else(|| written("url"));
    let shadow = written("shadowDatabaseUrl");
    let address = |key, value: Option<Option<AddressValue>>| match value {
        Some(Some(value)) => Some(Some(Address { key, value })),
        Some(None) => None,
        None => Some(None),
    };
    let all = [address("url", url)?, address("shadowDatabaseUrl", shadow)?];
    Some(all.into_iter().flatten().collect())
}

fn rebase(analysis: &Analysis, id: ItemId, site: &ConfigSite, address: &mut Address) {
    let file = analysis.schema.file(analysis.schema.file_of(id));
    if let (AddressValue::Text(text), Some(file)) = (&mut address.value, file) {
        *text = site.rebased(text, Path::new(&*file.name));
    }
}

fn value(value: &Expr) -> Option<AddressValue> {
    if let Some(text) = value.as_str() {
        return Some(AddressValue::Text(text.to_owned()));
    }
    let (name, arguments) = value.as_call()?;
    let variable = arguments.unnamed()?.as_str().filter(|variable| !variable.is_empty())?;
    (name == "env").then(|| AddressValue::Variable(variable.to_owned()))
}

fn written(config: &Config) -> impl Iterator<Item = &Entry> {
    config.entries.iter().filter(|entry| ADDRESSES.contains(&entry.key.as_str()))
}

fn retitle(finding: &mut Finding, title: String) {
    if let Some(removal) = finding.fixes.last_mut() {
        removal.title = title;
    }
}
