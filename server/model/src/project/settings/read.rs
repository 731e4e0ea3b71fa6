//! From keys and values to [`Settings`].

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::project::data::{Key, Kind, Node};
use crate::project::located::Located;
use crate::project::paths::resolve;
use crate::project::settings::effective::is_valid_glob;
use crate::project::settings::environments;
use crate::project::settings::keys::{SETTING_KEYS, setting_keys};
use crate::project::settings::reader::{SettingsReader, is_absent};
use crate::project::settings::{
    FormatSettings, Glob, MigrationScope, MigrationSettings, Override, QuerySettings, RuleOption,
    RuleSetting, SettingSource, Settings,
};
use crate::project::version::PrismaVersion;
use base::{Level, Preset};
use syntax::format::{Align, EndOfLine, Indent};

/// Reads the root of a source. `extra` are keys that others read.
pub(super) fn settings(root: &Node, source: SettingSource, extra: &[&str]) -> Settings {
    let mut result = Settings::default();
    let is_file = matches!(source, SettingSource::File(_));
    let mut reader = SettingsReader { source, problems: Vec::new() };
    for (key, value) in reader.entries(root, "The settings") {
        if is_absent(value) {
            continue;
        }
        match key.name.as_str() {
            "preset" => {
                result.preset = reader.named::<Preset>(value, "preset", &Preset::ALL.map(Preset::name))
            }
            "extends" if is_file => result.extends = reader.path(value, "`extends`"),
            "baseline" if is_file => result.baseline = reader.path(value, "`baseline`"),
            "failOn" | "fail-on" if is_file => result.fail_on = reader.level(value),
            "maxWarnings" | "max-warnings" if is_file => {
                result.max_warnings = reader.number(value, "`maxWarnings`")
            }
            "environments" if is_file => result.environments = environments::read(&mut reader, value),
            "prismaVersion" | "prisma-version" => result.prisma_version = reader.version(value),
            "exclude" => result.exclude = reader.globs(value, "`exclude`"),
            "rename" => result.keep_database_names = reader.rename(value),
            "rules" => result.rules = reader.rules(value),
            "overrides" => result.overrides = reader.overrides(value),
            "format" => result.format = reader.format(value),
            "migrations" => result.migrations = reader.migrations(value),
            "queries" => result.queries = reader.queries(value),
            other if extra.contains(&other) => {}
            _ => {
                let known = SETTING_KEYS.iter().filter(|known| is_file || !known.is_of_file);
                reader.unknown(key, "setting", known.map(|known| known.name).chain(extra.iter().copied()));
            }
        }
    }
    result.problems = reader.problems;
    result
}

impl SettingsReader {
    /// A path, relative to the file that it is written in.
    fn path(&mut self, value: &Node, what: &str) -> Option<Located<PathBuf>> {
        match (value.as_str(), &self.source) {
            (Some(text), SettingSource::File(file)) if !text.is_empty() => {
                Some(Located::new(resolve(file.parent().unwrap_or(Path::new("")), text), value.span))
            }
            (Some(_), SettingSource::Editor) => {
                self.problem(value.span, format!("{what} can only be set in a file."));
                None
            }
            _ => {
                self.wrong_kind(value, what, "the path of a file");
                None
            }
        }
    }

    /// Reports a key that a table at the top does not have.
    fn unknown_in(&mut self, key: &Key, table: &str) {
        self.unknown_key(key, &format!("key of `{table}`"), setting_keys(&[table]).unwrap_or_default());
    }

    fn number(&mut self, value: &Node, what: &str) -> Option<Located<usize>> {
        let number = match &value.kind {
            Kind::Other(Value::Number(number)) => {
                number.as_u64().and_then(|number| usize::try_from(number).ok())
            }
            _ => None,
        };
        if number.is_none() {
            self.wrong_kind(value, what, "an integer from 0 on");
        }
        number.map(|number| Located::new(number, value.span))
    }

    fn rename(&mut self, value: &Node) -> Option<Located<bool>> {
        let mut keep = None;
        for (key, value) in self.entries(value, "`rename`") {
            match key.name.as_str() {
                "keepDatabaseNames" | "keep-database-names" => match value.kind {
                    _ if is_absent(value) => {}
                    Kind::Other(serde_json::Value::Bool(it)) => keep = Some(Located::new(it, value.span)),
                    _ => self.wrong_kind(value, "`keepDatabaseNames`", "`true` or `false`"),
                },
                _ => self.unknown_in(key, "rename"),
            }
        }
        keep
    }

    fn rules(&mut self, value: &Node) -> Vec<RuleSetting> {
        self.entries(value, "`rules`").iter().map(|(key, value)| self.rule(key, value)).collect()
    }

    fn rule(&mut self, key: &Key, value: &Node) -> RuleSetting {
        let mut rule = RuleSetting {
            code: key.name.clone(),
            level: None,
            options: Vec::new(),
            key_span: key.span,
            source: self.source.clone(),
        };
        let Some(entries) = value.entries() else {
            rule.level = self.level(value);
            return rule;
        };
        for (key, value) in entries {
            if key.name == "level" {
                rule.level = self.level(value);
                continue;
            }
            let option = RuleOption {
                name: key.name.clone(),
                value: value.to_json(),
                key_span: key.span,
                value_span: value.span,
            };
            rule.options.push(option);
        }
        rule
    }

    fn level(&mut self, value: &Node) -> Option<Located<Level>> {
        self.named::<Level>(value, "level", &Level::ALL.map(Level::name))
    }

    fn overrides(&mut self, value: &Node) -> Vec<Override> {
        let Kind::Array(items) = &value.kind else {
            self.wrong_kind(value, "`overrides`", "a list of tables");
            return Vec::new();
        };
        items.iter().map(|item| self.override_(item)).collect()
    }

    fn override_(&mut self, item: &Node) -> Override {
        let mut result = Override { paths: Vec::new(), preset: None, rules: Vec::new() };
        for (key, value) in self.entries(item, "An entry of `overrides`") {
            match key.name.as_str() {
                "paths" => result.paths = self.globs(value, "`paths`"),
                "preset" => {
                    result.preset = self.named::<Preset>(value, "preset", &Preset::ALL.map(Preset::name))
                }
                "rules" => result.rules = self.rules(value),
                _ => self.unknown_in(key, "overrides"),
            }
        }
        if item.entries().is_some() && result.paths.is_empty() {
            self.problem(
                item.span,
                "The entry of `overrides` has no `paths`, so it applies to no file. Add them.",
            );
        }
        result
    }

    fn format(&mut self, value: &Node) -> FormatSettings {
        let mut result = FormatSettings::default();
        for (key, value) in self.entries(value, "`format`") {
            if is_absent(value) {
                continue;
            }
            match key.name.as_str() {
                "align" => {
                    result.align = self.named::<Align>(value, "alignment", &Align::NAMES).map(|it| it.value)
                }
                "indent" => result.indent = self.indent(value),
                "endOfLine" | "end-of-line" => {
                    let found = self.named::<EndOfLine>(value, "line ending", &EndOfLine::NAMES);
                    result.end_of_line = found.map(|it| it.value);
                }
                _ => self.unknown_in(key, "format"),
            }
        }
        result
    }

    fn migrations(&mut self, value: &Node) -> MigrationSettings {
        let mut result = MigrationSettings::default();
        for (key, value) in self.entries(value, "`migrations`") {
            if is_absent(value) {
                continue;
            }
            match key.name.as_str() {
                "lint" => {
                    result.lint =
                        self.named::<MigrationScope>(value, "value of `lint`", &MigrationScope::NAMES)
                }
                "newAfter" | "new-after" => match value.as_str() {
                    Some("") => {}
                    Some(name) => result.new_after = Some(Located::new(name.to_owned(), value.span)),
                    None => self.wrong_kind(value, "`newAfter`", "the name of a migration"),
                },
                "postgresVersion" | "postgres-version" => {
                    result.postgres_version = self.postgres_version(value)
                }
                "smallTables" | "small-tables" => result.small_tables = self.names(value, "`smallTables`"),
                _ => self.unknown_in(key, "migrations"),
            }
        }
        result
    }

    fn queries(&mut self, value: &Node) -> QuerySettings {
        let mut result = QuerySettings::default();
        for (key, value) in self.entries(value, "`queries`") {
            if is_absent(value) {
                continue;
            }
            match key.name.as_str() {
                "lint" => match value.kind {
                    Kind::Other(Value::Bool(lint)) => result.lint = Some(Located::new(lint, value.span)),
                    _ => self.wrong_kind(value, "`lint`", "`true` or `false`"),
                },
                "clients" => result.clients = self.names(value, "`clients`"),
                _ => self.unknown_in(key, "queries"),
            }
        }
        result
    }

    fn postgres_version(&mut self, value: &Node) -> Option<Located<u32>> {
        let version = match &value.kind {
            Kind::Other(Value::Number(number)) => number.as_u64(),
            Kind::String(text) => text.parse().ok(),
            _ => None,
        };
        // Those before had two numbers, and nothing that runs on them runs on Prisma.
        match version.and_then(|version| u32::try_from(version).ok()).filter(|it| (9..100).contains(it)) {
            Some(version) => Some(Located::new(version, value.span)),
            None => {
                let message = "`postgresVersion` must be a major version of PostgreSQL, such as 16.";
                self.problem(value.span, message);
                None
            }
        }
    }

    fn names(&mut self, value: &Node, what: &str) -> Option<Vec<String>> {
        let names = match &value.kind {
            Kind::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        if names.is_none() {
            self.wrong_kind(value, what, "a list of names");
        }
        names
    }

    fn indent(&mut self, value: &Node) -> Option<Indent> {
        let spaces = match &value.kind {
            Kind::String(text) if text == "tab" => return Some(Indent::Tab),
            Kind::Other(Value::Number(number)) => {
                number.as_u64().and_then(|spaces| u8::try_from(spaces).ok())
            }
            _ => {
                self.wrong_kind(value, "`indent`", "a number of spaces or \"tab\"");
                return None;
            }
        };
        match spaces {
            Some(spaces) if spaces <= Indent::MOST_SPACES => Some(Indent::Spaces(spaces)),
            _ => {
                let message =
                    format!("`indent` must be a number from 0 to {}, or \"tab\".", Indent::MOST_SPACES);
                self.problem(value.span, message);
                None
            }
        }
    }

    fn globs(&mut self, value: &Node, what: &str) -> Vec<Glob> {
        let items = match &value.kind {
            Kind::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        let mut result = Vec::new();
        for item in items {
            match item.as_str() {
                Some(pattern) if is_valid_glob(pattern) => result.push(Glob {
                    pattern: Located::new(pattern.to_owned(), item.span),
                    source: self.source.clone(),
                }),
                Some(pattern) => {
                    self.problem(item.span, format!("`{pattern}` is not a valid glob."));
                }
                None => self.wrong_kind(item, what, "a list of globs"),
            }
        }
        result
    }

    fn version(&mut self, value: &Node) -> Option<Located<String>> {
        let text = match &value.kind {
            Kind::String(text) => text.clone(),
            Kind::Other(Value::Number(number)) => number.to_string(),
            _ => {
                self.wrong_kind(value, "`prismaVersion`", "a version such as \"6.19\"");
                return None;
            }
        };
        let version = PrismaVersion::parse(&text);
        if let Some(version) = version.filter(|version| !version.is_plausible()) {
            let message = format!(
                "Prisma {text} is not known; the newest known version is {}. Set a version that exists, such as \"{}.{}\".",
                PrismaVersion::NEWEST,
                PrismaVersion::NEWEST.major,
                PrismaVersion::NEWEST.minor
            );
            self.problem(value.span, message);
            return Some(Located::new(text, value.span))
                .filter(|_| version.major == PrismaVersion::NEWEST.major);
        }
        if version.is_none() {
            // An empty setting is how editors say that nothing is set.
            if !text.trim().is_empty() {
                let message =
                    format!("`{text}` is not a Prisma version. Write one such as \"6.19\" or \"7\".");
                self.problem(value.span, message);
            }
            return None;
        }
        Some(Located::new(text, value.span))
    }
}
