//! No text ends the program: mutants of schemas, SQL and code go through everything that reads them.
//!
//! `PRISMA_LENS_MUTANT_MINUTES=30 cargo test --release -p prisma-lens-tests --test ide hostile_text` runs longer, as
//! `support::mutants` says.

use std::path::Path;
use std::sync::Arc;

use base::{FileId, Preset};
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use ide::{Analysis, AnalysisFile, diagnostics, fix_all, fix_each};
use migrations::replay::{Replay, Scope};
use migrations::{DiffOptions, diff, render};
use model::catalog::Provider;
use model::database::{Column, ColumnType, Database, DefaultValue, ForeignKey, Literal, Nullability, Table};
use model::project::{Dialect, PrismaVersion};
use model::schema::SchemaFile;
use support::mutants::{place, seeds, survives};

fn analysis(text: &str) -> Analysis {
    let file = AnalysisFile {
        name: "/a.prisma".into(),
        content: Arc::new(SchemaFile::new(text)),
        rules: Arc::new(RuleSet::preset(ide::registry(), Preset::Strict)),
        dialect: Dialect::of(text),
    };
    Analysis::new(vec![file], PrismaVersion::NEWEST, ProjectFacts::default())
}

fn source(analysis: &Analysis) -> String {
    analysis.schema.file(FileId(0)).unwrap().content.source().source().to_string()
}

fn schemas() -> Vec<String> {
    ["shop", "prisma8", "queries"].iter().flat_map(|folder| seeds(folder, "prisma")).collect()
}

/// All rules, their fixes, and what an editor asks at a place.
#[test]
fn schemas_are_checked_fixed_and_asked_about() {
    survives("schemas", &schemas(), |text, random| {
        let analysis = analysis(text);
        let count: usize = diagnostics(&analysis, true).iter().map(Vec::len).sum();
        let fixed = fix_all(&analysis, |_, _| true);
        assert!(fixed.changed.is_empty() || count > 0);
        let again = fix_all(&fixed.analysis, |_, _| true);
        assert!(
            again.changed.is_empty(),
            "fixes remain: {:?}\nlead to: {:?}",
            source(&fixed.analysis),
            source(&again.analysis)
        );
        fix_each(&analysis, |_, finding| finding.code.len() % 3 == 0);
        for _ in 0..5 {
            let offset = u32::try_from(place(text, random)).unwrap();
            ide::hover(&analysis, FileId(0), offset);
            ide::completions(&analysis, FileId(0), offset, true);
            ide::references(&analysis, FileId(0), offset);
            ide::signature_help(&analysis, FileId(0), offset);
        }
        ide::outline(&analysis, FileId(0));
        ide::semantic_tokens(&analysis, FileId(0), None);
        ide::folding(&analysis, FileId(0));
    });
}

/// The names of a table and of what is in it. Prisma writes quotes in names as they are, and so do we.
fn names(table: &Table) -> impl Iterator<Item = &str> {
    let of_keys = table.foreign_keys.iter().filter_map(|key| key.name.as_deref());
    let of_primary = table.primary_key.iter().filter_map(|key| key.name.as_deref());
    let of_indexes = table.indexes.iter().map(|index| index.name.as_str());
    let of_columns = table.columns.iter().map(|column| column.name.as_str());
    of_keys.chain(of_primary).chain(of_indexes).chain(of_columns).chain([table.name.name.as_str()])
}

/// Whether a type that is not known consists of words, and what is opened in it is closed.
fn is_type(written: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || "_ .,()[]".contains(character);
    let mut open = 0;
    let closes = |character: char| {
        open += i32::from("([".contains(character)) - i32::from(")]".contains(character));
        open >= 0
    };
    !written.trim().is_empty() && written.chars().all(is_part) && written.chars().all(closes) && open == 0
}

/// Whether a list has a list as its default, or none.
fn has_fitting_default(column: &Column) -> bool {
    let value = column.default.as_ref().map(|it| &it.value);
    column.nullability != Nullability::List
        || matches!(value, None | Some(DefaultValue::Literal(Literal::List(_))))
}

/// Whether a database could be so: its columns have types, and its foreign keys lead to columns.
fn is_whole(database: &Database) -> bool {
    database.tables.iter().all(|table| {
        let is_there = |key: &ForeignKey| {
            let target = database.table(&key.references);
            let columns = target.map(|it| it.columns.as_slice()).unwrap_or_default();
            let has = |name: &str| columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
            key.referenced_columns.iter().all(|name| has(name))
        };
        // What a default is depends on the type, and which values there are.
        let has_type = |column: &Column| match &column.ty {
            ColumnType::Unsupported(written) => is_type(written) && column.default.is_none(),
            ColumnType::Enum(name) => {
                let values = database.enumeration(name).map_or(&[][..], |it| &it.values);
                match column.default.as_ref().map(|it| &it.value) {
                    Some(DefaultValue::Literal(Literal::Enum(value))) => values.contains(value),
                    _ => true,
                }
            }
            _ => true,
        };
        let in_key = table.primary_key.iter().flat_map(|key| key.column_names());
        let mut in_keys = in_key.chain(table.indexes.iter().flat_map(|index| index.column_names()));
        names(table).all(|name| !name.contains(['"', '`', '[', ']', '\'']))
            && table.columns.iter().all(has_type)
            && table.columns.iter().all(has_fitting_default)
            && table.foreign_keys.iter().all(is_there)
            && in_keys.all(|name| table.column(name).is_some())
    })
}

/// Scripts are read and replayed in each dialect of SQL, and the difference of two databases leads from one to the other.
#[test]
fn scripts_are_replayed_and_compared() {
    let seeds = seeds("undo", "sql");
    survives("scripts", &seeds, |text, random| {
        for provider in [
            Provider::Postgresql,
            Provider::Mysql,
            Provider::Sqlite,
            Provider::Sqlserver,
            Provider::Cockroachdb,
        ] {
            let database = |sql: &str| {
                let mut replay = Replay::new(provider, Scope::default());
                replay.apply("1", sql);
                replay
            };
            let (from, to) = (database(&seeds[random.below(seeds.len())]), database(text));
            let (wanted, notes) = to.finish();
            let migration = diff(&from.clone().finish().0, &wanted, &DiffOptions::default());
            let script = render::script(&migration, &[]);
            let mut replay = from;
            replay.apply("2", &script);
            let (reached, more) = replay.finish();
            if is_whole(&wanted) && notes.is_empty() && more.is_empty() {
                let left = diff(&reached, &wanted, &DiffOptions::default());
                assert!(left.steps.is_empty(), "{provider}: {script}\nleaves {}", render::script(&left, &[]));
            }
        }
    });
}

#[test]
fn code_is_read() {
    let seeds = seeds("queries/read", "ts");
    survives("code", &seeds, |text, random| {
        let name = *random.of(&["a.ts", "a.tsx", "a.mjs", "a.cjs", "a.vue", "a.svelte"]);
        queries::read::read(Path::new(name), text);
    });
}
