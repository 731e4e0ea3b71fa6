//! Completion in a `prisma-lens.toml`: tables, keys, rules, levels and values.

use crate::completion::{Completion, CompletionKind, Completions, Rank};
use crate::hover::Topic;
use crate::registry;
use crate::settings::hover::level_docs;
use crate::settings::table::{TableKind, is_level};
use base::Level;
use base::text::Span;
use checks::frame::{Entry, OptionKind};
use model::project::{
    KNOWN_VERSIONS, PrismaVersion, SETTING_KEYS, SettingKey, SettingValue, TomlOutline, TomlPlaceKind,
    is_quoted, setting_key,
};

/// Versions before this one are not worth an offer.
const OLDEST_OFFERED: u64 = 5;

/// What can be written at `offset`, in bytes of the text of a `prisma-lens.toml`.
pub fn settings_completions(text: &str, offset: u32) -> Completions {
    let outline = TomlOutline::parse(text);
    let Some(place) = outline.at(text, offset) else { return Completions::default() };
    let is_open = is_quoted(place.word.of(text)) && offset > place.word.start;
    let word = if is_open { inner(text, place.word) } else { place.word };
    if offset > word.end {
        return Completions::default();
    }
    let items = match &place.kind {
        TomlPlaceKind::Key { table, is_header: true, .. } => in_header(table),
        TomlPlaceKind::Key { table, is_first, is_followed, .. } => {
            let present = present(&outline, table, place.word, offset);
            let mut items = keys(table, *is_followed || is_open);
            items.retain(|item| !present.contains(&item.label));
            if *is_first && !is_followed {
                items.extend(headers(&outline, table.is_empty()));
            }
            items
        }
        TomlPlaceKind::Value { is_item: true, .. } => Vec::new(),
        TomlPlaceKind::Value { path, .. } => {
            // Where the closing quotation mark is missing, it is written as well.
            let mark = place.word.of(text).get(..1).filter(|_| word.end == place.word.end);
            let marks = if is_open { ("", mark.unwrap_or("")) } else { ("\"", "\"") };
            values(path, marks, is_open)
        }
    };
    Completions { items, is_incomplete: false, typed: word.until(offset), word }
}

/// A word without its quotation marks.
fn inner(text: &str, word: Span) -> Span {
    let written = word.of(text);
    let is_closed = written.len() > 1 && written.ends_with(['"', '\'']);
    Span::new(word.start + 1, if is_closed { word.end - 1 } else { word.end })
}

/// The keys that the table around a place has beside the one there. Of several entries of a list only the one around the place
/// counts.
fn present(outline: &TomlOutline, table: &[String], word: Span, offset: u32) -> Vec<String> {
    let of_list = |entry: &&model::project::TomlEntry| {
        entry.is_header
            && setting_key(&entry.names()).is_some_and(|key| matches!(key.value, SettingValue::Tables(_)))
    };
    let lists = || outline.entries.iter().filter(of_list).map(|entry| entry.span().start);
    let from = lists().filter(|start| *start <= offset).max().unwrap_or(0);
    let to = lists().filter(|start| *start > offset).min().unwrap_or(u32::MAX);
    let is_in_list = table.first().is_some_and(|name| {
        setting_key(&[name]).is_some_and(|key| matches!(key.value, SettingValue::Tables(_)))
    });
    let near = outline.entries.iter().filter(|entry| !is_in_list || (from..to).contains(&entry.span().start));
    let keys = near.filter_map(|entry| {
        let starts = entry.path.iter().map(|key| &key.name).take(table.len()).eq(table);
        let key = entry.path.get(table.len()).filter(|_| starts)?;
        (key.span != word).then(|| key.name.clone())
    });
    keys.collect()
}

/// What may follow in the header of a table.
fn in_header(table: &[String]) -> Vec<Completion> {
    let is_table = |key: &&SettingKey| {
        matches!(
            key.value,
            SettingValue::Table(_)
                | SettingValue::Tables(_)
                | SettingValue::NamedTables(_)
                | SettingValue::Rules
        )
    };
    match TableKind::of(table) {
        Some(TableKind::Keys(keys)) => keys
            .iter()
            .filter(is_table)
            .map(|key| {
                Completion::new(CompletionKind::Argument, key.name)
                    .detail(first_sentence(key.docs))
                    .about(Topic::Setting(path_of(table, key.name)))
            })
            .collect(),
        Some(TableKind::Rules) => rules(table, true),
        Some(TableKind::Rule(_)) | None => Vec::new(),
    }
}

/// The headers of tables that the file does not have yet.
fn headers(outline: &TomlOutline, is_at_top: bool) -> Vec<Completion> {
    let is_new = |key: &&SettingKey| {
        outline.entries.iter().all(|entry| entry.path.first().is_none_or(|first| first.name != key.name))
    };
    let header = |key: &SettingKey| {
        let (label, snippet) = match key.value {
            SettingValue::Tables(_) => (format!("[[{}]]", key.name), None),
            SettingValue::NamedTables(_) => {
                (format!("[{}.name]", key.name), Some(format!("[{}.${{1:name}}]", key.name)))
            }
            SettingValue::Table(_) | SettingValue::Rules => (format!("[{}]", key.name), None),
            _ => return None,
        };
        let item = Completion::new(CompletionKind::Keyword, label)
            .detail(first_sentence(key.docs))
            .about(Topic::Setting(vec![key.name.to_owned()]))
            .found_by(key.name)
            .ranked(if is_at_top { Rank::Usual } else { Rank::Rare });
        Some(match snippet {
            Some(snippet) => item.filling(snippet),
            None => item,
        })
    };
    // There may be many entries of a list, and of what the user names.
    let is_repeated =
        |key: &&SettingKey| matches!(key.value, SettingValue::Tables(_) | SettingValue::NamedTables(_));
    SETTING_KEYS.iter().filter(|key| is_repeated(key) || is_new(key)).filter_map(header).collect()
}

/// The keys of a table, with what a value begins with unless one follows.
fn keys(table: &[String], is_followed: bool) -> Vec<Completion> {
    let offer = |name: &str, docs: &str, value: &str| {
        let item = Completion::new(CompletionKind::Argument, name)
            .detail(first_sentence(docs))
            .about(Topic::Setting(path_of(table, name)));
        if is_followed { item } else { item.filling(format!("{name} = {value}")) }
    };
    match TableKind::of(table) {
        Some(TableKind::Keys(keys)) => {
            // At the top, tables are offered as headers.
            let is_offered = |key: &&SettingKey| !table.is_empty() || template(&key.value).is_some();
            let value = |key: &SettingKey| template(&key.value).unwrap_or_else(|| "{ $1 }".to_owned());
            keys.iter().filter(is_offered).map(|key| offer(key.name, key.docs, &value(key))).collect()
        }
        Some(TableKind::Rules) => rules(table, is_followed),
        Some(TableKind::Rule(rule)) => {
            let level = offer("level", "The level of the rule", "\"${1:warning}\"");
            let options = rule.all_options();
            std::iter::once(level)
                .chain(options.map(|it| offer(it.name, it.docs, &option_template(&it.kind))))
                .collect()
        }
        None => Vec::new(),
    }
}

/// All rules, then the groups of rules.
fn rules(table: &[String], is_followed: bool) -> Vec<Completion> {
    let filled = |item: Completion, level: &str| {
        let text = format!("{} = \"${{1:{level}}}\"", item.label);
        if is_followed { item } else { item.filling(text) }
    };
    let rule = |Entry { metadata, .. }: Entry| {
        let item = Completion::new(CompletionKind::Value, metadata.code)
            .detail(first_sentence(&metadata.documentation().summary))
            .about(Topic::Rule(metadata.code.to_owned()));
        filled(item, "warning")
    };
    let group = |name: String| {
        let topic = Topic::Setting(path_of(table, &name));
        filled(
            Completion::new(CompletionKind::Name, name).detail("all rules of the group").about(topic),
            "off",
        )
        .ranked(Rank::Rare)
    };
    registry().rules().map(rule).chain(registry().groups().into_iter().map(group)).collect()
}

/// What may be the value of a key.
fn values(path: &[String], (open, close): (&str, &str), is_open: bool) -> Vec<Completion> {
    let text = |word: &str| {
        Completion::new(CompletionKind::EnumValue, word)
            .writing(format!("{open}{word}{close}"))
            .found_by(word)
    };
    let bare = |word: &str| Completion::new(CompletionKind::Value, word);
    let bare =
        |words: &[&str]| if is_open { Vec::new() } else { words.iter().map(|word| bare(word)).collect() };
    if is_level(path) {
        let levels = Level::ALL.into_iter().rev().map(|level| text(level.name()).detail(level_docs(level)));
        let is_short = path.last().is_some_and(|last| last != "level");
        let table = Completion::new(CompletionKind::Snippet, "{ level, … }")
            .detail("level and options")
            .found_by("level")
            .filling("{ level = \"${1:warning}\", $2 }");
        return levels.chain((is_short && !is_open).then_some(table)).collect();
    }
    if let Some(key) = setting_key(path) {
        return match key.value {
            SettingValue::Flag(_) => bare(&["true", "false"]),
            SettingValue::Choice(names, default) => {
                let name =
                    |name: &&str| if *name == default { text(name).detail("default") } else { text(name) };
                names.iter().map(name).collect()
            }
            SettingValue::Version => versions().iter().map(|version| text(version)).collect(),
            SettingValue::Indent(_) => {
                let mut items = bare(&["2", "4"]);
                items.push(text("tab"));
                items
            }
            _ => Vec::new(),
        };
    }
    let Some((name, table)) = path.split_last() else { return Vec::new() };
    match TableKind::of(table) {
        Some(TableKind::Rule(rule)) => match rule.option(name).map(|option| option.kind) {
            Some(OptionKind::Flag(_)) => bare(&["true", "false"]),
            Some(OptionKind::Choice(names)) => names.iter().map(|name| text(name)).collect(),
            Some(OptionKind::Number(default)) => bare(&[&default.to_string()]),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The versions worth an offer, the newest first, as they are mostly written.
fn versions() -> Vec<String> {
    let offered = KNOWN_VERSIONS.into_iter().rev().filter(|version| version.major >= OLDEST_OFFERED);
    offered.map(|PrismaVersion { major, minor, .. }| format!("{major}.{minor}")).collect()
}

/// What the value of a key begins with, as a snippet; `None` for tables.
fn template(value: &SettingValue) -> Option<String> {
    Some(match value {
        SettingValue::Flag(default) => format!("${{1:{}}}", !default),
        SettingValue::Number(least) => format!("${{1:{least}}}"),
        SettingValue::Text | SettingValue::Path => "\"$1\"".to_owned(),
        SettingValue::Version => format!("\"${{1:{}}}\"", versions().first().map_or("", String::as_str)),
        SettingValue::Choice(_, default) => format!("\"${{1:{default}}}\""),
        SettingValue::Indent(_) => "${1:2}".to_owned(),
        SettingValue::Names | SettingValue::Globs => "[\"$1\"]".to_owned(),
        SettingValue::Table(_)
        | SettingValue::Tables(_)
        | SettingValue::NamedTables(_)
        | SettingValue::Rules => {
            return None;
        }
    })
}

fn option_template(kind: &OptionKind) -> String {
    match kind {
        OptionKind::Flag(default) => format!("${{1:{}}}", !default),
        OptionKind::Number(default) => format!("${{1:{default}}}"),
        OptionKind::Text(default) => format!("\"${{1:{default}}}\""),
        OptionKind::Choice(choices) => format!("\"${{1:{}}}\"", choices.last().copied().unwrap_or_default()),
        OptionKind::List(_) | OptionKind::Patterns(_) | OptionKind::Exemptions => "[\"$1\"]".to_owned(),
        OptionKind::Map => "{ $1 }".to_owned(),
        OptionKind::Shape(_) => "$1".to_owned(),
    }
}

fn path_of(table: &[String], name: &str) -> Vec<String> {
    table.iter().cloned().chain([name.to_owned()]).collect()
}

fn first_sentence(docs: &str) -> String {
    crate::hover::page::first_sentence(docs).trim_end_matches('.').to_owned()
}
