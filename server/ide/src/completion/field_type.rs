//! After the name of a field: types.

use rustc_hash::FxHashSet;

use crate::completion::at::At;
use crate::completion::bound::MOST;
use crate::completion::context::key_field;
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::fuzzy::Pattern;
use crate::hover::Topic;
use checks::rules::{same_words, singular};
use model::catalog::{Provider, ScalarType};
use model::schema::item::{Arity, Item, ItemKind, ModelKind};

/// The types of the field.
pub(super) fn offers(at: At<'_>) -> Vec<Completion> {
    let (cx, Some(field)) = (at.cx, at.field()) else { return Vec::new() };
    let arity = field.arity();
    let name = field.name.as_str();
    let likely = likely_scalar(at, name);
    let mut found: Vec<Completion> = ScalarType::ALL
        .into_iter()
        .filter(|scalar| cx.provider().is_none_or(|provider| scalar.facts().providers.contains(provider)))
        .filter(|scalar| arity != Arity::List || may_be_listed(*scalar, cx.provider()))
        .map(|scalar| {
            let rank = if likely == Some(scalar) { Rank::Likely } else { Rank::Usual };
            Completion::new(CompletionKind::Scalar, scalar.name())
                .detail("scalar type")
                .about(Topic::Scalar(scalar.name().to_owned()))
                .ranked(rank)
        })
        .collect();
    let unsupported = Completion::new(CompletionKind::Scalar, "Unsupported")
        .detail("unsupported column type")
        .about(Topic::Scalar("Unsupported".to_owned()))
        .ranked(Rank::Rare);
    found.push(match cx.cursor.next() {
        Some('(') => unsupported,
        _ => unsupported.filling("Unsupported(\"$1\")"),
    });
    found.extend(declared(at, name));
    found.extend(with_modifiers(at, &found));
    found
}

/// The models, enums and composite types of the schema.
fn declared(at: At<'_>, field: &str) -> Vec<Completion> {
    let cx = at.cx;
    let inside = at.item.model().map(|model| model.kind);
    let has_enums = cx.configuration().has_enums();
    let has_composites = cx.provider().is_none_or(|it| it.capabilities().composite_types);
    let mut seen = FxHashSet::default();
    let mut found: Vec<(&Item, CompletionKind, &'static str, Rank)> = Vec::new();
    let word = singular(field);
    for (_, item) in cx.schema.items() {
        let (kind, detail) = match &item.kind {
            // A composite type contains only values.
            ItemKind::Model(model) if model.kind == ModelKind::Type => match has_composites {
                true => (CompletionKind::Model, "composite type"),
                false => continue,
            },
            ItemKind::Model(_) if inside == Some(ModelKind::Type) => continue,
            ItemKind::Model(model) if model.kind == ModelKind::View => (CompletionKind::Model, "view"),
            ItemKind::Model(_) => (CompletionKind::Model, "model"),
            ItemKind::Enum(_) if has_enums => (CompletionKind::Enum, "enum"),
            _ => continue,
        };
        if item.name().is_empty() || !seen.insert(item.name()) {
            continue;
        }
        let rank = if same_words(item.name(), &word) { Rank::Likely } else { Rank::Usual };
        found.push((item.as_ref(), kind, detail, rank));
    }
    shortened(found, cx.cursor.typed())
        .into_iter()
        .map(|(item, kind, detail, rank)| {
            Completion::new(kind, item.name())
                .detail(detail)
                .about(Topic::Block(item.name().to_owned()))
                .ranked(rank)
        })
        .collect()
}

/// Of very many names, only those that match the typed word become items: one more than the limit, so that the list is
/// known to be incomplete.
fn shortened<'i>(
    mut found: Vec<(&'i Item, CompletionKind, &'static str, Rank)>,
    typed: &str,
) -> Vec<(&'i Item, CompletionKind, &'static str, Rank)> {
    if found.len() <= MOST {
        return found;
    }
    let pattern = Pattern::new(typed);
    // Names that do not match are only fillers: they are omitted when the whole list is cut.
    found.sort_by_cached_key(|(item, .., rank)| (-pattern.score(item.name()).unwrap_or(i32::MIN + 1), *rank));
    found.truncate(MOST + 1);
    found
}

/// A complete type can get `?` or `[]`.
fn with_modifiers(at: At<'_>, found: &[Completion]) -> Vec<Completion> {
    let typed = at.cx.cursor.typed();
    let is_bare = !at.cx.cursor.after().starts_with(['?', '[', '(', '!', '.']);
    let Some(whole) = found.iter().find(|item| item.label == typed).filter(|_| is_bare && !typed.is_empty())
    else {
        return Vec::new();
    };
    let is_listed = match ScalarType::parse(typed) {
        Some(scalar) => may_be_listed(scalar, at.cx.provider()),
        None if whole.kind == CompletionKind::Enum => may_be_listed(ScalarType::String, at.cx.provider()),
        None => true,
    };
    let mut modified = vec![(format!("{typed}?"), "optional")];
    if is_listed {
        modified.push((format!("{typed}[]"), "list"));
    }
    let offer = |(label, detail): (String, &str)| Completion { label, ..whole.clone() }.detail(detail);
    modified.into_iter().map(|(label, detail)| offer((label.clone(), detail)).writing(label)).collect()
}

fn may_be_listed(scalar: ScalarType, provider: Option<Provider>) -> bool {
    provider.is_none_or(|provider| {
        let facts = provider.capabilities();
        facts.scalar_lists && (scalar != ScalarType::Json || facts.json_lists)
    })
}

/// The type that a name suggests: timestamps, booleans, and keys of models.
fn likely_scalar(at: At<'_>, name: &str) -> Option<ScalarType> {
    if let Some(target) = name.strip_suffix("Id").or_else(|| name.strip_suffix("_id")) {
        let is_it = |item: &str| same_words(item, target);
        // A relation field beside it identifies the model; else the name has to.
        let by_relation =
            at.cx.siblings().find(|field| is_it(&field.name.text)).and_then(|it| Some(at.cx.target(it)?.2));
        let model = by_relation.or_else(|| at.cx.model_called(target).map(|(_, model)| model));
        return ScalarType::parse(key_field(model?)?.type_name());
    }
    let word = |prefix: &str| {
        name.strip_prefix(prefix)
            .is_some_and(|rest| rest.starts_with(|next: char| next.is_uppercase() || next == '_'))
    };
    if name.ends_with("At") || name.ends_with("_at") {
        Some(ScalarType::DateTime)
    } else if word("is") || word("has") {
        Some(ScalarType::Boolean)
    } else {
        None
    }
}
