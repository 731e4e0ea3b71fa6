//! The case that names should have. Several rules ask, so that one name gets one finding.

use crate::rules::case::Case;
use crate::rules::naming::shared::{is_free, is_generated, without_prefix};
use crate::rules::{Context, Conventions, ModelRef, NamePatterns, Options};
use base::ItemId;
use model::schema::item::{Field, Item, Model, ModelKind};

/// The rule about the case of fields.
pub(super) const FIELD_RULE: &str = "field-name-camel-case";

/// The rule about the case of models.
pub(super) const MODEL_RULE: &str = "model-name-pascal-case";

/// What `field-name-camel-case` asks of names.
pub(super) struct FieldCase<'o> {
    allowed: NamePatterns,
    prefixes: Vec<&'o str>,
    case: Case,
}

impl<'o> FieldCase<'o> {
    /// As set for the rule; `None` if the rule is off, or leaves the model alone.
    pub(super) fn of(cx: &Context<'o>, id: ItemId, item: &Item, model: &Model) -> Option<FieldCase<'o>> {
        let options: &Options = cx.options_of(FIELD_RULE)?;
        let is_named_by_library =
            || model.kind == ModelKind::Model && cx.kinds(ModelRef { id, item, model }).is_external_auth;
        if model.is_ignored() || is_named_by_library() {
            return None;
        }
        Some(FieldCase {
            allowed: options.patterns("allowList").clone(),
            prefixes: options.list("trimPrefix"),
            case: if options.flag("followMajority") { cx.style().field_case } else { Case::Camel },
        })
    }

    /// Whether the rule flags the field.
    pub(super) fn is_broken_by(&self, field: &Field) -> bool {
        let name = field.name.as_str();
        let own = without_prefix(&self.prefixes, name).1.trim_start_matches('_');
        let is_in_case = match self.case {
            Case::Pascal => own.starts_with(char::is_uppercase),
            case => case.is(own),
        };
        !own.is_empty()
            && !is_in_case
            && !Case::Camel.is(own)
            && !is_generated(name)
            && !field.has("ignore")
            && !self.allowed.matches(name)
            && self.write(name) != name
    }

    /// The name of the case.
    pub(super) fn label(&self) -> &'static str {
        self.case.label()
    }

    /// The name in the case, without the underscores in front.
    pub(super) fn write(&self, name: &str) -> String {
        let (prefix, rest) = without_prefix(&self.prefixes, name);
        format!("{prefix}{}", self.case.write(rest.trim_start_matches('_'), &[]))
    }
}

/// The name of a model, view or composite type in PascalCase, if `model-name-pascal-case` flags it: a prefix that does
/// not count, and the rest.
pub(super) fn model_in_wrong_case<'n>(
    cx: &Context<'_>,
    id: ItemId,
    item: &'n Item,
) -> Option<(&'n str, &'n str)> {
    let options = cx.options_of(MODEL_RULE)?;
    let name = item.name();
    let (prefix, rest) = without_prefix(&options.list("trimPrefix"), name);
    if !is_free(item) || Case::Pascal.is(rest) || options.patterns("allowList").matches(name) {
        return None;
    }
    let follows = || {
        let case = cx.index.conventions(Conventions::models_key).models.case;
        options.flag("followMajority") && case.is_some_and(|case| case.is(rest))
    };
    (!follows() && !is_of_library(cx, id, item)).then_some((prefix, rest))
}

/// Whether a library determines the name.
pub(super) fn is_of_library(cx: &Context<'_>, id: ItemId, item: &Item) -> bool {
    let model = item.model().filter(|model| model.kind == ModelKind::Model);
    model.is_some_and(|model| cx.kinds(ModelRef { id, item, model }).is_external_auth)
}
