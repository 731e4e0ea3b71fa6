//! The keys of `prisma-lens.toml`: what each takes and what it is for. The reader's suggestions, the JSON schema, completion and
//! hover read this table.

use base::{Level, Preset};
use syntax::format::{Align, EndOfLine, Indent};

use crate::project::settings::MigrationScope;

/// A key of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SettingKey {
    /// Its name.
    pub name: &'static str,
    /// What it is for, in one or two sentences.
    pub docs: &'static str,
    /// What it takes.
    pub value: SettingValue,
    /// Whether only a file can set it, since it is about files, or about a run of the command line. An editor cannot.
    pub is_of_file: bool,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SettingValue {
    /// `true` or `false`; the value inside holds where it is not set.
    Flag(bool),
    /// An integer of at least the one inside.
    Number(u32),
    /// A string.
    Text,
    /// The path of a file, relative to the file with the key.
    Path,
    /// A version of Prisma.
    Version,
    /// One of these words, and the one that holds where none is set; it is empty if none does.
    Choice(&'static [&'static str], &'static str),
    /// A number of spaces up to the one inside, or `"tab"`.
    Indent(u8),
    /// A list of strings.
    Names,
    /// A list of globs.
    Globs,
    /// A table with these keys.
    Table(&'static [SettingKey]),
    /// A list of tables with these keys.
    Tables(&'static [SettingKey]),
    /// A table of tables with these keys, each under a name of the user's choice.
    NamedTables(&'static [SettingKey]),
    /// The levels and options of rules.
    Rules,
}

/// The levels in settings.
pub const LEVEL_NAMES: [&str; 5] = [
    Level::ALL[0].name(),
    Level::ALL[1].name(),
    Level::ALL[2].name(),
    Level::ALL[3].name(),
    Level::ALL[4].name(),
];

/// The levels from which on a check can fail.
const FAILING: [&str; 3] = [Level::Info.name(), Level::Warning.name(), Level::Error.name()];

const PRESETS: [&str; 3] = [Preset::ALL[0].name(), Preset::ALL[1].name(), Preset::ALL[2].name()];

const fn key(name: &'static str, docs: &'static str, value: SettingValue) -> SettingKey {
    SettingKey { name, docs, value, is_of_file: false }
}

const fn of_file(name: &'static str, docs: &'static str, value: SettingValue) -> SettingKey {
    SettingKey { name, docs, value, is_of_file: true }
}

const PRESET: SettingKey = key(
    "preset",
    "Which rules are on by default: near-certain mistakes only (`minimal`), what most projects should know \
     (`recommended`), or the whole checklist (`strict`).",
    SettingValue::Choice(&PRESETS, Preset::Recommended.name()),
);

const RULES: SettingKey = key(
    "rules",
    "Levels and options of rules, of groups of rules, and of patterns such as `\"fk-*\"`. What is set for a rule itself wins.",
    SettingValue::Rules,
);

/// The keys at the top of the file.
pub static SETTING_KEYS: &[SettingKey] = &[
    PRESET,
    key(
        "prismaVersion",
        "The version of Prisma to check for. It replaces the version that is installed, locked or named in `package.json`.",
        SettingValue::Version,
    ),
    key(
        "exclude",
        "Globs of schema files that are neither checked nor formatted, relative to this file. A pattern without a slash matches \
         at any depth.",
        SettingValue::Globs,
    ),
    key("rename", "How names are changed.", SettingValue::Table(RENAME)),
    RULES,
    key("overrides", "Other rules for some files. Later entries win.", SettingValue::Tables(OVERRIDES)),
    key("format", "How schemas are formatted.", SettingValue::Table(FORMAT)),
    key("migrations", "How migrations are checked.", SettingValue::Table(MIGRATIONS)),
    key("queries", "How code that uses Prisma Client is checked.", SettingValue::Table(QUERIES)),
    of_file(
        "extends",
        "Another prisma-lens.toml, which this file overrides. Without it, a nested file replaces the outer one.",
        SettingValue::Path,
    ),
    of_file(
        "failOn",
        "The level from which on `prisma-lens check` exits with 1.",
        SettingValue::Choice(&FAILING, Level::Warning.name()),
    ),
    of_file(
        "maxWarnings",
        "With how many warnings `prisma-lens check` still succeeds.",
        SettingValue::Number(0),
    ),
    of_file(
        "baseline",
        "The file of known findings, which are not reported. `prisma-lens check --write-baseline` writes it.",
        SettingValue::Path,
    ),
    of_file(
        "environments",
        "The databases that `migrate run` and `migrate report` are asked about by name.",
        SettingValue::NamedTables(ENVIRONMENTS),
    ),
];

static RENAME: &[SettingKey] = &[key(
    "keepDatabaseNames",
    "Whether a rename keeps the name in the database with `@map` or `@@map`. With `false` the next migration renames.",
    SettingValue::Flag(true),
)];

static OVERRIDES: &[SettingKey] = &[
    key(
        "paths",
        "Globs of the files that the entry is about, relative to this file. An entry without any applies to no file.",
        SettingValue::Globs,
    ),
    PRESET,
    RULES,
];

static FORMAT: &[SettingKey] = &[
    key(
        "align",
        "Whether the columns of a block are aligned, as `prisma format` does, or separated by one space.",
        SettingValue::Choice(&Align::NAMES, Align::NAMES[0]),
    ),
    key(
        "indent",
        "How many spaces a line is indented by, or \"tab\".",
        SettingValue::Indent(Indent::MOST_SPACES),
    ),
    key(
        "endOfLine",
        "How lines end: as most lines of the file do (`keep`), or always alike.",
        SettingValue::Choice(&EndOfLine::NAMES, EndOfLine::NAMES[0]),
    ),
];

static MIGRATIONS: &[SettingKey] = &[
    key(
        "lint",
        "Which migrations are checked: those that were not applied yet (`new`), `all`, or none (`off`).",
        SettingValue::Choice(&MigrationScope::NAMES, MigrationScope::NAMES[0]),
    ),
    key(
        "newAfter",
        "The migration after which none was applied: the name of its folder, or the beginning of one. By default those are new \
         that the default branch lacks.",
        SettingValue::Text,
    ),
    key(
        "postgresVersion",
        "The major version of PostgreSQL, which decides what a statement locks.",
        SettingValue::Number(9),
    ),
    key("smallTables", "Tables so small that no lock on them is noticed.", SettingValue::Names),
];

static QUERIES: &[SettingKey] = &[
    key("lint", "Whether code that uses Prisma Client is checked.", SettingValue::Flag(true)),
    key(
        "clients",
        "Names that hold a client where the code does not tell, such as `store` in `this.store.user.findMany()`.",
        SettingValue::Names,
    ),
];

static ENVIRONMENTS: &[SettingKey] = &[
    key(
        "url",
        "Where the URL of the database is found. The URL itself is a secret and does not belong here.",
        SettingValue::Table(URL),
    ),
    key(
        "confirm",
        "Whether the name of the environment has to be typed before anything is run.",
        SettingValue::Flag(false),
    ),
    key(
        "backup",
        "The command that backs the database up before migrations are applied. If it fails, nothing else is run.",
        SettingValue::Text,
    ),
    key(
        "scratch",
        "Where the URL of an empty database is found, on which migrations are tried first.",
        SettingValue::Table(URL),
    ),
];

static URL: &[SettingKey] = &[
    key("env", "The environment variable with the URL.", SettingValue::Text),
    key("dotenv", "The dotenv file with the URL, relative to this file.", SettingValue::Path),
    key("name", "The name of the URL in the dotenv file.", SettingValue::Text),
];

/// The keys of a table of `prisma-lens.toml`, by its path from the root; `None` where the path leads to no table with fixed
/// keys. An entry of a list of tables has the path of the list.
pub fn setting_keys<S: AsRef<str>>(path: &[S]) -> Option<&'static [SettingKey]> {
    let mut keys = SETTING_KEYS;
    let mut rest = path.iter().map(AsRef::as_ref);
    while let Some(name) = rest.next() {
        keys = match keys.iter().find(|key| key.name == name)?.value {
            SettingValue::Table(inner) | SettingValue::Tables(inner) => inner,
            SettingValue::NamedTables(inner) => rest.next().map(|_| inner)?,
            _ => return None,
        };
    }
    Some(keys)
}

/// The key at a path from the root.
pub fn setting_key<S: AsRef<str>>(path: &[S]) -> Option<&'static SettingKey> {
    let (last, table) = path.split_last()?;
    setting_keys(table)?.iter().find(|key| key.name == last.as_ref())
}

/// Whether a path leads to the rules: at the top, or in an entry of `overrides`.
pub fn is_rules<S: AsRef<str>>(path: &[S]) -> bool {
    setting_key(path).is_some_and(|key| key.value == SettingValue::Rules)
}
