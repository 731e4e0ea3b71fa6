//! `CREATE`, `ALTER` and `DROP` of everything, renames, and the parts of programs.

use model::catalog::Provider;
use smol_str::SmolStr;

use super::super::name::{Name, ObjectName};
use super::super::statement::{Control, CreateObject, Drop, ObjectKind, Opaque, Rename, StatementKind};
use super::super::table::IndexDefinition;
use super::cursor::Cursor;
use super::table;

/// What follows `CREATE`.
pub(super) fn create(cursor: &mut Cursor<'_>) -> Option<StatementKind> {
    let mut is_repeatable = cursor.eat(&["OR", "REPLACE"]) || cursor.eat(&["OR", "ALTER"]);
    let is_temporary = cursor.eat(&["TEMP"]) || cursor.eat(&["TEMPORARY"]);
    if cursor.eat(&["TABLE"]) {
        return table::create_table(cursor, is_temporary);
    }
    if let Some(index) = index_head(cursor) {
        return table::create_index(cursor, index);
    }
    skip_definer(cursor);
    let object = object_kind(cursor)?;
    is_repeatable |= cursor.eat(&["IF", "NOT", "EXISTS"]);
    let name = cursor.object_name();
    let table = if object == ObjectKind::Trigger { table_of_trigger(cursor) } else { None };
    cursor.rest();
    Some(StatementKind::CreateObject(CreateObject { object, name, table, is_repeatable }))
}

/// `UNIQUE NONCLUSTERED INDEX` and the like.
fn index_head(cursor: &mut Cursor<'_>) -> Option<IndexDefinition> {
    let mut ahead = cursor.fork();
    let mut index = IndexDefinition { is_unique: ahead.eat(&["UNIQUE"]), ..IndexDefinition::default() };
    if ahead.eat(&["CLUSTERED"]) {
        index.is_clustered = Some(true);
    } else if ahead.eat(&["NONCLUSTERED"]) {
        index.is_clustered = Some(false);
    }
    index.class = ["FULLTEXT", "SPATIAL"].into_iter().find(|class| ahead.eat(&[class])).map(SmolStr::new);
    if !ahead.eat(&["INDEX"]) {
        return None;
    }
    *cursor = ahead;
    Some(index)
}

/// `DEFINER = …`, `ALGORITHM = …`, `SQL SECURITY …` of MySQL.
fn skip_definer(cursor: &mut Cursor<'_>) {
    while cursor.is_any(&["DEFINER", "ALGORITHM", "SQL"]) {
        while !cursor.is_at_end()
            && !cursor.is_any(&["SQL", "VIEW", "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT"])
        {
            cursor.next();
        }
        if cursor.eat(&["SQL", "SECURITY"]) {
            cursor.next();
        }
    }
}

fn object_kind(cursor: &mut Cursor<'_>) -> Option<ObjectKind> {
    const KINDS: [(&str, ObjectKind); 20] = [
        ("TABLE", ObjectKind::Table),
        ("INDEX", ObjectKind::Index),
        ("VIEW", ObjectKind::View),
        ("TRIGGER", ObjectKind::Trigger),
        ("FUNCTION", ObjectKind::Routine),
        ("PROCEDURE", ObjectKind::Routine),
        ("PROC", ObjectKind::Routine),
        ("TYPE", ObjectKind::Type),
        ("SEQUENCE", ObjectKind::Sequence),
        ("SCHEMA", ObjectKind::Schema),
        ("DATABASE", ObjectKind::Database),
        ("EVENT", ObjectKind::Other),
        ("VIRTUAL", ObjectKind::Other),
        ("ROLE", ObjectKind::Role),
        ("USER", ObjectKind::Role),
        ("LOGIN", ObjectKind::Role),
        ("STATISTICS", ObjectKind::Other),
        ("SYNONYM", ObjectKind::Other),
        ("FULLTEXT", ObjectKind::Other),
        ("SECURITY", ObjectKind::Other),
    ];
    let (_, kind) = KINDS.iter().find(|(word, _)| cursor.eat(&[word]))?;
    let _ = cursor.eat(&["TABLE"]) || cursor.eat(&["CATALOG"]) || cursor.eat(&["POLICY"]);
    Some(*kind)
}

/// The name after the first `ON`.
fn table_of_trigger(cursor: &mut Cursor<'_>) -> Option<ObjectName> {
    while !cursor.is_at_end() {
        if cursor.eat(&["ON"]) {
            return cursor.object_name();
        }
        cursor.next();
    }
    None
}

/// What follows `ALTER`.
pub(super) fn alter(cursor: &mut Cursor<'_>) -> Option<StatementKind> {
    if cursor.eat(&["TABLE"]) {
        return table::alter_table(cursor);
    }
    skip_definer(cursor);
    let object = object_kind(cursor)?;
    let name = cursor.object_name();
    cursor.rest();
    Some(StatementKind::AlterObject(CreateObject { object, name, table: None, is_repeatable: false }))
}

/// What follows `DROP`.
pub(super) fn drop(cursor: &mut Cursor<'_>) -> Option<StatementKind> {
    cursor.eat(&["TEMPORARY"]);
    let object = object_kind(cursor)?;
    let mut drop = Drop {
        object,
        names: Vec::new(),
        table: None,
        if_exists: cursor.eat(&["IF", "EXISTS"]),
        cascade: false,
        concurrently: false,
    };
    loop {
        let mut name = cursor.object_name()?;
        if object == ObjectKind::Index && cursor.provider == Provider::Sqlserver && name.schema.is_some() {
            // The old form: `DROP INDEX table.index`.
            drop.table = name.schema.take().map(|table| ObjectName { schema: None, name: table });
        }
        drop.names.push(name);
        if cursor.eat(&["ON"]) {
            drop.table = cursor.object_name();
        }
        if !cursor.eat_symbol(",") {
            break;
        }
    }
    drop.cascade = cursor.eat(&["CASCADE"]);
    cursor.rest();
    Some(StatementKind::Drop(drop))
}

/// What follows `RENAME TABLE` (MySQL).
pub(super) fn rename_tables(cursor: &mut Cursor<'_>) -> Option<StatementKind> {
    let mut renames = Vec::new();
    loop {
        let from = cursor.object_name()?;
        let to = cursor.eat(&["TO"]).then(|| cursor.object_name())??.name;
        renames.push(Rename { object: ObjectKind::Table, table: None, from, to });
        if !cursor.eat_symbol(",") {
            break;
        }
    }
    cursor.is_at_end().then_some(StatementKind::Rename(renames))
}

/// A part of a program, or `sp_rename`.
pub(super) fn control(cursor: &mut Cursor<'_>) -> Option<StatementKind> {
    if cursor.provider == Provider::Mysql && cursor.is_any(&["PREPARE", "EXECUTE", "DEALLOCATE"]) {
        return Some(StatementKind::Opaque(Opaque::Program));
    }
    if cursor.provider != Provider::Sqlserver {
        return None;
    }
    let mut ahead = cursor.fork();
    if ahead.eat(&["EXEC"]) || ahead.eat(&["EXECUTE"]) {
        let procedure = ahead.object_name()?;
        if procedure.name.text.eq_ignore_ascii_case("sp_rename") {
            return rename_by_procedure(&mut ahead);
        }
        return None;
    }
    let control = if cursor.eat(&["BEGIN", "TRY"]) {
        Control::BeginTry
    } else if cursor.eat(&["END", "TRY"]) {
        Control::EndTry
    } else if cursor.eat(&["BEGIN", "CATCH"]) {
        Control::BeginCatch
    } else if cursor.eat(&["END", "CATCH"]) {
        Control::EndCatch
    } else if cursor.is_any(&["IF", "ELSE", "WHILE"]) {
        if holds_a_statement(cursor) {
            return Some(StatementKind::Opaque(Opaque::Program));
        }
        Control::If
    } else if cursor.eat(&["BEGIN"]) {
        if !cursor.is_at_end() && !cursor.is_any(&["TRAN", "TRANSACTION"]) {
            return Some(StatementKind::Opaque(Opaque::Program));
        }
        if cursor.is_any(&["TRAN", "TRANSACTION"]) {
            return Some(StatementKind::Transaction(super::super::statement::Transaction::Begin));
        }
        Control::BeginBlock
    } else if cursor.eat(&["END"]) {
        Control::EndBlock
    } else if cursor.is_any(&["DECLARE", "PRINT", "THROW", "RAISERROR", "USE", "GRANT", "DENY", "REVOKE"]) {
        Control::Other
    } else {
        return None;
    };
    Some(StatementKind::Control(control))
}

/// Whether `IF condition` is followed by what it governs, in the same statement.
fn holds_a_statement(cursor: &Cursor<'_>) -> bool {
    let mut ahead = cursor.fork();
    ahead.next();
    while !ahead.is_at_end() {
        if ahead
            .is_any(&["ALTER", "CREATE", "DROP", "INSERT", "UPDATE", "DELETE", "EXEC", "EXECUTE", "TRUNCATE"])
        {
            return true;
        }
        if ahead.is_symbol("(") {
            if ahead.parentheses().is_none() {
                return true;
            }
        } else {
            ahead.next();
        }
    }
    false
}

/// `sp_rename 'table.column', 'new', 'COLUMN'`.
fn rename_by_procedure(cursor: &mut Cursor<'_>) -> Option<StatementKind> {
    let object = cursor.string()?;
    cursor.eat_symbol(",").then_some(())?;
    let to = cursor.string()?;
    let kind =
        if cursor.eat_symbol(",") { cursor.string()?.text.to_ascii_uppercase() } else { String::new() };
    let mut parts: Vec<Name> = object
        .text
        .split('.')
        .map(|part| Name {
            text: SmolStr::new(part.trim_matches(['[', ']', '"', ' '])),
            span: object.span,
            is_quoted: true,
        })
        .collect();
    let kind = match kind.as_str() {
        "COLUMN" => ObjectKind::Column,
        "INDEX" => ObjectKind::Index,
        "" | "OBJECT" => ObjectKind::Table,
        _ => ObjectKind::Other,
    };
    let name = parts.pop()?;
    let owner = parts.pop();
    let (table, schema) = match kind {
        ObjectKind::Column | ObjectKind::Index => {
            (owner.map(|owner| ObjectName { schema: parts.pop(), name: owner }), None)
        }
        _ => (None, owner),
    };
    let to = Name { text: to.text, span: to.span, is_quoted: true };
    let from = ObjectName { schema, name };
    Some(StatementKind::Rename(vec![Rename { object: kind, table, from, to }]))
}
