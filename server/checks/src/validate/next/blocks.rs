//! Namespaces, roles, policies, and what all blocks of keys and values have in common.

use rustc_hash::FxHashMap;

use crate::validate::code::codes;
use crate::validate::next::arguments::PSL_INVALID_ATTRIBUTE_SYNTAX;
use crate::validate::next::checked::Checked;
use crate::validate::next::enums::{self, EnumFacts, PSL_EXTENSION_INVALID_VALUE};
use crate::validate::next::report::{At, Report};
use crate::validate::next::symbols::{Block, Entity, Symbol, UNBOUND, is_unbound};
use crate::validate::next::syntax::{PSL_UNSUPPORTED_TOP_LEVEL_BLOCK, unsupported};
use ::syntax::next::{Attribute, Entry, Value, decoded};
use base::text::Span;
use model::catalog::next::{BlockAttribute, BlockSpec};

codes! {
    /// An attribute that a block does not have.
    ///
    /// Prisma 8 reports it as `PSL_EXTENSION_UNKNOWN_BLOCK_ATTRIBUTE`.
    #[removes(Attribute)]
    PSL_EXTENSION_UNKNOWN_BLOCK_ATTRIBUTE = "psl-extension-unknown-block-attribute";

    /// An attribute that a block has twice.
    ///
    /// Prisma 8 reports it as `PSL_INVALID_EXTENSION_BLOCK_ATTRIBUTE`.
    #[removes(Attribute)]
    PSL_INVALID_EXTENSION_BLOCK_ATTRIBUTE = "psl-invalid-extension-block-attribute";

    /// A policy without a name in the database.
    ///
    /// `@@map` of a policy needs a name that is not empty. Prisma 8 reports it as `PSL_POLICY_INVALID_MAP`.
    PSL_POLICY_INVALID_MAP = "psl-policy-invalid-map";

    /// A namespace in a schema whose database has none.
    ///
    /// Only PostgreSQL has database schemas. Declare the models outside of the namespace. Prisma 8 reports it as
    /// `PSL_UNSUPPORTED_NAMESPACE_BLOCK`.
    PSL_UNSUPPORTED_NAMESPACE_BLOCK = "psl-unsupported-namespace-block";

    /// A namespace `unbound` with models beside other namespaces.
    ///
    /// `namespace unbound` is for schemas whose database schema is chosen by each connection, so its models cannot be with
    /// others. Prisma 8 reports it as `PSL_RESERVED_NAMESPACE_NAME`.
    PSL_RESERVED_NAMESPACE_NAME = "psl-reserved-namespace-name";

    /// A policy for a model without row-level security.
    ///
    /// Without `@@rls` on the model, the database does not look at its policies. Prisma 8 reports it as
    /// `PSL_EXTENSION_TARGET_MODEL_MISSING_ATTRIBUTE`.
    PSL_EXTENSION_TARGET_MODEL_MISSING_ATTRIBUTE = "psl-extension-target-model-missing-attribute";

    /// A policy without a model.
    ///
    /// `target` of a policy names a model in the same namespace. Prisma 8 reports it as
    /// `PSL_EXTENSION_MODEL_REF_UNRESOLVED`.
    PSL_EXTENSION_MODEL_REF_UNRESOLVED = "psl-extension-model-ref-unresolved";

    /// A policy with a predicate that its operation does not have.
    ///
    /// Rows that are read or deleted are chosen by `using`, rows that are created by `withCheck`. Prisma 8 reports it as
    /// `PSL_RLS_PREDICATE_NOT_FOR_OPERATION`.
    PSL_RLS_PREDICATE_NOT_FOR_OPERATION = "psl-rls-predicate-not-for-operation";

    /// A role outside of `namespace unbound`.
    ///
    /// Roles belong to the whole database server, not to a schema. Prisma 8 reports it as
    /// `PSL_ROLE_BLOCK_OUTSIDE_UNBOUND_NAMESPACE`.
    PSL_ROLE_BLOCK_OUTSIDE_UNBOUND_NAMESPACE = "psl-role-block-outside-unbound-namespace";

    /// Two blocks that declare the same thing in the same database schema.
    ///
    /// What is outside of namespaces is in the schema `public`, as what is in `namespace public`. Prisma 8 reports it as
    /// `PSL_DUPLICATE_EXTENSION_ENTITY`.
    PSL_DUPLICATE_EXTENSION_ENTITY = "psl-duplicate-extension-entity";
}

/// Checks everything but models, and returns what models need of it.
pub(super) fn check<'d>(checked: &Checked<'d>, report: &mut Report<'_>) -> EnumFacts<'d> {
    namespaces(checked, report);
    let mut facts = EnumFacts::default();
    let mut known: FxHashMap<(&str, &str, &str), ()> = FxHashMap::default();
    for block in &checked.symbols.blocks {
        let Some(spec) = checked.catalog.block(block.keyword) else {
            if checked.extensions.lack_names() {
                report.error(
                    &PSL_UNSUPPORTED_TOP_LEVEL_BLOCK,
                    block.at(block.node.body.keyword.span),
                    unsupported(block.keyword),
                );
            }
            continue;
        };
        let attribute = attributes(block, spec, report);
        lists(block, spec, report);
        let is_valid = match block.keyword {
            "enum" => {
                enums::check(checked, block, attribute, &mut facts, report);
                continue;
            }
            "native_enum" => enums::check_native(checked, block, &mut facts, report),
            "role" => role(checked, block, report),
            _ => policy(checked, block, spec, report),
        };
        let kind = if spec.operation.is_some() { "policy" } else { block.keyword };
        let key = (checked.symbols.schema_of(block.namespace), kind, block.name);
        if is_valid && known.insert(key, ()).is_some() {
            let span = block.node.body.name.as_ref().map_or(block.node.body.span, |name| name.span);
            let message =
                format!("`{}` is declared twice in the schema `{}`. Rename one of the two.", key.2, key.0);
            report.error(&PSL_DUPLICATE_EXTENSION_ENTITY, block.at(span), message);
        }
    }
    enums::collisions(checked, &facts, report);
    facts
}

impl Block<'_> {
    /// The place of a span.
    pub(super) fn at(&self, span: Span) -> At {
        At { file: self.file, span }
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().copied().find(|entry| entry.key.text == key)
    }

    /// A value as it is written.
    pub(super) fn raw(&self, value: &Value) -> &str {
        value.span().of(self.text)
    }
}

pub(super) fn namespaces(checked: &Checked<'_>, report: &mut Report<'_>) {
    let symbols = checked.symbols;
    let facts = checked.catalog.facts();
    if facts.default_schema.is_none() {
        for place in symbols.namespaces.iter().flat_map(|namespace| &namespace.places) {
            let message = format!("{} has no namespaces. Move the declarations out of this one.", facts.name);
            report.error(&PSL_UNSUPPORTED_NAMESPACE_BLOCK, *place, message);
        }
        return;
    }
    let has_models = |at: usize| symbols.models().any(|(_, model)| model.namespace == Some(at));
    let unbound = symbols.namespaces.iter().enumerate();
    let mut unbound = unbound.filter(|(at, namespace)| is_unbound(namespace.name) && has_models(*at));
    let has_others = symbols.namespaces.iter().any(|namespace| !is_unbound(namespace.name));
    let Some((_, namespace)) = unbound.next().filter(|_| has_others) else { return };
    for place in &namespace.places {
        let message = "`namespace unbound` with models cannot be beside other namespaces. Move its models.";
        report.error(&PSL_RESERVED_NAMESPACE_NAME, *place, message);
    }
}

/// Checks the attributes of a block. Each kind of block has at most one attribute; returns it with its value.
pub(super) fn attributes<'d>(
    block: &Block<'d>,
    spec: &BlockSpec,
    report: &mut Report<'_>,
) -> Option<(&'d Attribute, String)> {
    let mut seen: Vec<&str> = Vec::new();
    let mut found = None;
    for attribute in &block.node.attributes {
        let name = attribute.name();
        let at = block.at(attribute.span);
        let Some(known) = spec.attributes.iter().find(|known| known.name == name) else {
            let message = format!("`@@{name}` is not an attribute of `{}`. Remove it.", block.keyword);
            report.error(&PSL_EXTENSION_UNKNOWN_BLOCK_ATTRIBUTE, at, message);
            continue;
        };
        if seen.contains(&known.name) {
            let message = format!("`@@{name}` is given twice. Remove one of the two.");
            report.error(&PSL_INVALID_EXTENSION_BLOCK_ATTRIBUTE, at, message);
            continue;
        }
        seen.push(known.name);
        if let Some(value) = one_string(block, attribute, known, report) {
            found = Some((attribute, value));
        }
    }
    found
}

/// The one string that an attribute takes.
fn one_string(
    block: &Block<'_>,
    attribute: &Attribute,
    known: &BlockAttribute,
    report: &mut Report<'_>,
) -> Option<String> {
    let mut error = |span: Span, message: String| {
        report.error(&PSL_INVALID_ATTRIBUTE_SYNTAX, block.at(span), message);
    };
    let shown = format!("`@@{}`", known.name);
    let (mut value, mut count, mut is_valid) = (None, 0, true);
    for argument in attribute.list() {
        if let Some(name) = &argument.name {
            error(argument.span, format!("{shown} has no argument `{}`. Remove it.", name.text));
            is_valid = false;
            continue;
        }
        count += 1;
        match &argument.value {
            _ if count == 2 => {
                error(attribute.span, format!("{shown} takes one argument. Remove the others."))
            }
            _ if count > 2 => {}
            Some(Value::String(span)) => {
                value = Some(decoded(span.of(block.text)));
                continue;
            }
            Some(other) => error(other.span(), format!("{shown} takes a string.")),
            None => error(argument.span, format!("{shown} needs a value. Add a string.")),
        }
        is_valid = false;
    }
    if count == 0 {
        error(attribute.span, format!("{shown} needs a string. Add it."));
    }
    let value = value.filter(|_| is_valid)?;
    if value.is_empty() && !known.may_be_empty {
        report.error(
            &PSL_POLICY_INVALID_MAP,
            block.at(attribute.span),
            "The name of a policy must not be empty.",
        );
        return None;
    }
    Some(value)
}

/// The keys of a block that take a list.
fn lists(block: &Block<'_>, spec: &BlockSpec, report: &mut Report<'_>) {
    let value =
        block.entry("roles").filter(|_| spec.operation.is_some()).and_then(|entry| entry.value.as_ref());
    if let Some(value) = value.filter(|value| !matches!(value, Value::List(..))) {
        let message = "`roles` must be a list, such as `[reader]`.";
        report.error(&PSL_EXTENSION_INVALID_VALUE, block.at(value.span()), message);
    }
}

fn role(checked: &Checked<'_>, block: &Block<'_>, report: &mut Report<'_>) -> bool {
    let is_valid = checked.symbols.schema_of(block.namespace) == UNBOUND;
    if !is_valid {
        let message = format!("Role `{}` is outside of `namespace unbound`. Move it there.", block.name);
        report.error(&PSL_ROLE_BLOCK_OUTSIDE_UNBOUND_NAMESPACE, block.at(block.node.body.span), message);
    }
    is_valid
}

fn policy(checked: &Checked<'_>, block: &Block<'_>, spec: &BlockSpec, report: &mut Report<'_>) -> bool {
    let Some(operation) = spec.operation else { return false };
    let target = block.entry("target").and_then(|entry| Some((entry, block.raw(entry.value.as_ref()?))));
    let Some((entry, target)) = target else {
        let message = format!("Policy `{}` has no `target`. Name the model that it protects.", block.name);
        report.error(&PSL_EXTENSION_MODEL_REF_UNRESOLVED, block.at(block.node.body.span), message);
        return false;
    };
    missing_rls(checked, block, entry, target, report);
    let schema = checked.symbols.schema_of(block.namespace);
    let is_target =
        |model: &Entity<'_>| model.name == target && checked.symbols.schema_of(model.namespace) == schema;
    if !checked.symbols.models().any(|(_, model)| is_target(model)) {
        let message = format!("Model `{target}` is not in the namespace of this policy. Correct the name.");
        report.error(&PSL_EXTENSION_MODEL_REF_UNRESOLVED, block.at(entry.span), message);
        return false;
    }
    for (key, is_known) in [("using", operation.has_using), ("withCheck", operation.has_check)] {
        let given = block.entry(key).filter(|entry| entry.value.is_some() && !is_known);
        if let Some(entry) = given {
            let message = format!("A policy for {} has no `{key}`. Remove it.", operation.name);
            report.error(&PSL_RLS_PREDICATE_NOT_FOR_OPERATION, block.at(entry.span), message);
            return false;
        }
    }
    let permissive =
        block.entry("permissive").and_then(|entry| Some((entry, block.raw(entry.value.as_ref()?))));
    if let Some((entry, text)) = permissive
        && !matches!(text, "true" | "false")
    {
        let message = "`permissive` must be `true` or `false`.";
        report.error(&PSL_EXTENSION_INVALID_VALUE, block.at(entry.span), message);
        return false;
    }
    true
}

fn missing_rls(
    checked: &Checked<'_>,
    block: &Block<'_>,
    entry: &Entry,
    target: &str,
    report: &mut Report<'_>,
) {
    let Some(Symbol::Entity(at)) = checked.symbols.lookup(block.namespace, target) else { return };
    let Some(model) = checked.symbols.entity(at).filter(|entity| entity.is_model) else { return };
    if !model.node.attributes.iter().any(|attribute| attribute.is_named("rls")) {
        let message = format!("Model `{target}` has no row-level security. Add `@@rls` to it.");
        report.error(&PSL_EXTENSION_TARGET_MODEL_MISSING_ATTRIBUTE, block.at(entry.span), message);
    }
}
