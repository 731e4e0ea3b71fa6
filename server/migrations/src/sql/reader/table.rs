//! `CREATE TABLE`, `ALTER TABLE` and `CREATE INDEX` of MySQL, SQLite and SQL Server.

use model::catalog::Provider;
use smol_str::SmolStr;

use super::super::name::ObjectName;
use super::super::statement::{CreateIndex, StatementKind};
use super::super::table::{
    AlterAction, AlterActionKind, AlterTable, CreateTable, DroppedConstraint, IndexDefinition,
};
use super::cursor::Cursor;
use super::{column, index};

/// `CREATE TABLE`, from the word after `TABLE`.
pub(super) fn create_table(cursor: &mut Cursor<'_>, is_temporary: bool) -> Option<StatementKind> {
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    let name = cursor.object_name()?;
    let mut table = CreateTable {
        is_temporary: is_temporary || name.name.text.starts_with('#'),
        name,
        columns: Vec::new(),
        constraints: Vec::new(),
        if_not_exists,
        is_derived: false,
        options: None,
    };
    if cursor.is_any(&["AS", "LIKE", "SELECT"]) {
        table.is_derived = true;
        cursor.rest();
        return Some(StatementKind::CreateTable(table));
    }
    if !cursor.eat_symbol("(") {
        return None;
    }
    loop {
        if column::is_constraint(cursor) {
            table.constraints.push(column::constraint(cursor)?);
        } else {
            table.columns.push(column::column(cursor)?);
        }
        if !cursor.eat_symbol(",") || cursor.is_symbol(")") {
            break;
        }
    }
    if !cursor.eat_symbol(")") {
        return None;
    }
    table.is_derived = cursor.is_any(&["AS", "SELECT"]);
    table.options = cursor.rest();
    Some(StatementKind::CreateTable(table))
}

/// `CREATE INDEX`, from the name of the index on.
pub(super) fn create_index(
    cursor: &mut Cursor<'_>,
    mut definition: IndexDefinition,
) -> Option<StatementKind> {
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    let name = cursor.object_name()?;
    if cursor.eat(&["USING"]) {
        definition.method = Some(SmolStr::new(cursor.name()?.text.to_ascii_lowercase()));
    }
    if !cursor.eat(&["ON"]) {
        return None;
    }
    let mut table = cursor.object_name()?;
    // SQLite names the schema with the index.
    table.schema = table.schema.or(name.schema);
    definition.name = Some(name.name);
    definition.columns = index::index_columns(cursor)?;
    let is_online = index::index_options(cursor, &mut definition)?;
    cursor.is_at_end().then_some(StatementKind::CreateIndex(CreateIndex {
        table,
        index: definition,
        concurrently: false,
        if_not_exists,
        is_online,
    }))
}

/// `ALTER TABLE`, from the word after `TABLE`.
pub(super) fn alter_table(cursor: &mut Cursor<'_>) -> Option<StatementKind> {
    let if_exists = cursor.eat(&["IF", "EXISTS"]);
    let table = cursor.object_name()?;
    let mut alter = AlterTable { table, if_exists, actions: Vec::new(), is_online: false };
    let mut adds = false;
    while !cursor.is_at_end() {
        let before = cursor.start();
        if adds && cursor.provider == Provider::Sqlserver && !cursor.is_any(&["ADD", "DROP", "ALTER"]) {
            add(cursor, &mut alter)?;
        } else if cursor.eat(&["WITH", "NOCHECK"]) || cursor.eat(&["WITH", "CHECK"]) {
            continue;
        } else if cursor.eat(&["ADD"]) {
            adds = true;
            add(cursor, &mut alter)?;
        } else {
            adds = false;
            action(cursor, &mut alter)?;
        }
        if !cursor.eat_symbol(",") && !cursor.is_at_end() {
            return None;
        }
        if cursor.start() == before {
            return None;
        }
    }
    (!alter.actions.is_empty()).then_some(StatementKind::AlterTable(alter))
}

/// What follows `ADD`.
fn add(cursor: &mut Cursor<'_>, alter: &mut AlterTable) -> Option<()> {
    let start = cursor.start();
    if column::is_constraint(cursor) {
        let constraint = column::constraint(cursor)?;
        alter.actions.push(AlterAction {
            span: cursor.span_from(start),
            kind: AlterActionKind::AddConstraint(constraint),
        });
        return Some(());
    }
    cursor.eat(&["COLUMN"]);
    let if_not_exists = cursor.eat(&["IF", "NOT", "EXISTS"]);
    let is_list = cursor.provider == Provider::Mysql && cursor.eat_symbol("(");
    loop {
        let start = cursor.start();
        let column = column::column(cursor)?;
        alter.actions.push(AlterAction {
            span: cursor.span_from(start),
            kind: AlterActionKind::AddColumn { column, if_not_exists },
        });
        if !is_list || !cursor.eat_symbol(",") {
            break;
        }
    }
    (!is_list || cursor.eat_symbol(")")).then_some(())
}

/// Any other change.
fn action(cursor: &mut Cursor<'_>, alter: &mut AlterTable) -> Option<()> {
    let start = cursor.start();
    let kind = if cursor.eat(&["DROP"]) {
        return drop(cursor, alter, start);
    } else if cursor.eat(&["MODIFY"]) {
        cursor.eat(&["COLUMN"]);
        let definition = column::column(cursor)?;
        AlterActionKind::Redefine { column: definition.name.clone(), definition }
    } else if cursor.eat(&["CHANGE"]) {
        cursor.eat(&["COLUMN"]);
        AlterActionKind::Redefine { column: cursor.name()?, definition: column::column(cursor)? }
    } else if cursor.eat(&["ALTER", "COLUMN"])
        || (cursor.provider == Provider::Mysql && cursor.eat(&["ALTER"]))
    {
        alter_column(cursor)?
    } else if cursor.eat(&["RENAME", "COLUMN"]) {
        let from = cursor.name()?;
        let to = cursor.eat(&["TO"]).then(|| cursor.name())??;
        AlterActionKind::RenameColumn { from, to }
    } else if cursor.eat(&["RENAME", "INDEX"]) || cursor.eat(&["RENAME", "KEY"]) {
        let from = cursor.name()?;
        let to = cursor.eat(&["TO"]).then(|| cursor.name())??;
        AlterActionKind::RenameConstraint { from, to }
    } else if cursor.eat(&["RENAME"]) {
        let is_table = cursor.eat(&["TO"]) || cursor.eat(&["AS"]);
        let first: ObjectName = cursor.object_name()?;
        if !is_table && cursor.eat(&["TO"]) {
            AlterActionKind::RenameColumn { from: first.name, to: cursor.name()? }
        } else {
            AlterActionKind::RenameTable(first)
        }
    } else if is_storage_option(cursor) {
        let option = cursor.until(&[])?;
        let option = option.text.to_ascii_uppercase().replace(' ', "");
        alter.is_online |= matches!(option.as_str(), "LOCK=NONE" | "ALGORITHM=INPLACE" | "ALGORITHM=INSTANT");
        AlterActionKind::Other
    } else {
        return None;
    };
    alter.actions.push(AlterAction { span: cursor.span_from(start), kind });
    Some(())
}

/// Whether what follows concerns storage, locking or the check of rows, and nothing of the schema.
fn is_storage_option(cursor: &Cursor<'_>) -> bool {
    const OPTIONS: [&str; 16] = [
        "ALGORITHM",
        "AUTO_INCREMENT",
        "CHARACTER",
        "CHECK",
        "COLLATE",
        "COMMENT",
        "CONVERT",
        "DEFAULT",
        "DISABLE",
        "ENABLE",
        "ENGINE",
        "FORCE",
        "LOCK",
        "NOCHECK",
        "ROW_FORMAT",
        "SET",
    ];
    cursor.is_any(&OPTIONS)
}

fn alter_column(cursor: &mut Cursor<'_>) -> Option<AlterActionKind> {
    let column = cursor.name()?;
    if cursor.provider != Provider::Sqlserver {
        return Some(if cursor.eat(&["SET", "DEFAULT"]) {
            AlterActionKind::SetDefault { column, value: Some(cursor.until(&[])?) }
        } else if cursor.eat(&["DROP", "DEFAULT"]) {
            AlterActionKind::SetDefault { column, value: None }
        } else {
            return None;
        });
    }
    let mut whole = cursor.fork();
    // Reads the definition again from the name on: it has the form of a column's.
    whole.step_back();
    let definition = column::column(&mut whole)?;
    *cursor = whole;
    Some(AlterActionKind::Redefine { column, definition })
}

/// What follows `DROP`.
fn drop(cursor: &mut Cursor<'_>, alter: &mut AlterTable, start: u32) -> Option<()> {
    let mut kind = DroppedConstraint::Any;
    let mut is_column = false;
    if cursor.eat(&["PRIMARY", "KEY"]) {
        alter.actions.push(AlterAction {
            span: cursor.span_from(start),
            kind: AlterActionKind::DropConstraint {
                name: None,
                kind: DroppedConstraint::PrimaryKey,
                if_exists: false,
            },
        });
        return Some(());
    } else if cursor.eat(&["FOREIGN", "KEY"]) {
        kind = DroppedConstraint::ForeignKey;
    } else if cursor.eat(&["INDEX"]) || cursor.eat(&["KEY"]) {
        kind = DroppedConstraint::Index;
    } else if cursor.eat(&["CHECK"]) || cursor.eat(&["CONSTRAINT"]) {
        // Any kind.
    } else if cursor.eat(&["COLUMN"]) || cursor.provider != Provider::Sqlserver {
        is_column = true;
    }
    let if_exists = cursor.eat(&["IF", "EXISTS"]);
    loop {
        let name = cursor.name()?;
        let kind = if is_column {
            let cascade = cursor.eat(&["CASCADE"]);
            cursor.eat(&["RESTRICT"]);
            AlterActionKind::DropColumn { column: name, if_exists, cascade }
        } else {
            AlterActionKind::DropConstraint { name: Some(name), kind, if_exists }
        };
        alter.actions.push(AlterAction { span: cursor.span_from(start), kind });
        // SQL Server drops several with one `DROP`: `DROP COLUMN [a], [b]`.
        let mut ahead = cursor.fork();
        let goes_on = cursor.provider == Provider::Sqlserver
            && ahead.eat_symbol(",")
            && !ahead.is_any(&["ADD", "ALTER", "CONSTRAINT", "COLUMN", "DROP"]);
        if goes_on {
            *cursor = ahead;
            continue;
        }
        if ahead_is_kind(cursor) {
            cursor.eat_symbol(",");
            return drop(cursor, alter, start);
        }
        return Some(());
    }
}

/// Whether `, CONSTRAINT` or `, COLUMN` follows: SQL Server's `DROP CONSTRAINT a, COLUMN b`.
fn ahead_is_kind(cursor: &Cursor<'_>) -> bool {
    let mut ahead = cursor.fork();
    cursor.provider == Provider::Sqlserver && ahead.eat_symbol(",") && ahead.is_any(&["CONSTRAINT", "COLUMN"])
}
