//! Hover.

use crate::hover::page::{code, comment_markdown};
use crate::next::names::{Declared, Documents, Fact, Mention, Names, Thing};
use crate::next::navigation::whole;
use crate::{Analysis, Hover};
use base::text::Span;
use base::text::markdown::fenced;
use base::{FieldId, FileId};
use model::catalog::Provider;
use model::catalog::next::{
    ArgumentKind, AttributeSpec, Parameter, PresetFacts, Shape, TypeArgument, TypeConstructor,
};
use model::database::column_type_of;
use model::schema::item::{Arity, Item, ModelKind};
use model::schema::{Cardinality, Schema};

/// The most lines of a declaration that are shown.
const MAX_LINES: usize = 40;

/// The hover at `offset`: what a name declares, or what a word of Prisma's means.
pub(crate) fn hover(analysis: &Analysis, file: FileId, offset: u32) -> Option<Hover> {
    let documents = Documents::of(analysis);
    let names = Names::of(&documents);
    if let Some(name) = names.at(file, offset) {
        let mut markdown = declaration(&names, &documents, &name)?;
        let facts = facts(&analysis.schema, name.thing);
        if !facts.is_empty() {
            markdown = format!("{markdown}\n- {}", facts.join("\n- "));
        }
        return Some(Hover { span: name.span, markdown });
    }
    let (_, span, fact) = names.facts.iter().find(|(of, span, _)| *of == file && span.touches(offset))?;
    Some(Hover { span: *span, markdown: page(fact) })
}

/// The text of what a name declares, with its comment.
fn declaration(names: &Names<'_>, documents: &Documents, name: &Mention<'_>) -> Option<String> {
    let declared = names.mentions.iter().find(|it| it.is_declaration && it.thing == name.thing)?;
    let text = documents.text(declared.file);
    let span = whole(names, declared);
    let code = match name.thing {
        Thing::Namespace(name) => format!("namespace {name} {{ … }}"),
        Thing::Member(_, owner, _) => {
            let keyword = keyword_of(names, name.thing);
            format!("{keyword} {owner} {{\n  {}\n}}", span.of(text))
        }
        Thing::Declared(namespace, _) => {
            let code = dedented(span, text);
            let is_type = keyword_of(names, name.thing) == "types";
            let code = if is_type { format!("types {{\n  {code}\n}}") } else { code };
            match namespace {
                Some(namespace) => format!("// namespace {namespace}\n{code}"),
                None => code,
            }
        }
    };
    let mut markdown = fenced("prisma", &code);
    let comment = comment_before(span.start, text);
    if !comment.is_empty() {
        markdown.push_str(&format!("\n\n{}", comment_markdown(&comment)));
    }
    let uses = names.mentions.iter().filter(|it| !it.is_declaration && it.thing == name.thing).count();
    let times = if uses == 1 { "once" } else { "times" };
    markdown.push_str(&match uses {
        0 => "\n\n- Used nowhere in the schema".to_owned(),
        1 => format!("\n\n- Used {times} in the schema"),
        _ => format!("\n\n- Used {uses} {times} in the schema"),
    });
    Some(markdown)
}

/// What a declaration becomes in the database.
fn facts(schema: &Schema, thing: Thing<'_>) -> Vec<String> {
    let (Thing::Declared(namespace, owner) | Thing::Member(namespace, owner, _)) = thing else {
        return Vec::new();
    };
    let named = schema.all_named(owner).iter().filter_map(|id| Some((*id, schema.item(*id)?)));
    let Some((id, item)) = named.into_iter().find(|(_, item)| item.namespace.as_deref() == namespace) else {
        return Vec::new();
    };
    let (Thing::Member(.., member), Some(model)) = (thing, item.model()) else {
        let is_table = item.model().is_some_and(|model| model.kind == ModelKind::Model);
        return if is_table { vec![table(schema, namespace, item)] } else { Vec::new() };
    };
    let Some(field) = model.field(member) else { return Vec::new() };
    let mut facts = Vec::new();
    // MongoDB has no columns.
    let provider = schema.configuration().provider.filter(|provider| *provider != Provider::Mongodb);
    let ty = provider.and_then(|provider| column_type_of(schema, provider, field)?.shown(provider));
    if let Some(ty) = ty {
        let list = if field.arity() == Arity::List { "[]" } else { "" };
        let null = if field.arity() == Arity::Optional { "" } else { " not null" };
        facts.push(format!("Column {}", code(&format!("{} {ty}{list}{null}", field.database_name()))));
    }
    let position = model.field_index(member).map(|index| FieldId::new(id, index));
    if let Some(relation) = position.and_then(|field| schema.relation(field)) {
        let words = match relation.cardinality {
            Cardinality::OneToOne => "One-to-one",
            Cardinality::OneToMany if field.arity() == Arity::List => "One-to-many",
            Cardinality::OneToMany => "Many-to-one",
            Cardinality::ManyToMany => "Many-to-many",
        };
        facts.push(format!("{words} relation"));
        // MongoDB has no foreign keys, and none is made there.
        let makes_index = schema.configuration().has_foreign_keys();
        if makes_index && field.relation.as_ref().is_some_and(|relation| relation.index == Some(true)) {
            facts.push(
                "Prisma makes an index for the foreign key, unless a key is over the same fields".to_owned(),
            );
        }
    }
    facts
}

/// Where the database has the rows of a model.
fn table(schema: &Schema, namespace: Option<&str>, item: &Item) -> String {
    let base = item.attributes().iter().find(|attribute| attribute.name() == "base");
    let base = base.and_then(|base| base.named_or_first("base")?.as_path());
    if let Some(base) = base.filter(|_| item.shares_table()) {
        return format!("In the table of {}", code(&base.text));
    }
    let name = item.database_name();
    match schema.configuration().provider {
        Some(Provider::Mongodb) => format!("Collection {}", code(name)),
        Some(Provider::Sqlite) => format!("Table {}", code(name)),
        _ => format!("Table {}", code(&format!("{}.{name}", namespace.unwrap_or("public")))),
    }
}

fn keyword_of<'d>(names: &Names<'d>, thing: Thing<'d>) -> &'d str {
    let (Thing::Declared(namespace, name) | Thing::Member(namespace, name, _)) = thing else {
        return "namespace";
    };
    match names.declared.get(&(namespace, name)) {
        Some((_, Declared::Model(node) | Declared::CompositeType(node))) => &node.body.keyword.text,
        Some((_, Declared::Block(node))) => &node.body.keyword.text,
        Some((_, Declared::Type(_))) => "types",
        None => "",
    }
}

/// A declaration without the indentation of its first line, and not too long.
fn dedented(span: Span, text: &str) -> String {
    let before = text.get(..span.start as usize).unwrap_or("");
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    let strip = |line: &str| {
        let spaces = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(spaces.min(indent)..).unwrap_or("").to_owned()
    };
    let mut lines: Vec<String> = span.of(text).lines().map(strip).collect();
    if lines.len() > MAX_LINES {
        lines.truncate(MAX_LINES);
        lines.push("  // …".to_owned());
    }
    lines.join("\n")
}

/// The comment lines directly before an offset, without slashes.
fn comment_before(start: u32, text: &str) -> String {
    let before = text.get(..start as usize).unwrap_or("").trim_end_matches([' ', '\t']);
    let lines = before.strip_suffix('\n').unwrap_or("").lines().rev();
    let comments = lines.map(str::trim).take_while(|line| line.starts_with("//"));
    let is_own = |line: &&str| syntax::directive(line).is_none();
    let mut found: Vec<&str> =
        comments.filter(is_own).map(|line| line.trim_start_matches('/').trim()).collect();
    found.reverse();
    found.join("\n")
}

/// What a word of Prisma's means.
pub(super) fn page(fact: &Fact) -> String {
    match fact {
        Fact::Type(ty) => type_page(ty),
        Fact::Preset(preset) => {
            let facts = match preset.facts {
                PresetFacts::Plain => "",
                PresetFacts::Id => "\n\n- The primary key, with values that Prisma makes",
                PresetFacts::Time => "\n\n- A time that Prisma sets",
            };
            let path = preset.path.join(".");
            let usage = format!("{path}({})", arguments(preset.arguments));
            format!(
                "```prisma\n{usage}\n```\n\nA type with a default.\n\n- Column `{}`{facts}",
                preset.native
            )
        }
        Fact::Attribute(spec, sign) => attribute_page(spec, sign),
        Fact::Parameter(parameter) => format!("**`{}`** {}", parameter.name, parameter.docs),
        Fact::Function(function) => {
            format!("```prisma\n{}\n```\n\n{}", function.usages.join("\n"), function.docs)
        }
        Fact::Block(spec) => {
            let keys: Vec<String> = spec.parameters.iter().map(|key| format!("`{key}`")).collect();
            let keys =
                if keys.is_empty() { String::new() } else { format!("\n\n- Keys: {}", keys.join(", ")) };
            format!("**`{}`** {}{keys}", spec.keyword, spec.docs)
        }
    }
}

pub(super) fn type_page(ty: &TypeConstructor) -> String {
    let path = ty.path.join(".");
    let usage = if ty.arguments.is_empty() { path } else { format!("{path}({})", arguments(ty.arguments)) };
    let column = if ty.native.is_empty() { String::new() } else { format!("\n\n- Column `{}`", ty.native) };
    format!("```prisma\n{usage}\n```\n\n{}{column}", ty.docs)
}

pub(super) fn arguments(arguments: &[TypeArgument]) -> String {
    let shown = |argument: &TypeArgument| {
        let name = match argument.kind {
            ArgumentKind::Size(..) => "{ size: … }",
            ArgumentKind::NativeEnum => "Name",
            _ => argument.name,
        };
        if argument.is_optional { format!("{name}?") } else { name.to_owned() }
    };
    arguments.iter().map(shown).collect::<Vec<_>>().join(", ")
}

pub(super) fn attribute_page(spec: &AttributeSpec, sign: &str) -> String {
    let mut markdown = format!("**`{sign}{}`** {}", spec.name, spec.docs);
    let positional = spec.positional.iter().map(|parameter| (parameter, false));
    let is_new = |it: &&Parameter| !spec.positional.iter().any(|known| known.name == it.name);
    let named = spec.named.iter().filter(is_new).map(|parameter| (parameter, true));
    let parameters: Vec<_> = positional.chain(named).collect();
    if !parameters.is_empty() {
        markdown.push('\n');
    }
    for (parameter, is_named) in parameters {
        let name = if is_named { format!("{}:", parameter.name) } else { parameter.name.to_owned() };
        let words = match parameter.shape {
            Shape::Word(words) => format!(" One of `{}`.", words.join("`, `")),
            _ => String::new(),
        };
        markdown.push_str(&format!("\n- `{name}` {}{words}", parameter.docs));
    }
    markdown
}
