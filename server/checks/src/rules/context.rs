//! What a rule is given.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use crate::frame::{Metadata, RuleSet};
use crate::rules::index::RuleIndex;
use crate::rules::kinds::kinds_of;
use crate::rules::relations::owning::{OwningField, fields_of, owning_fields, owning_relations};
use crate::rules::{ModelKinds, ModelRef, Options, Style};
use base::text::Span;
use base::{Finding, Fix, ItemId, Level, Place};
use model::project::{ConfigSite, ContractEnums, ControlStack, UnsafeScript};
use model::schema::item::{Field, Item, Model};
use model::schema::{Configuration, FieldType, RelationInfo, Schema};

/// What is known of the project beside its schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectFacts {
    /// Whether the project has migrations, so that its tables hold rows.
    pub has_migrations: bool,
    /// The `prisma.config.*` that belongs to the schema, or the place where it would be.
    pub config: Option<Arc<ConfigSite>>,
    /// Tables and enums that migrations leave alone, so that the checklist has nothing to say of them: as `name` or
    /// `schema.name`.
    pub external: Arc<[String]>,
    /// The scripts of its package for production that run a command for development.
    pub scripts: Arc<[UnsafeScript]>,
    /// Why the Prisma version is only assumed, as a sentence; `None` where something names it.
    pub assumed_version: Option<Arc<str>>,
    /// The target and the extensions, which Prisma 8 has.
    pub stack: ControlStack,
    /// The contracts that the next migration of Prisma 8 may start from, the likeliest first; none where that is unclear.
    pub plan_origins: Arc<[ContractEnums]>,
}

impl ProjectFacts {
    /// Whether migrations leave the table or enum of this item alone, as the configuration or `@@control` says.
    pub fn is_external(&self, item: &Item) -> bool {
        let control = item.attributes().iter().find(|attribute| attribute.name() == "control");
        let policy = control.and_then(|control| control.named_or_first("policy")?.as_path());
        if policy.is_some_and(|policy| matches!(policy.text.as_str(), "external" | "observed")) {
            return true;
        }
        let attribute = |name: &str| match (item.model(), item.enumeration()) {
            (Some(model), _) => model.attribute(name),
            (None, enumeration) => enumeration?.attribute(name),
        };
        if item.model().is_none() && item.enumeration().is_none() {
            return false;
        }
        let mapped = attribute("map").and_then(|map| map.named_or_first("name")?.as_str());
        let schema = attribute("schema").and_then(|schema| schema.named_or_first("map")?.as_str());
        let name = mapped.unwrap_or_else(|| item.name());
        self.external.iter().any(|external| match external.split_once('.') {
            Some((of, table)) => table == name && schema.is_none_or(|schema| schema == of),
            None => external == name,
        })
    }
}

/// What a rule is given: the schema, its own level and options, and how the project writes things.
#[derive(Debug)]
pub struct Context<'s> {
    /// The schema.
    pub schema: &'s Schema,
    /// What is known beside it.
    pub facts: &'s ProjectFacts,
    /// The rule's options.
    pub options: &'s Options,
    /// All rules that are on where this one looks.
    pub rules: &'s RuleSet,
    /// The rule.
    pub rule: &'static Metadata,
    /// Its level, never [`Level::Off`].
    pub level: Level,
    /// Whether fixes are asked for.
    pub wants_fixes: bool,
    /// What is to be known of the whole schema.
    pub index: &'s RuleIndex,
    /// What several rules ask of the item that they look at.
    pub(super) item: &'s ItemFacts,
}

/// What several rules ask of the item that they look at, found out once for all of them.
#[derive(Debug)]
pub(super) struct ItemFacts {
    id: Option<ItemId>,
    types: OnceCell<Box<[FieldType]>>,
    kinds: OnceCell<ModelKinds>,
    /// The relations whose keys it holds, as far as they are whole.
    relations: OnceCell<Vec<Rc<RelationInfo>>>,
}

impl ItemFacts {
    /// Nothing is known yet of the item. `None` is for rules about a whole schema.
    pub(super) fn new(id: Option<ItemId>) -> ItemFacts {
        ItemFacts { id, types: OnceCell::new(), kinds: OnceCell::new(), relations: OnceCell::new() }
    }

    /// What is kept for the item with this id, if it is the one that is looked at.
    pub(super) fn about(&self, id: ItemId) -> Option<&ItemFacts> {
        (self.id == Some(id)).then_some(self)
    }
}

impl<'s> Context<'s> {
    /// A finding of this rule in an item, at its level.
    pub fn finding(&self, item: ItemId, span: Span, message: impl Into<String>) -> Finding {
        self.rule.finding(self.level, Place::new(item, span), message)
    }

    /// Adds what `make` gives to the fixes of a finding, where fixes are asked for.
    pub fn fix<F: IntoIterator<Item = Fix>>(
        &self,
        mut finding: Finding,
        make: impl FnOnce() -> F,
    ) -> Finding {
        if self.wants_fixes {
            finding.fixes.extend(make());
        }
        finding
    }

    /// The options of another rule, if that is on.
    pub fn options_of(&self, code: &str) -> Option<&'s Options> {
        self.rules.options(code)
    }

    /// The schema's configuration.
    pub fn configuration(&self) -> &'s Configuration {
        self.schema.configuration()
    }

    /// How the project writes things.
    pub fn style(&self) -> &Style {
        self.index.style()
    }

    /// The line of a new field, as [`Style::field_line`] gives it, with the names that the rules ask for: `name` is in
    /// camelCase, `rest` its type and attributes.
    pub fn field_line(&self, name: &str, rest: &str) -> String {
        let style = self.style();
        let maps_fields = style.maps_fields || self.options_of("field-map-snake-case").is_some();
        Style { maps_fields, ..style.clone() }.field_line(name, rest)
    }

    /// The fields of a model, view or composite type, each with what its type stands for.
    pub fn fields<'m>(&self, id: ItemId, model: &'m Model) -> impl Iterator<Item = (&'m Field, FieldType)> {
        let types = self.types(id, model);
        model
            .fields
            .iter()
            .enumerate()
            .map(move |(index, field)| (field, types.get(index).copied().unwrap_or(FieldType::Missing)))
    }

    fn types(&self, id: ItemId, model: &Model) -> Cow<'s, [FieldType]> {
        let types = || model.fields.iter().map(|field| self.schema.type_of(field)).collect();
        match self.item.about(id) {
            // Nearly all rules ask for those of the item that they look at.
            Some(facts) => Cow::Borrowed(facts.types.get_or_init(types)),
            None => Cow::Owned(Vec::from(types())),
        }
    }

    /// What kinds of model the model is.
    pub fn kinds(&self, model: ModelRef<'_>) -> ModelKinds {
        let kinds = || kinds_of(model, &self.types(model.id, model.model));
        self.item.about(model.id).map_or_else(kinds, |facts| *facts.kinds.get_or_init(kinds))
    }

    /// The relation fields of the model that hold a foreign key, see [`owning_fields`].
    pub(super) fn owning_fields(&self, id: ItemId) -> Vec<OwningField<'s>> {
        match self.item.about(id) {
            // Most rules about relations ask for those of the model that they check.
            Some(facts) => {
                fields_of(self.schema, facts.relations.get_or_init(|| owning_relations(self.schema, id)))
            }
            None => owning_fields(self.schema, id),
        }
    }

    /// The model with this id.
    pub fn model(&self, id: ItemId) -> Option<ModelRef<'s>> {
        let item = self.schema.item(id)?.as_ref();
        let model: &Model = item.model()?;
        Some(ModelRef { id, item, model })
    }
}
