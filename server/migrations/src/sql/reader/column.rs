//! Columns, constraints and indexes as MySQL, SQLite and SQL Server write them.

use base::text::Span;
use model::catalog::Provider;
use smol_str::SmolStr;

use super::super::name::{Fragment, Name, ObjectName};
use super::super::table::{
    ColumnDefinition, Constraint, ConstraintKind, ForeignKey, Generated, IndexDefinition, ReferenceAction,
};
use super::cursor::Cursor;
use super::index::{clustered, direction, index_column_of, inner_index};

/// The words at which the expression of a `DEFAULT` ends.
const AFTER_DEFAULT: [&str; 22] = [
    "NOT",
    "NULL",
    "UNIQUE",
    "PRIMARY",
    "REFERENCES",
    "CHECK",
    "CONSTRAINT",
    "COLLATE",
    "ON",
    "AUTO_INCREMENT",
    "COMMENT",
    "GENERATED",
    "FIRST",
    "AFTER",
    "FOR",
    "IDENTITY",
    "KEY",
    "WITH",
    "INVISIBLE",
    "VISIBLE",
    "ALGORITHM",
    "DEFAULT",
];

/// A column's definition; none if a clause is not known.
pub(super) fn column(cursor: &mut Cursor<'_>) -> Option<ColumnDefinition> {
    let start = cursor.start();
    let name = cursor.name()?;
    let mut column = ColumnDefinition {
        span: name.span,
        ty: column_type(cursor),
        name,
        nullable: None,
        default: None,
        default_name: None,
        generated: None,
        on_update: None,
        collation: None,
        constraints: Vec::new(),
    };
    while !cursor.is_at_end() && !cursor.is_symbol(",") && !cursor.is_symbol(")") {
        if is_table_option(cursor) {
            break;
        }
        clause(cursor, &mut column)?;
    }
    column.span = cursor.span_from(start);
    Some(column)
}

/// Whether what follows belongs to `ALTER TABLE` itself, not to the column before it.
fn is_table_option(cursor: &Cursor<'_>) -> bool {
    cursor.provider == Provider::Mysql && (cursor.is_word("ALGORITHM") || cursor.is_word("LOCK"))
}

/// The type of a column, with its arguments; SQLite needs none.
pub(super) fn column_type(cursor: &mut Cursor<'_>) -> Option<Fragment> {
    let start = cursor.start();
    if cursor.provider == Provider::Sqlite {
        const CLAUSES: [&str; 11] = [
            "CONSTRAINT",
            "PRIMARY",
            "NOT",
            "NULL",
            "UNIQUE",
            "CHECK",
            "DEFAULT",
            "COLLATE",
            "REFERENCES",
            "GENERATED",
            "AS",
        ];
        let mut is_typed = false;
        while !cursor.is_any(&CLAUSES) && cursor.name().is_some() {
            is_typed = true;
        }
        if is_typed && cursor.is_symbol("(") {
            cursor.parentheses()?;
        }
        return is_typed.then(|| cursor.fragment_from(start));
    }
    if cursor.provider == Provider::Sqlserver && cursor.is_word("AS") {
        return None;
    }
    cursor.object_name()?;
    cursor.eat(&["PRECISION"]);
    cursor.eat(&["VARYING"]);
    if cursor.is_symbol("(") {
        cursor.parentheses()?;
    }
    while cursor.eat(&["UNSIGNED"])
        || cursor.eat(&["SIGNED"])
        || cursor.eat(&["ZEROFILL"])
        || cursor.eat(&["BINARY"])
    {}
    Some(cursor.fragment_from(start))
}

/// One clause after the type.
fn clause(cursor: &mut Cursor<'_>, column: &mut ColumnDefinition) -> Option<()> {
    let start = cursor.start();
    let name = if cursor.eat(&["CONSTRAINT"]) { Some(cursor.name()?) } else { None };
    let own = |span: Span, name: Option<Name>, kind| Constraint { name, span, kind, is_not_valid: false };
    if cursor.eat(&["NOT", "NULL"]) {
        column.nullable = Some(false);
        conflict_clause(cursor);
    } else if cursor.eat(&["NULL"]) {
        column.nullable = Some(true);
    } else if cursor.eat(&["DEFAULT"]) {
        column.default = Some(cursor.until(&AFTER_DEFAULT)?);
        column.default_name = name;
        cursor.eat(&["WITH", "VALUES"]);
    } else if cursor.eat(&["PRIMARY", "KEY"]) || cursor.eat(&["KEY"]) {
        let mut index = own_index(column, true);
        index.is_clustered = clustered(cursor);
        let is_descending = direction(cursor);
        if let Some(first) = index.columns.first_mut() {
            first.is_descending = is_descending;
        }
        conflict_clause(cursor);
        if cursor.eat(&["AUTOINCREMENT"]) {
            column.generated = Some(Generated::AutoIncrement);
        }
        column.constraints.push(own(cursor.span_from(start), name, ConstraintKind::PrimaryKey(index)));
    } else if cursor.eat(&["UNIQUE"]) {
        cursor.eat(&["KEY"]);
        let mut index = own_index(column, true);
        index.is_clustered = clustered(cursor);
        conflict_clause(cursor);
        column.constraints.push(own(cursor.span_from(start), name, ConstraintKind::Unique(index)));
    } else if cursor.is_word("REFERENCES") || cursor.eat(&["FOREIGN", "KEY"]) {
        let key = references(cursor, vec![column.name.clone()])?;
        column.constraints.push(own(cursor.span_from(start), name, ConstraintKind::ForeignKey(key)));
    } else if cursor.eat(&["CHECK"]) {
        let check = cursor.parentheses()?;
        column.constraints.push(own(cursor.span_from(start), name, ConstraintKind::Check(check)));
    } else if cursor.eat(&["AUTO_INCREMENT"]) {
        column.generated = Some(Generated::AutoIncrement);
    } else if cursor.eat(&["IDENTITY"]) {
        cursor.parentheses();
        column.generated = Some(Generated::Identity);
    } else if cursor.eat(&["GENERATED", "ALWAYS", "AS"]) || cursor.eat(&["AS"]) {
        cursor.parentheses()?;
        let is_stored = cursor.eat(&["STORED"]) || cursor.eat(&["PERSISTED"]) || cursor.eat(&["PERSISTENT"]);
        cursor.eat(&["VIRTUAL"]);
        column.generated = Some(if is_stored { Generated::Stored } else { Generated::Virtual });
    } else if cursor.eat(&["ON", "UPDATE"]) {
        column.on_update = Some(cursor.until(&AFTER_DEFAULT)?);
    } else if cursor.eat(&["COLLATE"]) {
        column.collation = Some(cursor.name()?.text);
    } else if cursor.eat(&["COMMENT"]) {
        cursor.string()?;
    } else if cursor.eat(&["CHARACTER", "SET"]) || cursor.eat(&["CHARSET"]) || cursor.eat(&["AFTER"]) {
        cursor.name()?;
    } else if !(cursor.eat(&["FIRST"])
        || cursor.eat(&["INVISIBLE"])
        || cursor.eat(&["VISIBLE"])
        || cursor.eat(&["SPARSE"])
        || cursor.eat(&["ROWGUIDCOL"]))
    {
        return None;
    }
    Some(())
}

fn own_index(column: &ColumnDefinition, is_unique: bool) -> IndexDefinition {
    IndexDefinition { columns: vec![index_column_of(&column.name)], is_unique, ..IndexDefinition::default() }
}

/// `ON CONFLICT …` of SQLite.
fn conflict_clause(cursor: &mut Cursor<'_>) {
    if cursor.eat(&["ON", "CONFLICT"]) {
        cursor.next();
    }
}

/// `REFERENCES t (a) ON DELETE …`.
fn references(cursor: &mut Cursor<'_>, columns: Vec<Name>) -> Option<ForeignKey> {
    if !cursor.eat(&["REFERENCES"]) {
        return None;
    }
    let table: ObjectName = cursor.object_name()?;
    let referenced = if cursor.is_symbol("(") { cursor.name_list()? } else { Vec::new() };
    let mut key = ForeignKey { columns, table, referenced, on_delete: None, on_update: None };
    loop {
        if cursor.eat(&["ON", "DELETE"]) {
            key.on_delete = Some(action(cursor)?);
        } else if cursor.eat(&["ON", "UPDATE"]) {
            key.on_update = Some(action(cursor)?);
        } else if cursor.eat(&["MATCH"]) || cursor.eat(&["INITIALLY"]) {
            cursor.next();
        } else if !(cursor.eat(&["DEFERRABLE"])
            || cursor.eat(&["NOT", "DEFERRABLE"])
            || cursor.eat(&["NOT", "FOR", "REPLICATION"]))
        {
            return Some(key);
        }
    }
}

fn action(cursor: &mut Cursor<'_>) -> Option<ReferenceAction> {
    Some(if cursor.eat(&["NO", "ACTION"]) {
        ReferenceAction::NoAction
    } else if cursor.eat(&["RESTRICT"]) {
        ReferenceAction::Restrict
    } else if cursor.eat(&["CASCADE"]) {
        ReferenceAction::Cascade
    } else if cursor.eat(&["SET", "NULL"]) {
        ReferenceAction::SetNull
    } else if cursor.eat(&["SET", "DEFAULT"]) {
        ReferenceAction::SetDefault
    } else {
        return None;
    })
}

/// Whether a constraint or index of a table begins here, and not a column.
pub(super) fn is_constraint(cursor: &Cursor<'_>) -> bool {
    let is_mysql = cursor.provider == Provider::Mysql;
    cursor.is_any(&["CONSTRAINT", "FOREIGN", "UNIQUE"])
        || (cursor.is_word("PRIMARY") && cursor.has_word(1, "KEY"))
        || cursor.is_word("CHECK")
        || (cursor.is_word("DEFAULT") && cursor.provider == Provider::Sqlserver)
        || (is_mysql && cursor.is_any(&["INDEX", "KEY", "FULLTEXT", "SPATIAL"]))
        || (cursor.provider == Provider::Sqlserver && cursor.is_word("INDEX"))
}

/// A constraint of a table, or an index defined inside.
pub(super) fn constraint(cursor: &mut Cursor<'_>) -> Option<Constraint> {
    let start = cursor.start();
    let mut name = None;
    if cursor.eat(&["CONSTRAINT"]) && !cursor.is_any(&["PRIMARY", "UNIQUE", "FOREIGN", "CHECK"]) {
        name = Some(cursor.name()?);
    }
    let kind = if cursor.eat(&["PRIMARY", "KEY"]) {
        ConstraintKind::PrimaryKey(inner_index(cursor, &mut name, true)?)
    } else if cursor.eat(&["UNIQUE"]) {
        let is_index = cursor.eat(&["INDEX"]) || cursor.eat(&["KEY"]);
        let index = inner_index(cursor, &mut name, true)?;
        if is_index { ConstraintKind::Index(index) } else { ConstraintKind::Unique(index) }
    } else if cursor.eat(&["FOREIGN", "KEY"]) {
        if !cursor.is_symbol("(") {
            name = name.or(cursor.name());
        }
        let columns = cursor.name_list()?;
        ConstraintKind::ForeignKey(references(cursor, columns)?)
    } else if cursor.eat(&["CHECK"]) {
        let check = cursor.parentheses()?;
        cursor.eat(&["NOT", "ENFORCED"]);
        ConstraintKind::Check(check)
    } else if cursor.eat(&["DEFAULT"]) {
        let value = cursor.until(&["FOR"])?;
        if !cursor.eat(&["FOR"]) {
            return None;
        }
        let column = cursor.name()?;
        cursor.eat(&["WITH", "VALUES"]);
        ConstraintKind::Default { value, column }
    } else {
        let class = ["FULLTEXT", "SPATIAL"].into_iter().find(|class| cursor.eat(&[class]));
        let is_named = cursor.eat(&["INDEX"]) || cursor.eat(&["KEY"]);
        if class.is_none() && !is_named {
            return None;
        }
        let mut index = inner_index(cursor, &mut name, false)?;
        index.class = class.map(SmolStr::new);
        ConstraintKind::Index(index)
    };
    conflict_clause(cursor);
    Some(Constraint { name, span: cursor.span_from(start), kind, is_not_valid: false })
}
