//! The types of fields in the Prisma 8 dialect.
//!
//! They are lowered to what the classic dialect would say, with the spans of what is written, so that readers of items need not
//! know the dialect.

use smol_str::{SmolStr, format_smolstr};

use crate::catalog::next::{self, Preset};
use crate::schema::item::{Argument, Arguments, Attribute, Call, Expr, Name, NextType, Path, TypeRef};
use crate::schema::lower::{expr, field_type as classic, name};
use base::text::Span;
use syntax::Role;
use syntax::ast::{self, View};

/// The attributes that the type of a field stands for: a preset sets a default, or is the primary key.
pub(super) type Implied = Vec<Attribute>;

/// A type as it is written: its names, and its arguments.
pub(super) struct Written {
    pub(super) space: Option<Name>,
    pub(super) path: Path,
    pub(super) arguments: Option<Arguments>,
}

/// The type of a field in the namespace `scope`, and the attributes that it stands for.
pub(super) fn field_type(view: ast::FieldType<'_>, scope: Option<&SmolStr>) -> (TypeRef, Implied) {
    let ty = classic::field_type(view);
    let path = view.child::<ast::Path>(Role::Name).map(expr::path);
    let written = Written {
        space: view.child::<ast::Identifier>(Role::Space).map(name),
        path: path.unwrap_or_else(|| ty.name.clone().into()),
        arguments: ty.arguments.as_deref().cloned(),
    };
    resolve(ty, written, scope)
}

/// The type that names and arguments stand for, and the attributes that it stands for.
pub(super) fn resolve(ty: TypeRef, written: Written, scope: Option<&SmolStr>) -> (TypeRef, Implied) {
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
