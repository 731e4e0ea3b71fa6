//! Taking away what Prisma refuses, where nothing better is known.

use crate::validate::code::Removal;
use base::text::Span;
use base::{FileEdit, Fix, ItemId, Place};
use model::schema::item::{Argument, Arguments, Attribute, Expr, Item, ItemKind};
use model::schema::{Schema, edit};

/// How much of the text that goes a title shows, in characters.
const SHOWN: usize = 40;

/// Takes away what stands at a place.
pub(super) fn fix(schema: &Schema, place: Place, removal: Removal) -> Option<Fix> {
    let id = place.item;
    let item = schema.item(id)?;
    let (shown, edit) = match removal {
        Removal::Attribute => {
            let (attribute, is_block) = attribute_at(item, place.span)?;
            let edit = if is_block {
                edit::remove_block_attribute(schema, id, attribute)
            } else {
                edit::remove_attribute(schema, id, attribute)
            };
            (attribute.span, edit)
        }
        Removal::Argument(names) => argument(schema, id, item, place.span, names)?,
        Removal::Item => match only_column(item, place.span) {
            // A key over nothing is none.
            Some(key) => (key.span, edit::remove_block_attribute(schema, id, key)),
            None => list_item(schema, id, item, place.span)?,
        },
        Removal::Line => {
            let line = edit::remove_line(schema, id, place.span.start);
            let is_one_line = !schema.text_at(place).contains(['\n', '\r']);
            (place.span, is_one_line.then_some(line)?)
        }
        Removal::Text => {
            let text = schema.text(id);
            let before = text.get(..place.span.start as usize)?;
            let start = before.trim_end_matches([' ', '\t']).len();
            let shown = place.span.of(&text);
            let rest = text.get(place.span.end as usize..).unwrap_or("");
            // Of a mark that is repeated all has to go.
            let again = rest.len() - rest.trim_start_matches(shown).len();
            let span = Span::from(start..place.span.end as usize + again);
            (place.span, edit::replace(schema, Place::new(id, span), ""))
        }
    };
    Some(Fix::choice(title(&schema.text_at(Place::new(id, shown))), vec![edit]))
}

fn title(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(SHOWN).collect();
    let rest = if short.len() < line.len() { "…" } else { "" };
    format!("Remove `{short}{rest}`")
}

/// The attribute in which the place is, and whether it is one of the block.
pub(super) fn attribute_at(item: &Item, span: Span) -> Option<(&Attribute, bool)> {
    let of_member = match &item.kind {
        ItemKind::Model(model) => around(&model.fields, span, |it| it.span).map(|it| &*it.attributes),
        ItemKind::Enum(value) => around(&value.values, span, |it| it.span).map(|it| &*it.attributes),
        _ => None,
    };
    let of_member = of_member.and_then(|all| around(all, span, |it| it.span)).map(|it| (it, false));
    of_member.or_else(|| Some((around(item.attributes(), span, |it| it.span)?, true)))
}

/// The first of some parts in the order of a text that encloses a place. They do not overlap, so it is found by search:
/// there can be as many findings as parts.
fn around<T>(parts: &[T], span: Span, of: impl Fn(&T) -> Span) -> Option<&T> {
    let after = parts.partition_point(|part| of(part).start <= span.start);
    let near = parts.get(after.saturating_sub(2)..after)?;
    near.iter().find(|part| of(part).encloses(span))
}

/// The argument in which the place is; where names are given, one of them that stands there, behind it, or beside it in
/// the attribute.
fn argument(
    schema: &Schema,
    id: ItemId,
    item: &Item,
    span: Span,
    names: &[&str],
) -> Option<(Span, FileEdit)> {
    let mut lists = Vec::new();
    match (attribute_at(item, span), item.config()) {
        (Some((attribute, _)), _) => attribute.arguments.iter().for_each(|it| nested(it, false, &mut lists)),
        (None, config) => {
            let entry = config?.entries.iter().find(|entry| entry.span.encloses(span))?;
            let calls = entry.value.iter().flat_map(Expr::as_list).filter_map(Expr::as_call);
            calls.for_each(|(_, arguments)| nested(arguments, true, &mut lists));
        }
    }
    let each = || {
        lists.iter().flat_map(|(arguments, is_call)| {
            arguments.list.iter().enumerate().map(move |(at, argument)| (*arguments, *is_call, at, argument))
        })
    };
    let is_named = |argument: &Argument| names.contains(&argument.name().as_str());
    let inside = || each().find(|(.., it)| is_named(it) && span.encloses(it.span));
    let behind = || each().find(|(of, .., it)| is_named(it) && of.span.start == span.end);
    let beside = || each().find(|(_, is_call, _, it)| is_named(it) && !is_call);
    let innermost = || {
        let found = lists.iter().filter_map(|(arguments, is_call)| {
            let argument = around(&arguments.list, span, |it| it.span)?;
            let at = arguments.list.partition_point(|it| it.span.start < argument.span.start);
            Some((*arguments, *is_call, at, argument))
        });
        found.min_by_key(|(.., it)| it.span.len())
    };
    let found = match names.is_empty() {
        true => innermost(),
        false => inside().or_else(behind).or_else(beside),
    };
    let (arguments, is_call, at, argument) = found.or_else(|| {
        // The whole attribute is meant, and it has but one argument.
        let (arguments, is_call) = lists.last().filter(|_| names.is_empty())?;
        let [only] = &*arguments.list else { return None };
        Some((*arguments, *is_call, 0, only))
    })?;
    let text = schema.text(id);
    let span = match (at.checked_sub(1).and_then(|at| arguments.list.get(at)), arguments.list.get(at + 1)) {
        (Some(before), _) => Span::new(before.span.end, argument.span.end),
        (None, Some(after)) => Span::new(argument.span.start, after.span.start),
        // A function keeps its brackets.
        (None, None) if is_call && is_function(&text, arguments) => argument.span,
        (None, None) => arguments.span,
    };
    Some((argument.span, edit::replace(schema, Place::new(id, span), "")))
}

/// Whether the brackets are those of a function and not of a field in a list.
fn is_function(text: &str, arguments: &Arguments) -> bool {
    let before = text.get(..arguments.span.start as usize).unwrap_or("");
    let name = before
        .rfind(|c: char| !c.is_alphanumeric() && c != '_')
        .map_or(before, |at| before.get(at + 1..).unwrap_or(""));
    model::catalog::functions::function(name).is_some()
}

/// The arguments and all those inside of them, each with whether they are those of a call.
fn nested<'a>(arguments: &'a Arguments, is_call: bool, into: &mut Vec<(&'a Arguments, bool)>) {
    into.push((arguments, is_call));
    for value in arguments.list.iter().filter_map(|argument: &Argument| argument.value.as_ref()) {
        for value in value.as_list() {
            if let Some((_, inner)) = value.as_call() {
                nested(inner, true, into);
            }
        }
    }
}

/// The block attribute in whose only field the place is.
fn only_column(item: &Item, span: Span) -> Option<&Attribute> {
    let (attribute, is_block) = attribute_at(item, span)?;
    let fields = attribute.named_or_first("fields")?;
    let is_only = fields.span().encloses(span) && fields.as_list().len() == 1;
    (is_block && is_only).then_some(attribute)
}

/// The value of a list, in an attribute or behind a key.
fn list_item(schema: &Schema, id: ItemId, item: &Item, span: Span) -> Option<(Span, FileEdit)> {
    let values: Vec<&Expr> = match (attribute_at(item, span), item.config()) {
        (Some((attribute, _)), _) => {
            attribute.arguments().iter().filter_map(|it| it.value.as_ref()).collect()
        }
        (None, Some(config)) => config.entries.iter().filter_map(|entry| entry.value.as_ref()).collect(),
        (None, None) => return None,
    };
    let items = values.into_iter().find(|value| value.span().encloses(span))?.as_array()?;
    let target = around(items, span, Expr::span)?.span();
    let at = items.partition_point(|item| item.span().start < target.start);
    let removed = match (at.checked_sub(1).and_then(|at| items.get(at)), items.get(at + 1)) {
        (Some(before), _) => Span::new(before.span().end, target.end),
        (None, Some(after)) => Span::new(target.start, after.span().start),
        (None, None) => target,
    };
    Some((target, edit::replace(schema, Place::new(id, removed), "")))
}
