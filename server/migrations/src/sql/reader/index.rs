//! The columns and options of indexes as MySQL, SQLite and SQL Server write them.

use model::catalog::Provider;
use smol_str::SmolStr;

use super::super::name::Name;
use super::super::table::{IndexColumn, IndexDefinition};
use super::cursor::Cursor;

/// The column of an index that is this column and nothing more.
pub(super) fn index_column_of(name: &Name) -> IndexColumn {
    IndexColumn {
        span: name.span,
        column: Some(name.clone()),
        length: None,
        is_descending: None,
        nulls_first: None,
        operator_class: None,
    }
}

/// `CLUSTERED` or `NONCLUSTERED`.
pub(super) fn clustered(cursor: &mut Cursor<'_>) -> Option<bool> {
    if cursor.eat(&["CLUSTERED"]) {
        return Some(true);
    }
    cursor.eat(&["NONCLUSTERED"]).then_some(false)
}

/// `ASC` or `DESC`.
pub(super) fn direction(cursor: &mut Cursor<'_>) -> Option<bool> {
    if cursor.eat(&["ASC"]) {
        return Some(false);
    }
    cursor.eat(&["DESC"]).then_some(true)
}

/// The index of a constraint: `[name] [CLUSTERED] [USING BTREE] (columns) …`.
pub(super) fn inner_index(
    cursor: &mut Cursor<'_>,
    name: &mut Option<Name>,
    is_unique: bool,
) -> Option<IndexDefinition> {
    let mut index =
        IndexDefinition { is_unique, is_clustered: clustered(cursor), ..IndexDefinition::default() };
    if !cursor.is_symbol("(") && !cursor.is_word("USING") {
        let inner = cursor.name()?;
        name.get_or_insert(inner);
        index.is_unique |= cursor.eat(&["UNIQUE"]);
        index.is_clustered = index.is_clustered.or(clustered(cursor));
    }
    index.method = index_method(cursor);
    index.columns = index_columns(cursor)?;
    index.name.clone_from(name);
    index_options(cursor, &mut index)?;
    Some(index)
}

fn index_method(cursor: &mut Cursor<'_>) -> Option<SmolStr> {
    if !cursor.eat(&["USING"]) {
        return None;
    }
    cursor.name().map(|method| SmolStr::new(method.text.to_ascii_lowercase()))
}

/// What may follow the columns of an index. Returns whether it says that the table stays available.
pub(super) fn index_options(cursor: &mut Cursor<'_>, index: &mut IndexDefinition) -> Option<bool> {
    let mut is_online = false;
    loop {
        if cursor.eat(&["INCLUDE"]) {
            index.include = cursor.name_list()?;
        } else if cursor.is_word("USING") {
            index.method = index_method(cursor);
        } else if cursor.eat(&["WHERE"]) {
            index.predicate = Some(cursor.until(&["WITH"])?);
        } else if cursor.eat(&["WITH", "PARSER"]) || cursor.eat(&["ON"]) {
            cursor.object_name()?;
        } else if cursor.eat(&["WITH"]) {
            let options = cursor.parentheses()?.text.to_ascii_uppercase();
            is_online |= options.replace(' ', "").contains("ONLINE=ON");
        } else if cursor.eat(&["COMMENT"]) {
            cursor.string()?;
        } else if cursor.eat(&["ALGORITHM"]) || cursor.eat(&["LOCK"]) || cursor.eat(&["KEY_BLOCK_SIZE"]) {
            cursor.eat_symbol("=");
            let value = cursor.next()?;
            is_online |= value.span.of(cursor.text).eq_ignore_ascii_case("NONE");
        } else if !(cursor.eat(&["VISIBLE"]) || cursor.eat(&["INVISIBLE"])) {
            return Some(is_online);
        }
    }
}

/// `(a, b(10) DESC, lower(c))`.
pub(super) fn index_columns(cursor: &mut Cursor<'_>) -> Option<Vec<IndexColumn>> {
    if !cursor.eat_symbol("(") {
        return None;
    }
    let mut columns = Vec::new();
    loop {
        columns.push(index_column(cursor)?);
        if !cursor.eat_symbol(",") {
            break;
        }
    }
    cursor.eat_symbol(")").then_some(columns)
}

fn index_column(cursor: &mut Cursor<'_>) -> Option<IndexColumn> {
    let start = cursor.start();
    let mut simple = cursor.fork();
    if let Some(mut column) = simple_index_column(&mut simple)
        && (simple.is_symbol(",") || simple.is_symbol(")"))
    {
        *cursor = simple;
        column.span = cursor.span_from(start);
        return Some(column);
    }
    let expression = cursor.until(&["ASC", "DESC"])?;
    let is_descending = direction(cursor);
    Some(IndexColumn {
        span: expression.span,
        column: None,
        length: None,
        is_descending,
        nulls_first: None,
        operator_class: None,
    })
}

fn simple_index_column(cursor: &mut Cursor<'_>) -> Option<IndexColumn> {
    let mut column = index_column_of(&cursor.name()?);
    if cursor.provider == Provider::Mysql && cursor.is_symbol("(") {
        let length = cursor.parentheses()?;
        column.length = Some(length.text.trim_matches(['(', ')', ' ']).parse().ok()?);
    }
    if cursor.eat(&["COLLATE"]) {
        cursor.name()?;
    }
    column.is_descending = direction(cursor);
    Some(column)
}
