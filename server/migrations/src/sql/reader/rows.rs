//! Statements about rows, transactions and settings.

use base::text::Span;
use model::catalog::Provider;
use smol_str::SmolStr;

use super::super::name::{Name, ObjectName};
use super::super::statement::{Dml, DmlKind, Opaque, Setting, StatementKind, Transaction};
use super::cursor::Cursor;

/// A statement about rows, a transaction or a setting.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<StatementKind> {
    transaction(cursor).map(StatementKind::Transaction).or_else(|| setting(cursor)).or_else(|| dml(cursor))
}

fn transaction(cursor: &mut Cursor<'_>) -> Option<Transaction> {
    if cursor.eat(&["START", "TRANSACTION"]) || cursor.eat(&["BEGIN"]) {
        return Some(Transaction::Begin);
    }
    if cursor.eat(&["COMMIT"]) || (cursor.provider == Provider::Sqlite && cursor.eat(&["END"])) {
        return Some(Transaction::Commit);
    }
    if cursor.eat(&["ROLLBACK"]) {
        return Some(Transaction::Rollback);
    }
    let is_savepoint = cursor.eat(&["SAVEPOINT"]) || cursor.eat(&["RELEASE"]) || cursor.eat(&["SAVE"]);
    is_savepoint.then_some(Transaction::Savepoint)
}

fn setting(cursor: &mut Cursor<'_>) -> Option<StatementKind> {
    let is_setting = cursor.eat(&["SET"]) || cursor.eat(&["PRAGMA"]);
    if !is_setting {
        return None;
    }
    let _ = cursor.eat(&["GLOBAL"]) || cursor.eat(&["SESSION"]);
    let name = cursor
        .object_name()
        .map_or_else(SmolStr::default, |name| SmolStr::new(name.name.text.to_ascii_lowercase()));
    let _ = cursor.eat_symbol("=") || cursor.eat(&["TO"]);
    let value = cursor.rest().map_or_else(SmolStr::default, |value| value.text);
    Some(StatementKind::Setting(Setting { name, value, is_local: false, is_reset: false }))
}

fn dml(cursor: &mut Cursor<'_>) -> Option<StatementKind> {
    if cursor.is_word("WITH") {
        skip_common_tables(cursor)?;
    }
    let mut dml = Dml {
        kind: DmlKind::Select,
        table: None,
        columns: Vec::new(),
        condition: None,
        more_tables: Vec::new(),
        cascade: false,
    };
    if cursor.eat(&["INSERT"]) || cursor.eat(&["REPLACE"]) {
        dml.kind = DmlKind::Insert;
        while !cursor.is_word("INTO")
            && cursor.is_any(&["OR", "IGNORE", "REPLACE", "ABORT", "FAIL", "ROLLBACK"])
        {
            cursor.next();
        }
        cursor.eat(&["INTO"]);
        dml.table = cursor.object_name();
        dml.columns = cursor.name_list().unwrap_or_default();
    } else if cursor.eat(&["UPDATE"]) {
        dml.kind = DmlKind::Update;
        if cursor.eat(&["OR"]) {
            cursor.next();
        }
        let _ = cursor.eat(&["LOW_PRIORITY"]) || cursor.eat(&["IGNORE"]);
        dml.table = cursor.object_name();
        dml.columns = set_columns(cursor);
        dml.condition = condition(cursor);
    } else if cursor.eat(&["DELETE"]) {
        dml.kind = DmlKind::Delete;
        cursor.eat(&["FROM"]);
        dml.table = cursor.object_name();
        dml.condition = condition(cursor);
    } else if cursor.eat(&["TRUNCATE"]) {
        dml.kind = DmlKind::Truncate;
        cursor.eat(&["TABLE"]);
        dml.table = Some(cursor.object_name()?);
    } else if cursor.eat(&["MERGE"]) {
        dml.kind = DmlKind::Merge;
        cursor.eat(&["INTO"]);
        dml.table = cursor.object_name();
    } else if cursor.eat(&["LOAD"]) {
        dml.kind = DmlKind::Copy;
    } else if cursor.eat(&["CALL"]) || cursor.eat(&["EXEC"]) || cursor.eat(&["EXECUTE"]) {
        return Some(StatementKind::Opaque(Opaque::Program));
    } else if cursor.is_word("SELECT") {
        if let Some(table) = into_table(cursor) {
            // `SELECT … INTO t` creates a table.
            dml.kind = DmlKind::Copy;
            dml.table = Some(table);
        }
    } else if !cursor
        .is_any(&["VALUES", "TABLE", "SHOW", "ANALYZE", "REINDEX", "VACUUM", "OPTIMIZE", "FLUSH"])
    {
        return None;
    }
    cursor.rest();
    Some(StatementKind::Dml(dml))
}

/// Goes past `WITH a AS (…), b AS (…)`.
fn skip_common_tables(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.eat(&["WITH"]);
    cursor.eat(&["RECURSIVE"]);
    loop {
        cursor.name()?;
        if cursor.is_symbol("(") {
            cursor.parentheses()?;
        }
        if !cursor.eat(&["AS"]) {
            return None;
        }
        cursor.parentheses()?;
        if !cursor.eat_symbol(",") {
            return Some(());
        }
    }
}

/// The columns on the left of `=` after `SET`.
fn set_columns(cursor: &mut Cursor<'_>) -> Vec<Name> {
    let mut columns = Vec::new();
    while !cursor.is_at_end() && !cursor.eat(&["SET"]) {
        cursor.next();
    }
    while let Some(ObjectName { name, .. }) = cursor.object_name() {
        columns.push(name);
        if cursor.until(&["WHERE", "FROM"]).is_none() || !cursor.eat_symbol(",") {
            break;
        }
    }
    columns
}

/// The clause after the first `WHERE` outside parentheses.
fn condition(cursor: &mut Cursor<'_>) -> Option<Span> {
    while !cursor.is_at_end() {
        if cursor.eat(&["WHERE"]) {
            return cursor.rest().map(|rest| rest.span);
        }
        if cursor.is_symbol("(") {
            cursor.parentheses()?;
        } else {
            cursor.next();
        }
    }
    None
}

/// The table after `INTO` of a `SELECT`.
fn into_table(cursor: &Cursor<'_>) -> Option<ObjectName> {
    if cursor.provider != Provider::Sqlserver {
        return None;
    }
    let mut ahead = cursor.fork();
    while !ahead.is_at_end() {
        if ahead.eat(&["INTO"]) {
            return ahead.object_name();
        }
        if ahead.is_symbol("(") {
            ahead.parentheses()?;
        } else {
            ahead.next();
        }
    }
    None
}
