//! Blocks that only the Prisma 8 dialect has.

use smol_str::SmolStr;

use crate::schema::item::{
    Config, Entry, Enum, EnumStorage, EnumValue, Expr, ItemKind, NamedType, TypeRef, exact,
};
use crate::schema::lower::next_type::{Written, resolve};
use crate::schema::lower::{bodies, expr, field_type, name};
use syntax::Role;
use syntax::ast::{self, View};

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

fn native_enum(body: Option<ast::Body<'_>>) -> Enum {
    let Config { entries } = bodies::config(body);
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
            arity: field_type::arity(modifiers),
            arguments: arguments.clone().map(Box::new),
            next: None,
            span,
        };
        let space = entry.child::<ast::Identifier>(Role::Space).map(name);
        let (ty, _) = resolve(ty, Written { space, path, arguments }, scope);
        Some(NamedType { name: name(entry.child(Role::Key)?), ty })
    })
}
