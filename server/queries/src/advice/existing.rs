//! The indexes that a table has.

use base::ItemId;
use model::catalog::Provider;
use model::catalog::index_types::IndexType;
use model::database::{Database, IndexColumn, IndexKind, QualifiedName, Table};
use model::schema::item::Sort;

use crate::advice::candidate::{Candidate, Method};
use crate::advice::facts::Facts;
use crate::advice::layout::{Group, Layout};
use crate::shape::Column;

/// An index, unique constraint or primary key of a table.
#[derive(Clone, Debug)]
pub(super) struct Existing {
    pub layout: Layout,
    pub method: Method,
    pub is_unique: bool,
    /// The index of the key among those of the model; `None` for what the schema does not have.
    pub key: Option<u32>,
    /// The condition of a partial index.
    pub predicate: Option<String>,
}

/// The table of a model.
pub(super) fn table_of<'d>(facts: &Facts<'_>, database: &'d Database, model: ItemId) -> Option<&'d Table> {
    let item = facts.schema.item(model)?;
    let name = QualifiedName::in_namespace(item.model()?.database_schema(), item.database_name());
    database.table(&name).map(|table| &**table)
}

/// The indexes of a table; with those that the database adds for foreign keys by itself.
pub(super) fn existing(facts: &Facts<'_>, table: &Table) -> Vec<Existing> {
    let mut all = Vec::new();
    if let Some(key) = &table.primary_key {
        all.push(Existing {
            layout: layout(&key.columns),
            method: Method::BTree,
            is_unique: true,
            key: key.key,
            predicate: None,
        });
    }
    for index in table.indexes.iter().filter(|it| it.kind != IndexKind::Fulltext) {
        let class = index.columns.first().and_then(|it| it.operator_class.as_ref());
        let method = match (index.method, class.map(|it| it.name.as_str())) {
            (IndexType::BTree, Some("text_pattern_ops" | "varchar_pattern_ops")) => Method::Prefix,
            (IndexType::Gin | IndexType::Gist, Some("gin_trgm_ops" | "gist_trgm_ops")) => Method::Trigram,
            (IndexType::Gin, _) => Method::Elements,
            (IndexType::BTree, _) => Method::BTree,
            (IndexType::Hash, _) if index.columns.len() == 1 => Method::BTree,
            _ => continue,
        };
        all.push(Existing {
            layout: layout(&index.columns),
            method,
            is_unique: index.is_unique(),
            key: index.key,
            predicate: index.predicate.as_ref().map(ToString::to_string),
        });
    }
    if facts.provider.capabilities().indexes_foreign_keys || facts.provider == Provider::Mysql {
        for key in &table.foreign_keys {
            let columns: Vec<IndexColumn> =
                key.columns.iter().map(|it| IndexColumn::new(it.clone())).collect();
            let (method, layout) = (Method::BTree, layout(&columns));
            all.push(Existing { layout, method, is_unique: false, key: None, predicate: None });
        }
    }
    all
}

fn layout(columns: &[IndexColumn]) -> Layout {
    let group = |it: &IndexColumn| Group {
        columns: vec![Column { field: None, name: it.name.clone(), column: it.name.clone() }],
        is_descending: Some(it.sort == Some(Sort::Desc)),
    };
    Layout { groups: columns.iter().map(group).collect() }
}

impl Existing {
    /// Whether it serves the access wholly.
    pub fn serves(&self, candidate: &Candidate) -> bool {
        self.has_rows(candidate)
            && self.method == candidate.method
            && match self.method {
                // An inverted index finds rows by each of its columns.
                Method::Trigram | Method::Elements => self.layout.contains(&candidate.equal),
                Method::BTree | Method::Prefix => {
                    self.layout.fit(&candidate.equal, &candidate.rest).is_some()
                }
            }
    }

    /// Whether it narrows the rows of the access well enough: its first column has one value, of many.
    pub fn narrows(&self, facts: &Facts<'_>, candidate: &Candidate) -> bool {
        self.has_rows(candidate) && self.method == candidate.method && narrows(facts, &self.layout, candidate)
    }

    /// Whether this is its first column.
    pub fn leads_with(&self, column: Option<&Column>) -> bool {
        let first = self.layout.leading().first();
        self.method == Method::BTree
            && first.zip(column).is_some_and(|(one, other)| one.column == other.column)
    }

    /// Whether it has all rows of the access.
    fn has_rows(&self, candidate: &Candidate) -> bool {
        self.predicate.as_ref().is_none_or(|predicate| {
            candidate.is_active_only && predicate.to_ascii_lowercase().contains("is null")
        })
    }
}

/// Whether the first column of a layout has one value in an access that takes no rows in order, and narrows them.
pub(super) fn narrows(facts: &Facts<'_>, layout: &Layout, candidate: &Candidate) -> bool {
    let first = layout.leading().first();
    !candidate.is_ordered
        && candidate
            .equal
            .iter()
            .any(|column| first.is_some_and(|it| it.column == column.column) && !facts.has_few_values(column))
}
