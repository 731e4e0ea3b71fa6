//! Hover in a `prisma-lens.toml`: keys, rules with their levels and options, groups and patterns.

use crate::hover::page::{Page, code, codes, count};
use crate::hover::{Hover, Topic};
use crate::registry;
use crate::settings::table::{TableKind, is_level};
use base::{Level, Preset};
use checks::frame::{Entry, OptionSpec};
use model::project::{SettingKey, SettingValue, TomlOutline, TomlPlaceKind, is_rules, setting_key};

/// How many rules of a group or pattern are named.
const NAMED_RULES: usize = 12;

/// The hover at `offset`, in bytes of the text of a `prisma-lens.toml`. `None` if there is nothing to show.
pub fn settings_hover(text: &str, offset: u32) -> Option<Hover> {
    let place = TomlOutline::parse(text).at(text, offset).filter(|place| !place.word.is_empty())?;
    let markdown = match place.kind {
        TomlPlaceKind::Key { mut table, .. } => {
            table.push(place.name);
            key_page(&table)?
        }
        TomlPlaceKind::Value { path, .. } if is_level(&path) => level_page(place.name.parse().ok()?),
        TomlPlaceKind::Value { path, .. } => key_page(&path)?,
    };
    Some(Hover { span: place.word, markdown })
}

/// The documentation of a completion in a `prisma-lens.toml`, in Markdown. `None` for topics of schemas.
pub fn settings_documentation(topic: &Topic) -> Option<String> {
    match topic {
        Topic::Rule(code) => rule_page(code),
        Topic::Setting(path) => key_page(path),
        _ => None,
    }
}

/// The documentation of a key by its path from the root, in Markdown. `None` for one that does not exist.
fn key_page<S: AsRef<str>>(path: &[S]) -> Option<String> {
    if let Some(key) = setting_key(path) {
        return Some(setting_page(key));
    }
    let path: Vec<String> = path.iter().map(|name| name.as_ref().to_owned()).collect();
    let (last, table) = path.split_last()?;
    match TableKind::of(table)? {
        TableKind::Rules => rule_page(last).or_else(|| several_page(last)),
        TableKind::Rule(_) if last == "level" => {
            Some(Page::titled("level", "level of a rule").text(&level_list()).finish())
        }
        TableKind::Rule(rule) => rule.option(last).map(|option| option_page(rule.code, option)),
        TableKind::Keys(_) => None,
    }
}

fn setting_page(key: &SettingKey) -> String {
    let page = Page::titled(key.name, "setting").text(key.docs);
    let values = |names: &[&str]| {
        let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        format!("Values: {}", codes(&quoted, usize::MAX))
    };
    let (values, default) = match key.value {
        SettingValue::Choice(names, default) => (Some(values(names)), format!("\"{default}\"")),
        SettingValue::Flag(default) => (None, default.to_string()),
        SettingValue::Indent(most) => {
            (Some(format!("Values: 0 to {most}, {}", code("\"tab\""))), "2".to_owned())
        }
        _ => (None, String::new()),
    };
    let default = (!default.is_empty()).then(|| format!("Default: {}", code(&default)));
    let of_file = key.is_of_file.then(|| "Not in the settings of an editor.".to_owned());
    page.list(&values.into_iter().chain(default).collect::<Vec<_>>()).notes([of_file]).finish()
}

/// A rule with its levels, options and documentation.
fn rule_page(name: &str) -> Option<String> {
    let Entry { topic, metadata } = registry().find(name).filter(|entry| entry.metadata.is_rule())?;
    let level =
        |preset: Preset| format!("{} in {}", code(metadata.level(preset).name()), code(preset.name()));
    let mut facts = vec![format!("Level: {}", Preset::ALL.map(level).join(", "))];
    facts.extend(metadata.dialect_note().map(str::to_owned));
    facts.extend(metadata.options.iter().map(|option| format!("{}: {}", code(option.name), option.docs)));
    let page = Page::titled(name, &format!("rule of {topic}"));
    Some(page.list(&facts).text(&metadata.documentation().markdown).finish())
}

/// A group or pattern.
fn several_page(name: &str) -> Option<String> {
    let found = registry().codes_of(name)?;
    let kind = if name.contains(['*', '?']) { "pattern" } else { "group of rules" };
    let stands_for = format!("Stands for {}: {}", count(found.len(), "rule"), codes(&found, NAMED_RULES));
    Some(Page::titled(name, kind).text(&stands_for).finish())
}

fn option_page(rule: &str, option: &OptionSpec) -> String {
    let default = option.kind.default_value();
    let default = (!default.is_null()).then(|| format!("Default: {}", code(&default.to_string())));
    let takes = format!("Takes {}", option.kind.describe());
    Page::titled(option.name, &format!("option of {}", code(rule)))
        .text(option.docs)
        .list(&std::iter::once(takes).chain(default).collect::<Vec<_>>())
        .finish()
}

fn level_page(level: Level) -> String {
    Page::titled(level.name(), "level").text(level_docs(level)).finish()
}

fn level_list() -> String {
    let line = |level: Level| format!("- {}: {}", code(level.name()), level_docs(level));
    Level::ALL.map(line).join("\n")
}

/// What a level means.
pub(super) fn level_docs(level: Level) -> &'static str {
    match level {
        Level::Off => "The rule does not run.",
        Level::Hint => "Barely visible in the editor; never fails a check.",
        Level::Info => "Worth knowing.",
        Level::Warning => "Worth fixing. By default `prisma-lens check` fails from here on.",
        Level::Error => "Has to be fixed.",
    }
}

/// Whether a path leads to a rule that exists.
pub(super) fn is_rule<S: AsRef<str>>(path: &[S]) -> bool {
    let Some((last, table)) = path.split_last() else { return false };
    is_rules(table) && registry().rule(last.as_ref()).is_some()
}
