//! Primary keys, unique constraints and indexes, of fields and of blocks.

use std::hash::{Hash, Hasher};

use crate::catalog::capabilities::ConstraintKind;
use crate::catalog::index_types::IndexType;
use crate::schema::item::{Arguments, Attribute, Expr, Field, Name, Path, Text, exact};
use base::text::Span;

/// The kind of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// `@id`, `@@id`
    Id,
    /// `@unique`, `@@unique`
    Unique,
    /// `@@index`
    Index,
    /// `@@fulltext`
    Fulltext,
}

/// A primary key, unique constraint or index.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Its kind.
    pub kind: KeyKind,
    /// Its attribute.
    pub owner: KeyOwner,
    /// Its columns in order. Invalid ones are omitted.
    pub columns: Box<[Column]>,
    /// `name:`, its name in the client.
    pub name: Option<Box<Text>>,
    /// `map:`, its name in the database.
    pub map: Option<Box<Text>>,
    /// `type:`, such as `Gin`.
    pub index_type: Option<Box<Name>>,
    /// `clustered:` of SQL Server.
    pub clustered: Option<bool>,
    /// `where:`, the predicate of a partial index.
    pub predicate: Option<Box<Expr>>,
    /// The attribute.
    pub span: Span,
}

/// The attribute that declares a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyOwner {
    /// An attribute of the field with this index.
    Field(usize),
    /// The block attribute with this index.
    Block(usize),
}

impl Hash for KeyOwner {
    /// The attribute index is irrelevant, like the position; see [`Span`].
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
    }
}

/// One column of a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    /// The field; several names for a path into composite types.
    pub path: Path,
    /// `sort:`
    pub sort: Option<Sort>,
    /// `length:`, the number of indexed characters or bytes.
    pub length: Option<u32>,
    /// `ops:`, the operator class, as written.
    pub ops: Option<Box<Expr>>,
    /// Including its arguments.
    pub span: Span,
}

/// The sort order of a column in an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Ascending.
    Asc,
    /// Descending.
    Desc,
}

impl Key {
    /// The key that an attribute of a field declares, if any.
    pub(crate) fn of_field(field: &Field, index: usize, attribute: &Attribute) -> Option<Key> {
        let kind = match attribute.name() {
            "id" => KeyKind::Id,
            "unique" => KeyKind::Unique,
            _ => return None,
        };
        let path = Path::from(field.name.clone());
        let read = Column::read_arguments(attribute.arguments.as_ref());
        // Prisma wraps out-of-range values here, and ignores them in block attributes.
        let length = attribute.named("length").and_then(Expr::as_int).map(|length| length & 0xFFFF_FFFF);
        let length = length.and_then(|length| u32::try_from(length).ok());
        let column = Column { span: path.span, path, length, ..read };
        Some(Key { columns: [column].into(), ..Key::read(kind, KeyOwner::Field(index), attribute) })
    }

    /// The key that a block attribute declares, if any.
    pub(crate) fn of_block(index: usize, attribute: &Attribute) -> Option<Key> {
        let kind = match attribute.name() {
            "id" => KeyKind::Id,
            "unique" => KeyKind::Unique,
            // The Prisma 8 dialect has unique indexes beside unique constraints, because only they can be partial.
            "index" if attribute.named("unique").and_then(Expr::as_bool) == Some(true) => KeyKind::Unique,
            "index" => KeyKind::Index,
            "fulltext" | "fullTextIndex" => KeyKind::Fulltext,
            _ => return None,
        };
        let columns = attribute.named_or_first("fields").map_or(&[][..], Expr::as_list);
        let columns = exact(columns.iter(), Column::read);
        Some(Key { columns, ..Key::read(kind, KeyOwner::Block(index), attribute) })
    }

    fn read(kind: KeyKind, owner: KeyOwner, attribute: &Attribute) -> Key {
        let text = |name| attribute.named(name).and_then(Expr::as_text).cloned().map(Box::new);
        Key {
            kind,
            owner,
            columns: Box::default(),
            name: text("name"),
            map: text("map"),
            index_type: attribute.named("type").and_then(index_type).map(Box::new),
            clustered: attribute.named("clustered").and_then(Expr::as_bool),
            predicate: attribute.named("where").cloned().map(Box::new),
            span: attribute.span,
        }
    }

    /// The kind of constraint that it becomes.
    pub fn constraint_kind(&self) -> ConstraintKind {
        match self.kind {
            KeyKind::Id => ConstraintKind::PrimaryKey,
            KeyKind::Unique => ConstraintKind::Unique,
            KeyKind::Index | KeyKind::Fulltext => ConstraintKind::Index,
        }
    }

    /// The name that the database gives it, where it is written: `map:`, or `name:` of an index, the old word for that.
    pub fn written_name(&self) -> Option<&Text> {
        let is_index = matches!(self.kind, KeyKind::Index | KeyKind::Fulltext);
        self.map.as_deref().or(self.name.as_deref().filter(|_| is_index))
    }

    /// The names of its columns' fields, paths as written.
    pub fn field_names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.path.text.as_str())
    }

    /// Whether its columns are exactly these fields, in this order.
    pub fn is_over(&self, fields: &[&str]) -> bool {
        self.field_names().eq(fields.iter().copied())
    }

    /// Whether it is unique.
    pub fn is_unique(&self) -> bool {
        matches!(self.kind, KeyKind::Id | KeyKind::Unique)
    }
}

/// The access method: `Gin`, or `"gin"` in the Prisma 8 dialect.
fn index_type(value: &Expr) -> Option<Name> {
    match value {
        Expr::String(text) => {
            let known = IndexType::ALL.iter().find(|it| it.name().eq_ignore_ascii_case(&text.value));
            Some(Name { text: known.map_or(text.value.as_str(), |it| it.name()).into(), span: text.span })
        }
        other => Some(other.as_path()?.to_name()),
    }
}

impl Column {
    fn read(expr: &Expr) -> Option<Column> {
        match expr {
            Expr::Path(path) => {
                Some(Column { span: path.span, path: path.clone(), ..Column::read_arguments(None) })
            }
            Expr::Call(call) => {
                let read = Column::read_arguments(Some(&call.arguments));
                Some(Column { span: call.span, path: call.name.clone(), ..read })
            }
            _ => None,
        }
    }

    /// A column without a name yet.
    fn read_arguments(arguments: Option<&Arguments>) -> Column {
        let named = |name| arguments.and_then(|arguments| arguments.named(name));
        let sort = match named("sort").and_then(Expr::as_path).map(|path| path.text.as_str()) {
            Some("Asc") => Some(Sort::Asc),
            Some("Desc") => Some(Sort::Desc),
            _ => None,
        };
        Column {
            path: Path::from(Name { text: Default::default(), span: Span::default() }),
            sort,
            length: named("length")
                .and_then(Expr::as_int)
                .filter(|length| *length >= 0)
                .map(|length| u32::try_from(length).unwrap_or(u32::MAX)),
            ops: named("ops").cloned().map(Box::new),
            span: Span::default(),
        }
    }
}
