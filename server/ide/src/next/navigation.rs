//! Definition, references and rename.

use smol_str::SmolStr;

use crate::next::names::{Declared, Documents, Mention, Names, Thing};
use crate::{Analysis, Occurrence, Refusal, Renamable, Role, Target};
use base::text::{Span, TextEdit};
use base::{FileEdit, FileId, ItemId, Place};
use model::schema::rename::{DatabaseNames, RenameError, Renaming};
use syntax::next::{Body, TokenKind, tokens};

/// The declarations of the name at `offset`.
pub(crate) fn definition(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Target> {
    let documents = Documents::of(analysis);
    let names = Names::of(&documents);
    let Some(name) = names.at(file, offset) else { return Vec::new() };
    let targets = names.mentions.iter().filter(|it| it.is_declaration && it.thing == name.thing);
    let target = |it: &Mention<'_>| Target {
        origin: name.span,
        file: it.file,
        full: whole(&names, it).cover(it.span),
        focus: it.span,
    };
    targets.map(target).collect()
}

/// The whole element that a name declares.
pub(super) fn whole(names: &Names<'_>, mention: &Mention<'_>) -> Span {
    let (namespace, owner, member) = match mention.thing {
        Thing::Declared(namespace, name) => (namespace, name, None),
        Thing::Member(namespace, owner, name) => (namespace, owner, Some(name)),
        Thing::Namespace(_) => return mention.span,
    };
    let Some((_, declared)) = names.declared.get(&(namespace, owner)) else { return mention.span };
    let span = match (declared, member) {
        (Declared::Model(node) | Declared::CompositeType(node), None) => Some(node.body.span),
        (Declared::Block(node), None) => Some(node.body.span),
        (Declared::Type(node), _) => Some(node.span),
        (Declared::Model(node) | Declared::CompositeType(node), Some(name)) => {
            node.fields.iter().find(|field| field.name.text == name).map(|field| field.span)
        }
        (Declared::Block(node), Some(name)) => {
            node.entries.iter().find(|entry| entry.key.text == name).map(|entry| entry.span)
        }
    };
    span.filter(|span| span.encloses(mention.span)).unwrap_or(mention.span)
}

/// Every occurrence of the name at `offset`.
pub(crate) fn references(analysis: &Analysis, file: FileId, offset: u32) -> Option<Vec<Occurrence>> {
    let documents = Documents::of(analysis);
    let names = Names::of(&documents);
    let name = names.at(file, offset)?;
    let all = names.mentions.iter().filter(|it| it.thing == name.thing);
    let role = |it: &Mention<'_>| if it.is_declaration { Role::Declaration } else { Role::Use };
    Some(all.map(|it| Occurrence { file: it.file, span: it.span, role: role(it) }).collect())
}

/// The name at `offset`, if it can be changed.
pub(crate) fn prepare_rename(
    analysis: &Analysis,
    file: FileId,
    offset: u32,
    database: DatabaseNames,
) -> Result<Option<Renamable>, Refusal> {
    let documents = Documents::of(analysis);
    let names = Names::of(&documents);
    let Some(name) = names.at(file, offset) else {
        let fact = names.facts.iter().find(|(of, span, _)| *of == file && span.touches(offset));
        return match fact {
            Some((_, span, _)) => Err(Refusal::Word(span.of(documents.text(file)).to_owned())),
            None => Ok(None),
        };
    };
    let text = name.span.of(documents.text(file));
    if is_of_database(&names, name.thing) && database == DatabaseNames::Keep {
        return Err(Refusal::Name(RenameError::DatabaseSchema(text.into())));
    }
    Ok(Some(Renamable { span: name.span, name: text.to_owned() }))
}

/// Whether the database has this name, and nothing can map it to another one.
fn is_of_database(names: &Names<'_>, thing: Thing<'_>) -> bool {
    match thing {
        Thing::Namespace(_) => true,
        Thing::Declared(namespace, name) => {
            let declared = names.declared.get(&(namespace, name)).map(|(_, declared)| declared);
            matches!(declared, Some(Declared::Block(node)) if node.body.keyword.text == "role")
        }
        Thing::Member(..) => false,
    }
}

/// The edits that rename the name at `offset` in all files.
pub(crate) fn rename(
    analysis: &Analysis,
    file: FileId,
    offset: u32,
    new_name: &str,
    database: DatabaseNames,
) -> Result<Option<Renaming>, Refusal> {
    if prepare_rename(analysis, file, offset, database)?.is_none() {
        return Ok(None);
    }
    let documents = Documents::of(analysis);
    let names = Names::of(&documents);
    let Some(name) = names.at(file, offset) else { return Ok(None) };
    let new_name = new_name.trim();
    let is_name = matches!(tokens(new_name).as_slice(), [token, _] if token.kind == TokenKind::Ident);
    if !is_name {
        return Err(Refusal::Name(RenameError::NoName(SmolStr::from(new_name))));
    }
    if let Some(taken) = taken(&names, name.thing, new_name) {
        let place = analysis.schema.item_at(taken.file, taken.span.start);
        let place = place.map_or(Place::new(ItemId(0), Span::default()), |(item, at)| {
            Place::new(item, Span::new(at, at + taken.span.len()))
        });
        return Err(Refusal::Name(RenameError::Taken(SmolStr::from(new_name), place)));
    }
    let all = names.mentions.iter().filter(|it| it.thing == name.thing);
    let edit = |it: &Mention<'_>| FileEdit { file: it.file, edit: TextEdit::replace(it.span, new_name) };
    let mut renaming = Renaming { names: all.map(edit).collect(), kept: Vec::new() };
    if database == DatabaseNames::Keep {
        renaming.kept.extend(mapping(&names, &documents, name.thing));
    }
    Ok(Some(renaming))
}

/// What has the new name already, where it would be the same name.
fn taken<'n, 'd>(names: &'n Names<'d>, thing: Thing<'d>, new_name: &str) -> Option<&'n Mention<'d>> {
    names.mentions.iter().filter(|it| it.is_declaration && it.thing != thing).find(|it| {
        match (thing, it.thing) {
            (Thing::Declared(a, _), Thing::Declared(b, name)) => a == b && name == new_name,
            (Thing::Member(a, owner, _), Thing::Member(b, other, name)) => {
                a == b && owner == other && name == new_name
            }
            (Thing::Declared(None, _), Thing::Namespace(name))
            | (Thing::Namespace(_), Thing::Declared(None, name) | Thing::Namespace(name)) => name == new_name,
            _ => false,
        }
    })
}

/// The mapping to the old name, where the database has it and nothing maps it yet.
fn mapping(names: &Names<'_>, documents: &Documents, thing: Thing<'_>) -> Option<FileEdit> {
    let (namespace, owner, member) = match thing {
        Thing::Declared(namespace, name) => (namespace, name, None),
        Thing::Member(namespace, owner, name) => (namespace, owner, Some(name)),
        Thing::Namespace(_) => return None,
    };
    let (file, declared) = names.declared.get(&(namespace, owner))?;
    let insert = |at: u32, text: String| Some(FileEdit { file: *file, edit: TextEdit::insert(at, text) });
    match (declared, member) {
        (Declared::Model(node), None) if !node.attributes.iter().any(|it| it.is("map")) => {
            let (at, text) = last_line(&node.body, documents.text(*file), &format!("@@map(\"{owner}\")"));
            insert(at, text)
        }
        (Declared::Block(node), None)
            if node.body.keyword.text == "native_enum" && !node.attributes.iter().any(|it| it.is("map")) =>
        {
            let (at, text) = last_line(&node.body, documents.text(*file), &format!("@@map(\"{owner}\")"));
            insert(at, text)
        }
        (Declared::Model(node), Some(name)) => {
            let field = node.fields.iter().find(|field| field.name.text == name)?;
            let target = field.ty.as_ref().and_then(|ty| names.type_of(namespace, ty.path.as_ref()?));
            let is_relation = match target {
                Some(Thing::Declared(namespace, name)) => {
                    matches!(names.declared.get(&(namespace, name)), Some((_, Declared::Model(_))))
                }
                _ => false,
            };
            let is_mapped = field.attributes.iter().any(|it| it.is("map"));
            if is_relation || is_mapped { None } else { insert(field.span.end, format!(" @map(\"{name}\")")) }
        }
        // Without a value, an enum stores the name.
        (Declared::Block(node), Some(name)) if node.body.keyword.text == "enum" => {
            let entry = node.entries.iter().find(|entry| entry.key.text == name && entry.value.is_none())?;
            insert(entry.key.span.end, format!(" = \"{name}\""))
        }
        _ => None,
    }
}

/// Where a line before the closing brace of a block starts, and the line.
fn last_line(body: &Body, text: &str, line: &str) -> (u32, String) {
    let brace = body.span.end.saturating_sub(1);
    let before = text.get(..brace as usize).unwrap_or("");
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    let start = before.len() - indent;
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let is_own_line = before.get(..start).is_some_and(|before| before.ends_with('\n'));
    match is_own_line {
        true => {
            let indentation = before.get(start..).unwrap_or("");
            (Span::from(start..start).start, format!("{indentation}  {line}{newline}"))
        }
        false => (brace, format!(" {line} ")),
    }
}
