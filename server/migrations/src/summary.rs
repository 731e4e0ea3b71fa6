//! The steps as a summary for people, as Prisma prints it where no script is asked for.

use std::collections::BTreeMap;

use model::catalog::ScalarType;
use model::database::{Column, DefaultValue, ForeignKey, Index, Literal, Nullability, Table};

use crate::step::{AlterTable, ColumnChanges, Migration, Pair, Step, TableChange};

/// What Prisma prints where nothing changes.
pub const NO_DIFFERENCE: &str = "No difference detected.";

/// The sections of the summary, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    AlteredExtension,
    DroppedExtension,
    CreatedExtension,
    AddedSchema,
    AddedEnum,
    AddedTable,
    RemovedEnum,
    RemovedTable,
    RedefinedTable,
    ChangedEnum,
    ChangedTable,
}

/// The summary of the migration.
pub fn text(migration: &Migration) -> String {
    if migration.steps.is_empty() {
        return NO_DIFFERENCE.into();
    }
    let mut sections: BTreeMap<(Section, String), String> = BTreeMap::new();
    for step in &migration.steps {
        for (section, name, lines) in entries(step) {
            sections.entry((section, name)).or_default().push_str(&lines);
        }
    }
    let mut text = String::new();
    for ((section, name), lines) in sections {
        text.push_str(&heading(section, &name));
        text.push_str(&lines);
    }
    text
}

fn heading(section: Section, name: &str) -> String {
    match section {
        Section::AlteredExtension => format!("\n[*] Changed the `{name}` extension\n"),
        // The stray mark is Prisma's.
        Section::DroppedExtension => "\n[-] Removed extensions\n`".into(),
        Section::CreatedExtension => "\n[+] Added extensions\n".into(),
        Section::AddedSchema => "\n[+] Added Schemas\n".into(),
        Section::AddedEnum => "\n[+] Added enums\n".into(),
        Section::AddedTable => "\n[+] Added tables\n".into(),
        Section::RemovedEnum => "\n[-] Removed enums\n".into(),
        Section::RemovedTable => "\n[-] Removed tables\n".into(),
        Section::RedefinedTable => format!("\n[*] Redefined table `{name}`\n"),
        Section::ChangedEnum => format!("\n[*] Changed the `{name}` enum\n"),
        Section::ChangedTable => format!("\n[*] Changed the `{name}` table\n"),
    }
}

/// The lines of a step, with their section and its name.
fn entries(step: &Step) -> Vec<(Section, String, String)> {
    let listed = |section, name: &str| vec![(section, String::new(), format!("  - {name}\n"))];
    let changed =
        |table: &Table, lines: String| vec![(Section::ChangedTable, table.name.name.to_string(), lines)];
    match step {
        Step::CreateSchema(name) => listed(Section::AddedSchema, name),
        Step::CreateExtension(it) => {
            vec![(Section::CreatedExtension, it.name.to_string(), format!("  - {}\n", it.name))]
        }
        Step::DropExtension(it) => vec![(Section::DroppedExtension, it.name.to_string(), String::new())],
        Step::AlterExtension(it) => {
            vec![(Section::AlteredExtension, it.from.name.to_string(), String::new())]
        }
        Step::AlterSequence(_) => Vec::new(),
        Step::CreateEnum(it) => listed(Section::AddedEnum, &it.name.name),
        Step::DropEnum(it) => listed(Section::RemovedEnum, &it.name.name),
        Step::CreateTable(it) => listed(Section::AddedTable, &it.name.name),
        Step::DropTable(it) => listed(Section::RemovedTable, &it.name.name),
        Step::AlterEnum(it) => {
            let added = it.created.iter().map(|value| format!("  [+] Added variant `{value}`\n"));
            let removed = it.dropped.iter().map(|value| format!("  [-] Removed variant `{value}`\n"));
            vec![(Section::ChangedEnum, it.types.from.name.name.to_string(), added.chain(removed).collect())]
        }
        Step::RedefineTables(tables) => {
            let name = |table: &Table| table.name.name.to_string();
            tables.iter().map(|it| (Section::RedefinedTable, name(&it.tables.from), String::new())).collect()
        }
        Step::AlterPrimaryKey(it) => {
            let name = &it.from.name.name;
            changed(&it.from, format!("   [*] Changed the primary key for `{name}`\n"))
        }
        Step::AlterTable(it) => {
            changed(&it.tables.from, it.changes.iter().map(|change| table_change(it, change)).collect())
        }
        Step::DropForeignKey(key) => changed(&key.table, foreign_key("[-] Removed", key.get())),
        Step::AddForeignKey(key) => changed(&key.table, foreign_key("[+] Added", key.get())),
        Step::RenameForeignKey(keys) => {
            let name =
                keys.as_ref().map(|key| key.get().and_then(|key| key.name.clone()).unwrap_or_default());
            let line = format!("  [*] Renamed the foreign key \"{}\" to \"{}\"\n", name.from, name.to);
            changed(&keys.to.table, line)
        }
        Step::DropIndex(it) => changed(&it.table, index("[-] Removed", it.get())),
        Step::CreateIndex { index: it, .. } => changed(&it.table, index("[+] Added", it.get())),
        Step::RenameIndex(it) => {
            let name =
                it.as_ref().map(|index| index.get().map(|index| index.name.clone()).unwrap_or_default());
            changed(&it.from.table, format!("  [*] Renamed index `{}` to `{}`\n", name.from, name.to))
        }
        Step::RedefineIndex(it) => {
            let name = it.from.get().map(|index| index.name.clone()).unwrap_or_default();
            changed(&it.from.table, format!("  [*] Redefined index `{name}`\n"))
        }
    }
}

fn foreign_key(verb: &str, key: Option<&ForeignKey>) -> String {
    let columns = key.map(|key| key.columns.join(", ")).unwrap_or_default();
    format!("  {verb} foreign key on columns ({columns})\n")
}

fn index(verb: &str, index: Option<&Index>) -> String {
    let columns = index.map(|it| it.column_names().collect::<Vec<_>>().join(", ")).unwrap_or_default();
    let unique = if index.is_some_and(Index::is_unique) { "unique " } else { "" };
    format!("  {verb} {unique}index on columns ({columns})\n")
}

fn table_change(altered: &AlterTable, change: &TableChange) -> String {
    let Pair { from, to } = &altered.tables;
    let name = |table: &Table, at: usize| table.columns.get(at).map(|it| it.name.clone()).unwrap_or_default();
    let key = |table: &Table| {
        let columns = table.primary_key.iter().flat_map(|key| key.column_names());
        columns.collect::<Vec<_>>().join(", ")
    };
    match change {
        TableChange::AddColumn(at) => format!("  [+] Added column `{}`\n", name(to, *at)),
        TableChange::DropColumn(at) => format!("  [-] Removed column `{}`\n", name(from, *at)),
        TableChange::AlterColumn(it) => match altered.columns(it) {
            Some(columns) => {
                format!("  [*] Altered column `{}` {}\n", columns.to.name, column(columns, it.changes))
            }
            None => String::new(),
        },
        TableChange::DropAndRecreateColumn(it) => match altered.columns(it) {
            Some(columns) => format!(
                "  [*] Column `{}` would be dropped and recreated {}\n",
                columns.to.name,
                column(columns, it.changes)
            ),
            None => String::new(),
        },
        TableChange::DropPrimaryKey => format!("  [-] Dropped the primary key on columns ({})\n", key(from)),
        TableChange::RenamePrimaryKey => {
            format!("  [*] Renamed the primary key on columns ({})\n", key(from))
        }
        // The second bracket is Prisma's.
        TableChange::AddPrimaryKey => format!("  [+] Added primary key on columns ({})\n)\n", key(to)),
    }
}

/// What of a column changes, in brackets.
fn column(columns: Pair<&Column>, changes: ColumnChanges) -> String {
    let mut parts = Vec::new();
    if changes.nullability {
        let word = |column: &Column| match column.nullability {
            Nullability::Required => "Required",
            Nullability::Nullable => "Nullable",
            Nullability::List => "List",
        };
        parts.push(format!("changed from {} to {}", word(columns.from), word(columns.to)));
    }
    if changes.default {
        let (from, to) = (default(columns.from), default(columns.to));
        parts.push(format!("default changed from `{from}` to `{to}`"));
    }
    if changes.cast.is_some() {
        parts.push("type changed".to_owned());
    }
    if changes.autoincrement {
        let no_longer = columns.from.autoincrement;
        let text =
            if no_longer { "column is no longer autoincrementing" } else { "column became autoincrementing" };
        parts.push(text.to_owned());
    }
    format!("({})", parts.join(", "))
}

fn default(column: &Column) -> String {
    let Some(value) = column.default_value() else { return "None".into() };
    let text = match value {
        DefaultValue::Literal(value) => format!("Value({})", literal(value, column.ty.scalar())),
        DefaultValue::Now => "Now".into(),
        DefaultValue::Expression(Some(text)) => format!("DbGenerated(Some({text:?}))"),
        DefaultValue::Expression(None) => "DbGenerated(None)".into(),
        DefaultValue::Sequence(sequence) => format!("Sequence({:?})", sequence.name),
        DefaultValue::UniqueRowId => "UniqueRowid".into(),
    };
    format!("Some({text})")
}

fn literal(value: &Literal, scalar: Option<ScalarType>) -> String {
    match value {
        Literal::String(text) => format!("String({text:?})"),
        Literal::Enum(text) => format!("Enum({text:?})"),
        Literal::Json(text) => format!("Json({text:?})"),
        Literal::Int(number) if scalar == Some(ScalarType::BigInt) => format!("BigInt({number})"),
        Literal::Int(number) => format!("Int({number})"),
        Literal::Number(number) => format!("Float(BigDecimal({:?}))", number.as_str()),
        Literal::Boolean(value) => format!("Boolean({value})"),
        Literal::DateTime(time) => format!("DateTime({}T{}{})", time.date, time.time, time.offset),
        Literal::Bytes(bytes) => format!("Bytes({bytes:?})"),
        Literal::List(items) => {
            let items: Vec<String> = items.iter().map(|item| literal(item, scalar)).collect();
            format!("List([{}])", items.join(", "))
        }
    }
}
