//! What completion offers.

use crate::next::names::{Declared, Names, Thing};
use crate::{Completion, CompletionKind as Kind};
use base::FileId;
use model::catalog::next::{AttributeSpec, BlockSpec, Function, Parameter, Shape, Target};

pub(super) fn attributes(specs: impl Iterator<Item = &'static AttributeSpec>, sign: &str) -> Vec<Completion> {
    let item = |spec: &AttributeSpec| {
        let mut item = Completion::new(Kind::Attribute, format!("{sign}{}", spec.name));
        item.detail = Some(spec.docs.to_owned());
        let needs = spec.positional.iter().chain(spec.named).any(|parameter| parameter.is_required);
        let takes = spec.positional.first().map(|parameter| parameter.shape);
        let inside = match takes {
            Some(Shape::Fields | Shape::IndexFields) => "[$0]",
            Some(Shape::String) if needs => "\"$0\"",
            _ => "$0",
        };
        if needs || spec.name == "relation" {
            item.insert.snippet = Some(format!("{sign}{}({inside})", spec.name));
        }
        item
    };
    specs.map(item).collect()
}

pub(super) fn types(names: &Names<'_>, namespace: Option<&str>) -> Vec<Completion> {
    let mut found = declared(names, namespace);
    for ty in names.catalog.types() {
        let path = ty.path.join(".");
        let mut item = Completion::new(Kind::Scalar, path.as_str());
        item.detail = Some(ty.docs.to_owned());
        if !ty.is_scalar() {
            item = item.writing(format!("{path}()"));
            item.insert.snippet = Some(format!("{path}($0)"));
        }
        found.push(item);
    }
    let presets = names.catalog.presets().filter(|preset| preset.path.len() > 1);
    found.extend(presets.map(|preset| {
        let usage = format!("{}()", preset.path.join("."));
        Completion {
            detail: Some("A type with a default.".to_owned()),
            ..Completion::new(Kind::Function, usage)
        }
    }));
    found
}

/// The types that the schema declares, as a namespace sees them.
fn declared(names: &Names<'_>, namespace: Option<&str>) -> Vec<Completion> {
    let mut keys: Vec<_> = names.declared.iter().collect();
    keys.sort_by_key(|(key, _)| **key);
    let item = |((of, name), (_, declared)): (&(Option<&str>, &str), &(FileId, Declared<'_>))| {
        let kind = match declared {
            Declared::Model(_) | Declared::CompositeType(_) => Kind::Model,
            Declared::Type(_) => Kind::Scalar,
            Declared::Block(node) if node.body.keyword.text == "enum" => Kind::Enum,
            Declared::Block(node) if node.body.keyword.text == "native_enum" && *of == namespace => {
                return Some(Completion::new(Kind::Enum, format!("pg.enum({name})")));
            }
            Declared::Block(_) => return None,
        };
        let label = match of {
            Some(of) if namespace != Some(*of) => format!("{of}.{name}"),
            _ => (*name).to_owned(),
        };
        Some(Completion::new(kind, label))
    };
    keys.into_iter().filter_map(item).collect()
}

/// What is in a namespace: of the schema, or of Prisma.
pub(super) fn qualified(names: &Names<'_>, qualifier: &str) -> Vec<Completion> {
    let own = names.declared.iter().filter(|((of, _), (_, it))| {
        *of == Some(qualifier) && matches!(it, Declared::Model(_) | Declared::CompositeType(_))
    });
    let mut own: Vec<&str> = own.map(|((_, name), _)| *name).collect();
    own.sort_unstable();
    let own = own.into_iter().map(|name| Completion::new(Kind::Model, name));
    let is_here = |path: &&[&str]| path.len() == 2 && path.first() == Some(&qualifier);
    let catalog = names.catalog;
    let paths = catalog.types().map(|ty| ty.path).chain(catalog.presets().map(|preset| preset.path));
    let foreign = paths.filter(is_here).filter_map(|path| path.last());
    own.chain(foreign.map(|name| Completion::new(Kind::Function, format!("{name}()")))).collect()
}

pub(super) fn models(names: &Names<'_>, namespace: Option<&str>) -> Vec<Completion> {
    let mut found: Vec<&str> = names
        .declared
        .iter()
        .filter(|((of, _), (_, it))| *of == namespace && matches!(it, Declared::Model(_)))
        .map(|((_, name), _)| *name)
        .collect();
    found.sort_unstable();
    found.into_iter().map(|name| Completion::new(Kind::Model, name)).collect()
}

fn blocks(names: &Names<'_>, keyword: &str, is_in: impl Fn(Option<&str>) -> bool) -> Vec<Completion> {
    let mut found: Vec<&str> = names
        .declared
        .iter()
        .filter(|((of, _), (_, it))| {
            is_in(*of) && matches!(it, Declared::Block(node) if node.body.keyword.text == keyword)
        })
        .map(|((_, name), _)| *name)
        .collect();
    found.sort_unstable();
    found.into_iter().map(|name| Completion::new(Kind::Enum, name)).collect()
}

pub(super) fn roles(names: &Names<'_>) -> Vec<Completion> {
    blocks(names, "role", |_| true)
}

pub(super) fn native_enums(names: &Names<'_>, namespace: Option<&str>) -> Vec<Completion> {
    blocks(names, "native_enum", |of| of == namespace)
}

pub(super) fn words(words: &[&str]) -> Vec<Completion> {
    words.iter().map(|word| Completion::new(Kind::Value, *word)).collect()
}

pub(super) fn keys(spec: &BlockSpec, given: &[&str]) -> Vec<Completion> {
    let keys = spec.parameters.iter().filter(|key| !given.contains(*key));
    let keys = keys.map(|key| {
        let mut item = Completion::new(Kind::Argument, *key).writing(format!("{key} = "));
        let value = match *key {
            "using" | "withCheck" => "\"$0\"",
            "roles" => "[$0]",
            _ => "$0",
        };
        item.insert.snippet = Some(format!("{key} = {value}"));
        item
    });
    let attributes = spec.attributes.iter().map(|attribute| {
        let mut item = Completion::new(Kind::Attribute, format!("@@{}", attribute.name));
        item.detail = Some(attribute.docs.to_owned());
        item.insert.snippet = Some(format!("@@{}(\"$0\")", attribute.name));
        item
    });
    keys.chain(attributes).collect()
}

/// The names of arguments that are not given yet.
pub(super) fn named(spec: &AttributeSpec, given: &[&str]) -> Vec<Completion> {
    let open = spec.named.iter().filter(|parameter| !given.contains(&parameter.name));
    open.map(|parameter| {
        let name = parameter.name;
        let mut item = Completion::new(Kind::Argument, format!("{name}:")).writing(format!("{name}: "));
        item.detail = Some(parameter.docs.to_owned());
        let value = match parameter.shape {
            Shape::String | Shape::StringOf(_) | Shape::JsonText => "\"$0\"",
            Shape::Fields | Shape::ReferencedFields | Shape::IndexFields | Shape::Strings => "[$0]",
            _ => "$0",
        };
        item.insert.snippet = Some(format!("{name}: {value}"));
        item
    })
    .collect()
}

/// The values of an argument.
pub(super) fn values(
    names: &Names<'_>,
    parameter: &Parameter,
    owner: Thing<'_>,
    field: Option<Thing<'_>>,
    namespace: Option<&str>,
    in_list: bool,
) -> Vec<Completion> {
    match parameter.shape {
        Shape::Field => members(names, Some(owner)),
        Shape::Fields if in_list => members(names, Some(owner)),
        Shape::IndexFields if in_list => {
            let mut found = members(names, Some(owner));
            found.push(Completion::new(Kind::Function, "wildcard()"));
            found
        }
        Shape::OneOf(numbers, known) => {
            let numbers = numbers.iter().map(|number| Completion::new(Kind::Value, number.to_string()));
            let known = known.iter().map(|word| Completion::new(Kind::Value, format!("\"{word}\"")));
            numbers.chain(known).collect()
        }
        Shape::ReferencedFields if in_list => members(names, field),
        Shape::Word(known) => words(known),
        Shape::StringOf(known) => {
            known.iter().map(|word| Completion::new(Kind::Value, format!("\"{word}\""))).collect()
        }
        Shape::Boolean => words(&["true", "false"]),
        Shape::Model => models(names, namespace),
        Shape::Default => {
            let found = members(names, field);
            if !found.is_empty() {
                return found;
            }
            let usages = names
                .catalog
                .functions()
                .iter()
                .flat_map(|it| it.usages.iter().map(move |usage| (usage, it.docs)));
            let functions = usages.filter(|(usage, _)| !usage.contains('<')).map(|(usage, docs)| {
                Completion { detail: Some(docs.to_owned()), ..Completion::new(Kind::Function, *usage) }
            });
            let tags = names
                .catalog
                .facts()
                .literal_tags
                .iter()
                .map(|tag| Completion::new(Kind::Value, format!("{tag}``")));
            let booleans = match names.catalog.target {
                Target::Postgres => words(&["true", "false"]),
                Target::Sqlite | Target::Mongo => Vec::new(),
            };
            functions.chain(tags).chain(booleans).collect()
        }
        _ => Vec::new(),
    }
}

/// The values of the argument of a function, where there are few.
pub(super) fn numbers(function: &Function) -> Vec<Completion> {
    let known = function.numbers.iter().filter(|(from, to)| from == to);
    known.map(|(number, _)| Completion::new(Kind::Value, number.to_string())).collect()
}

/// The members of a declaration.
fn members(names: &Names<'_>, thing: Option<Thing<'_>>) -> Vec<Completion> {
    let Some(Thing::Declared(namespace, name)) = thing else { return Vec::new() };
    match names.declared.get(&(namespace, name)) {
        Some((_, Declared::Model(node) | Declared::CompositeType(node))) => {
            node.fields.iter().map(|field| Completion::new(Kind::Field, field.name.text.as_str())).collect()
        }
        Some((_, Declared::Block(node))) => node
            .entries
            .iter()
            .map(|entry| Completion::new(Kind::EnumValue, entry.key.text.as_str()))
            .collect(),
        _ => Vec::new(),
    }
}
