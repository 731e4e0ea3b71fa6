//! What the Prisma 8 dialect writes otherwise: types, and blocks of its own.
//!
//! Everything is lowered to what the classic dialect would say, with the spans of what is written, so that readers of items
//! need not know the dialect.

use smol_str::{SmolStr, format_smolstr};

use crate::catalog::next::{self, Preset};
use crate::schema::item::{
    Argument, Arguments, Attribute, Call, Config, Entry, Enum, EnumStorage, EnumValue, Expr, ItemKind, Name,
    NamedType, NextType, Path, TypeRef, exact,
};
use crate::schema::lower::{bodies, expr, name};
use base::text::Span;
use syntax::Role;
use syntax::ast::{self, View};

/// The attributes that the type of a field stands for: a preset sets a default, or is the primary key.
pub(super) type Implied = Vec<Attribute>;

/// A type as it is written: its names, and its arguments.
struct Written {
    space: Option<Name>,
    path: Path,
    arguments: Option<Arguments>,
}

/// The type of a field in the namespace `scope`, and the attributes that it stands for.
pub(super) fn field_type(view: ast::FieldType<'_>, scope: Option<&SmolStr>) -> (TypeRef, Implied) {
    let ty = bodies::field_type(view);
    let path = view.child::<ast::Path>(Role::Name).map(expr::path);
    let written = Written {
        space: view.child::<ast::Identifier>(Role::Space).map(name),
        path: path.unwrap_or_else(|| ty.name.clone().into()),
        arguments: ty.arguments.as_deref().cloned(),
    };
    resolve(ty, written, scope)
}

fn resolve(ty: TypeRef, written: Written, scope: Option<&SmolStr>) -> (TypeRef, Implied) {
    let segments: Vec<&str> = written.path.segments().iter().map(Name::as_str).collect();
    let mut next = NextType { scope: scope.cloned(), ..NextType::default() };
    let (mut implied, mut ty) = (Implied::new(), TypeRef { scalar: None, ..ty });
    let has_arguments = written.arguments.is_some();
    let constructor = next::type_constructor(&segments).filter(|it| has_arguments || it.is_scalar());
    if written.space.is_some() {
        next.is_foreign = true;
    } else if let (["pg", "enum"], Some(arguments)) = (segments.as_slice(), &written.arguments) {
        if let Some(of) = arguments.unnamed().and_then(Expr::as_path) {
            ty.name = of.to_name();
        }
    } else if let Some(constructor) = constructor {
        let classic = next::classic_type(constructor.native);
        ty.scalar = classic.map(|classic| classic.scalar);
        next.native = classic.and_then(|it| native(it.native?, ty.span, written.arguments.clone()));
    } else if let Some(preset) = next::preset(&segments).filter(|_| has_arguments) {
        let classic = next::classic_type(preset.native);
        ty.scalar = classic.map(|classic| classic.scalar);
        next.native =
            classic.and_then(|it| native(it.native?, ty.span, preset_arguments(preset, &written, ty.span)));
        next.is_preset = true;
        implied = attributes(preset, &written, ty.span);
    } else if has_arguments {
        next.is_foreign = true;
    } else if let [namespace, of] = written.path.segments() {
        next.namespace = Some(namespace.clone());
        ty.name = of.clone();
    }
    if next != NextType::default() {
        ty.next = Some(Box::new(next));
    }
    (ty, implied)
}

/// `@db.VarChar(255)`, in place of the type.
fn native(name: &str, span: Span, arguments: Option<Arguments>) -> Option<Attribute> {
    let part = |text: &str| Name { text: text.into(), span };
    let whole = Name { text: format_smolstr!("db.{name}"), span };
    let name = Path::new(whole, Box::new([part("db"), part(name)]));
    // Only numbers are arguments of a database type.
    let is_number = |argument: &Argument| matches!(argument.value, Some(Expr::Number(_)));
    let arguments = arguments.filter(|it| it.list.iter().all(is_number) && !it.list.is_empty());
    Some(Attribute { name: Some(name), arguments, span, documentation: None })
}

fn preset_arguments(preset: &Preset, written: &Written, span: Span) -> Option<Arguments> {
    let Some(length) = preset.length() else { return written.arguments.clone() };
    let size = written.arguments.as_ref().and_then(|arguments| match arguments.unnamed()? {
        Expr::Object { members, .. } => members.first()?.value.as_ref()?.as_int(),
        _ => None,
    });
    let number = Name { text: format_smolstr!("{}", size.unwrap_or(length.into())), span };
    let argument = Argument { name: None, value: Some(Expr::Number(number)), span };
    Some(Arguments { list: Box::new([argument]), span, closed: true })
}

fn attributes(preset: &Preset, written: &Written, span: Span) -> Implied {
    let named = |name: &str| Name { text: name.into(), span };
    let attribute = |name: &str, function: Option<&str>| {
        let call = |function: &str| {
            let arguments = Arguments { span, closed: true, ..Arguments::default() };
            let call = Call { name: named(function).into(), arguments, span };
            Argument { name: None, value: Some(Expr::Call(Box::new(call))), span }
        };
        let arguments =
            function.map(|function| Arguments { list: Box::new([call(function)]), span, closed: true });
        Attribute { name: Some(named(name).into()), arguments, span, documentation: None }
    };
    let mut found: Implied =
        preset.attributes().iter().map(|(name, function)| attribute(name, *function)).collect();
    let given =
        |name: &str| written.arguments.as_ref().is_some_and(|arguments| arguments.named(name).is_some());
    if given("onCreate") {
        found.push(attribute("default", Some("now")));
    }
    if given("onUpdate") {
        found.push(attribute("updatedAt", None));
    }
    found
}

/// The kind of a block of keys and values. `keyword` is its keyword.
pub(super) fn block(keyword: &str, body: Option<ast::Body<'_>>, scope: Option<&SmolStr>) -> ItemKind {
    match keyword {
        "native_enum" => ItemKind::Enum(native_enum(body)),
        "types" => ItemKind::Types(types(body, scope)),
        "role" => ItemKind::Role,
        _ if keyword.starts_with("policy_") => ItemKind::Policy(bodies::config(body)),
        _ => ItemKind::Other,
    }
}

/// How the values of an enum are stored: as numbers if they are numbers.
pub(super) fn storage(values: &[EnumValue]) -> EnumStorage {
    let is_number = |value: &EnumValue| matches!(value.stored, Some(Expr::Number(_)));
    match !values.is_empty() && values.iter().all(is_number) {
        true => EnumStorage::Integer,
        false => EnumStorage::Text,
    }
}

fn native_enum(body: Option<ast::Body<'_>>) -> Enum {
    let Config { entries } = bodies::config(body.clone());
    let value = |Entry { key, value, span }: Entry| EnumValue {
        name: key,
        stored: value,
        attributes: Box::default(),
        documentation: None,
        span,
    };
    let mut values: Vec<EnumValue> = entries.into_iter().map(value).collect();
    // A value without `=` is a field without a type to the grammar.
    let fields = body.iter().flat_map(|body| body.children::<ast::Field>());
    values.extend(fields.filter_map(|field| {
        let name = name(field.child(Role::Name)?);
        let span = name.span;
        Some(EnumValue { name, stored: None, attributes: Box::default(), documentation: None, span })
    }));
    values.sort_by_key(|value| value.span.start);
    let attributes = body.iter().flat_map(|body| body.children::<ast::BlockAttribute>());
    Enum {
        values: values.into(),
        attributes: exact(attributes, |it| Some(super::attributes::block_attribute(it))),
        storage: EnumStorage::Native,
    }
}

/// The entries of a `types` block. `Email = VarChar(255)` is a call or a path to the grammar.
fn types(body: Option<ast::Body<'_>>, scope: Option<&SmolStr>) -> Box<[NamedType]> {
    let entries = body.iter().flat_map(|body| body.children::<ast::KeyValue>());
    exact(entries, |entry| {
        let node = entry.child::<ast::Expression>(Role::Value)?;
        let span = node.span();
        let value = expr::expression(node, 0)?;
        let (path, arguments) = match &value {
            Expr::Call(call) => (call.name.clone(), Some(call.arguments.clone())),
            Expr::Path(path) => (path.clone(), None),
            _ => return None,
        };
        let modifiers = entry.children::<ast::Modifier>().map(|modifier| modifier.node().kind_id());
        let ty = TypeRef {
            name: path.to_name(),
            scalar: None,
            arity: bodies::arity(modifiers),
            arguments: arguments.clone().map(Box::new),
            next: None,
            span,
        };
        let space = entry.child::<ast::Identifier>(Role::Space).map(name);
        let (ty, _) = resolve(ty, Written { space, path, arguments }, scope);
        Some(NamedType { name: name(entry.child(Role::Key)?), ty })
    })
}
