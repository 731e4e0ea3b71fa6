//! Declarations as schema source, shortened if they are long.

use crate::hover::context::HoverContext;
use crate::hover::page::count;
use base::text::Span;
use base::{FieldId, ItemId};
use model::schema::FieldType;
use model::schema::item::{Attribute, EnumValue, Field, Item, ItemKind, KeyKind, Model};

/// The maximum number of members of a block that is shown completely.
const MAX_MEMBERS: usize = 12;
/// The maximum numbers of fields, relations among them, and block attributes of a longer block.
const SHOWN_FIELDS: usize = 8;
const SHOWN_RELATIONS: usize = 4;
const SHOWN_ATTRIBUTES: usize = 3;
/// The maximum width of attributes in the declaration of a whole block, in characters.
const MAX_ATTRIBUTES_WIDTH: usize = 72;

/// The declaration of a model, view, composite type or enum.
pub(super) fn of_block(cx: HoverContext<'_>, id: ItemId) -> Option<String> {
    let item = cx.schema.item(id)?;
    let text = cx.schema.text(id);
    let mut lines = Vec::new();
    match &item.kind {
        ItemKind::Model(model) => {
            let whole = model.fields.len() + model.attributes.len() <= MAX_MEMBERS;
            let chosen = if whole { (0..model.fields.len()).collect() } else { chosen_fields(cx, id, model) };
            let shown = chosen.iter().filter_map(|&index| model.fields.get(index));
            lines.extend(columns(
                shown.map(|field| field_cells(field, &text, MAX_ATTRIBUTES_WIDTH)).collect(),
            ));
            let hidden = model.fields.len() - chosen.len();
            if hidden > 0 {
                lines.push(format!("// … {}", count(hidden, "more field")));
            }
            let most = if whole { model.attributes.len() } else { SHOWN_ATTRIBUTES };
            lines.extend(attributes(&model.attributes, most, &text));
        }
        ItemKind::Enum(body) => {
            let whole = body.values.len() + body.attributes.len() <= MAX_MEMBERS;
            let most = if whole { body.values.len() } else { SHOWN_FIELDS };
            lines.extend(columns(
                body.values
                    .iter()
                    .take(most)
                    .map(|value| value_cells(value, &text, MAX_ATTRIBUTES_WIDTH))
                    .collect(),
            ));
            if body.values.len() > most {
                lines.push(format!("// … {}", count(body.values.len() - most, "more value")));
            }
            let most = if whole { body.attributes.len() } else { SHOWN_ATTRIBUTES };
            lines.extend(attributes(&body.attributes, most, &text));
        }
        _ => {}
    }
    Some(braced(item, &lines))
}

/// The declaration of one field, in its block.
pub(super) fn of_field(cx: HoverContext<'_>, id: FieldId) -> Option<String> {
    let field = cx.schema.field(id)?;
    let text = cx.schema.text(id.item);
    Some(braced(cx.schema.item(id.item)?, &columns(vec![field_cells(field, &text, usize::MAX)])))
}

/// The declaration of one value, in its enum.
pub(super) fn of_value(cx: HoverContext<'_>, id: FieldId) -> Option<String> {
    let value = cx.schema.enum_value(id)?;
    let text = cx.schema.text(id.item);
    Some(braced(cx.schema.item(id.item)?, &columns(vec![value_cells(value, &text, usize::MAX)])))
}

fn braced(item: &Item, lines: &[String]) -> String {
    let keyword = item.keyword.as_ref().map_or("", |keyword| keyword.as_str());
    let mut out = format!("{keyword} {} {{\n", item.name());
    for line in lines {
        let indent = if line.is_empty() { "" } else { "  " };
        out.push_str(&format!("{indent}{line}\n"));
    }
    out.push('}');
    out
}

/// The most important fields of a model: its keys, its relations, then the first ones.
fn chosen_fields(cx: HoverContext<'_>, id: ItemId, model: &Model) -> Vec<usize> {
    let ids = model.keys.iter().filter(|key| key.kind == KeyKind::Id);
    let keys = ids.flat_map(|key| key.field_names()).filter_map(|name| model.field_index(name));
    let is_relation =
        |&index: &usize| matches!(cx.schema.field_type(FieldId::new(id, index)), FieldType::Model(_));
    let all = 0..model.fields.len();
    let relations = all.clone().filter(is_relation).take(SHOWN_RELATIONS);
    let others = all.filter(|index| !is_relation(index));
    let mut chosen = Vec::new();
    for index in keys.chain(relations).chain(others) {
        if chosen.len() < SHOWN_FIELDS && !chosen.contains(&index) {
            chosen.push(index);
        }
    }
    chosen.sort_unstable();
    chosen
}

fn field_cells(field: &Field, text: &str, most: usize) -> [String; 3] {
    let ty = field.ty.as_ref().map_or("", |ty| ty.span.of(text));
    [field.name.text.to_string(), ty.to_owned(), joined(&field.attributes, text, most)]
}

fn value_cells(value: &EnumValue, text: &str, most: usize) -> [String; 3] {
    [value.name.text.to_string(), joined(&value.attributes, text, most), String::new()]
}

/// The attributes of a line as written, shortened if they are long.
fn joined(attributes: &[Attribute], text: &str, most: usize) -> String {
    let (Some(first), Some(last)) = (attributes.first(), attributes.last()) else { return String::new() };
    clipped(Span::new(first.span.start, last.span.end).of(text), most)
}

fn attributes(attributes: &[Attribute], most: usize, text: &str) -> Vec<String> {
    let mut lines: Vec<String> = attributes
        .iter()
        .take(most)
        .map(|attribute| clipped(attribute.span.of(text), MAX_ATTRIBUTES_WIDTH))
        .collect();
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    if attributes.len() > most {
        lines.push(format!("// … {}", count(attributes.len() - most, "more attribute")));
    }
    lines
}

/// Lines with aligned cells.
fn columns(rows: Vec<[String; 3]>) -> Vec<String> {
    let width = |at: usize| {
        rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let (names, types) = (width(0), width(1));
    let line =
        |[name, ty, rest]: &[String; 3]| format!("{name:names$} {ty:types$} {rest}").trim_end().to_owned();
    rows.iter().map(line).collect()
}

/// The text on one line, truncated to `most` characters.
fn clipped(text: &str, most: usize) -> String {
    let line = text.replace(['\n', '\r'], " ");
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{} …", line.get(..end).unwrap_or("").trim_end()),
        None => line,
    }
}
