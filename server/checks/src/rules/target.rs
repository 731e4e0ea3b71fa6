//! What the target of a schema in the Prisma 8 dialect takes, and how it writes types.

use crate::rules::Context;
use model::catalog::ScalarType;
use model::catalog::next::{Catalog, PackSet, Target};
use model::schema::item::Relation;

impl Context<'_> {
    /// What a schema in the Prisma 8 dialect can name without extensions; `None` for the classic dialect.
    fn catalog(&self) -> Option<Catalog> {
        let target = self.configuration().target.filter(|_| self.configuration().is_next())?;
        Some(Catalog { target, packs: PackSet::NONE })
    }

    /// The type that the schema writes for a built-in one: `DateTime`, or `Date` for MongoDB in Prisma 8.
    pub(super) fn type_name(&self, scalar: ScalarType) -> &'static str {
        match (self.catalog().map(|catalog| catalog.target), scalar) {
            (Some(Target::Mongo), ScalarType::Boolean) => "Bool",
            (Some(Target::Mongo), ScalarType::Int) => "Int32",
            (Some(Target::Mongo), ScalarType::BigInt) => "Int64",
            (Some(Target::Mongo), ScalarType::Float) => "Double",
            (Some(Target::Mongo), ScalarType::Decimal) => "Decimal128",
            (Some(Target::Mongo), ScalarType::DateTime) => "Date",
            (Some(Target::Mongo), ScalarType::Bytes) => "Binary",
            (Some(Target::Postgres), ScalarType::Json) => "Jsonb",
            _ => scalar.name(),
        }
    }

    /// Whether a field can have a default.
    pub(super) fn has_defaults(&self) -> bool {
        self.catalog().is_none_or(|catalog| catalog.field_attribute("default").is_some())
    }

    /// Whether `@relation` has an argument, such as `onDelete`.
    pub(super) fn relation_takes(&self, argument: &str) -> bool {
        self.catalog().is_none_or(|catalog| {
            let relation = catalog.field_attribute("relation");
            relation.is_some_and(|it| it.named.iter().any(|parameter| parameter.name == argument))
        })
    }

    /// Whether Prisma makes an index over the foreign key of a relation.
    pub(super) fn makes_index(&self, relation: &Relation) -> bool {
        relation.index == Some(true) && self.relation_takes("index")
    }
}
