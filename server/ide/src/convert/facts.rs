//! What of a schema the conversion of each block has to know.

use rustc_hash::{FxHashMap, FxHashSet};

use base::{FieldId, ItemId, cancel};
use model::catalog::Provider;
use model::database::default_namespace;
use model::schema::item::{Arity, Field, Item, ModelKind};
use model::schema::{Cardinality, FieldType, RelationInfo, Schema};

/// The namespace of what names none.
pub(super) const PUBLIC: &str = match default_namespace(Provider::Postgresql) {
    Some(name) => name,
    None => "",
};

/// The facts about a schema.
pub(super) struct Facts<'s> {
    pub(super) schema: &'s Schema,
    /// Whether anything is in a namespace other than the default one.
    pub(super) has_namespaces: bool,
    /// The relations as seen from the fields that are kept.
    pub(super) relations: Vec<RelationInfo>,
    ignored: FxHashSet<ItemId>,
    dropped: FxHashSet<FieldId>,
    /// How many relation fields of the first model have the second one as type.
    pairs: FxHashMap<(ItemId, ItemId), usize>,
}

impl<'s> Facts<'s> {
    pub(super) fn of(schema: &'s Schema) -> Facts<'s> {
        let has_ignore = |item: &Item| item.attributes().iter().any(|attribute| attribute.name() == "ignore");
        let ignored = schema.models().filter(|(_, item, _)| has_ignore(item)).map(|(id, ..)| id).collect();
        let mut facts = Facts {
            schema,
            has_namespaces: false,
            relations: Vec::new(),
            ignored,
            dropped: FxHashSet::default(),
            pairs: FxHashMap::default(),
        };
        let kept = schema.items().filter(|(id, item)| {
            (item.model().is_some_and(|it| it.kind == ModelKind::Model) || item.enumeration().is_some())
                && !facts.ignored.contains(id)
        });
        facts.has_namespaces = kept.into_iter().any(|(_, item)| namespace(item) != PUBLIC);
        facts.dropped = facts.fields().filter(|id| facts.drops(*id)).collect();
        facts.relations = facts.kept_fields().filter_map(|id| schema.relation(id)).collect();
        cancel::check();
        for relation in &facts.relations {
            *facts.pairs.entry((relation.field.item, relation.target)).or_default() += 1;
        }
        facts
    }

    /// The fields of all models that are not ignored.
    fn fields(&self) -> impl Iterator<Item = FieldId> {
        let models = self.schema.models().filter(|(id, ..)| !self.ignored.contains(id));
        models.flat_map(|(id, _, model)| (0..model.fields.len()).map(move |at| FieldId::new(id, at)))
    }

    fn kept_fields(&self) -> impl Iterator<Item = FieldId> {
        self.fields().filter(|id| !self.dropped.contains(id))
    }

    fn drops(&self, id: FieldId) -> bool {
        cancel::check();
        let Some(field) = self.schema.field(id) else { return false };
        if field.has("ignore") {
            return true;
        }
        let FieldType::Model(target) = self.schema.type_of(field) else { return false };
        let is_ignored = |id| self.schema.field(id).is_some_and(|it| it.has("ignore"));
        self.ignored.contains(&target) || !owns_key(field) && self.schema.opposite(id).is_some_and(is_ignored)
    }

    /// Whether the model is marked with `@@ignore`.
    pub(super) fn is_ignored(&self, id: ItemId) -> bool {
        self.ignored.contains(&id)
    }

    /// Whether the field is left out: it is ignored, or refers to what is.
    pub(super) fn is_dropped(&self, id: FieldId) -> bool {
        self.dropped.contains(&id)
    }

    /// Whether the relations between two models need names.
    pub(super) fn needs_names(&self, a: ItemId, b: ItemId) -> bool {
        let count = |pair| self.pairs.get(&pair).copied().unwrap_or(0);
        count((a, b)) > 1 || count((b, a)) > 1
    }

    /// How a model is named in the namespace of another item.
    pub(super) fn name_from(&self, target: ItemId, from: &str) -> String {
        let Some(item) = self.schema.head(target) else { return String::new() };
        match namespace(item) {
            own if self.has_namespaces && own != from => format!("{own}.{}", item.name()),
            _ => item.name().to_owned(),
        }
    }
}

/// The database schema of a model or enum.
pub(super) fn namespace(item: &Item) -> &str {
    let attribute = item.attributes().iter().find(|attribute| attribute.name() == "schema");
    attribute.and_then(|it| it.named_or_first("schema")?.as_str()).unwrap_or(PUBLIC)
}

/// Whether the field holds the foreign key of its relation.
pub(super) fn owns_key(field: &Field) -> bool {
    field.relation.as_ref().is_some_and(|relation| relation.fields.is_some())
}

/// Whether the column of a field may be empty.
pub(super) fn is_nullable(field: &Field) -> bool {
    field.arity() != Arity::Required
}

/// Whether both sides of a relation are lists.
pub(super) fn is_many_to_many(relation: &RelationInfo) -> bool {
    relation.cardinality == Cardinality::ManyToMany
}
