//! The forms that a value of `@default` may have.

use crate::validate::code::codes;
use crate::validate::next::checked::Checked;
use crate::validate::next::parsed::{PSL_INVALID_ATTRIBUTE_SYNTAX, listed};
use crate::validate::next::report::Report;
use crate::validate::next::symbols::{Entity, FieldSymbol, Symbol};
use ::syntax::next::{Arguments, Path, Value};
use model::catalog::next::{Catalog, Function};

codes! {
    /// A function of `@default` that Prisma 8 does not have.
    ///
    /// Instead of `dbgenerated` it has SQL: `` @default(sql`…`) ``. Prisma 8 reports it as
    /// `PSL_UNKNOWN_DEFAULT_FUNCTION`.
    PSL_UNKNOWN_DEFAULT_FUNCTION = "psl-unknown-default-function";
}

/// The members of the enum that a field has as its type.
pub(super) fn enum_members<'d>(checked: &Checked<'d>, field: &FieldSymbol<'_>) -> Option<Vec<&'d str>> {
    let symbols = checked.symbols;
    let namespace = match field.namespace {
        None => None,
        Some(name) => match symbols.lookup(None, name) {
            Some(Symbol::Namespace(at)) => Some(at),
            _ => return None,
        },
    };
    let Some(Symbol::Block(at)) = symbols.lookup(namespace, field.ty) else { return None };
    let block = symbols.blocks.get(at).filter(|block| block.keyword == "enum")?;
    Some(block.entries.iter().map(|entry| entry.key.text.as_str()).collect())
}

/// Whether a value has a form that the field takes.
pub(super) fn is_form(
    catalog: Catalog,
    model: &Entity<'_>,
    field: &FieldSymbol<'_>,
    members: Option<&[&str]>,
    value: &Value,
    report: &mut Report<'_>,
) -> bool {
    let at = model.at(value.span());
    if let Value::Call { path, .. } = value
        && path.dotted() == "dbgenerated"
    {
        let message = "Prisma 8 has no `dbgenerated()`. Write the SQL: `@default(sql`…`)`.";
        report.error(&PSL_UNKNOWN_DEFAULT_FUNCTION, at, message);
        return false;
    }
    let message = match members {
        Some([]) => format!("Enum `{}` has no values to choose from. Add one.", field.ty),
        Some(members) => match value {
            Value::Ident(ident) if members.contains(&ident.text.as_str()) => return true,
            _ => format!("The default must be one of {}.", listed(members)),
        },
        None => {
            let is_scalar = matches!(value, Value::String(_) | Value::Number(_) | Value::Boolean(..));
            let is_taken = match value {
                Value::Tagged { .. } => true,
                Value::Call { path, arguments, .. } => {
                    function(catalog, path, arguments, model.text).is_some()
                }
                Value::List(values, _) => values.iter().all(is_element),
                _ => is_scalar && !field.is_list,
            };
            if is_taken {
                return true;
            }
            match field.is_list {
                true => "The default must be a list of values, or SQL: sql`…`.".to_owned(),
                false => {
                    let usages: Vec<&str> =
                        catalog.functions().iter().flat_map(|it| it.usages).copied().collect();
                    format!("The default must be a value, SQL, or one of {}.", listed(&usages))
                }
            }
        }
    };
    report.error(&PSL_INVALID_ATTRIBUTE_SYNTAX, at, message);
    false
}

fn is_element(value: &Value) -> bool {
    matches!(value, Value::String(_) | Value::Number(_) | Value::Boolean(..) | Value::Tagged { .. })
}

/// The function of a call, if its arguments fit.
fn function(catalog: Catalog, path: &Path, arguments: &Arguments, text: &str) -> Option<&'static Function> {
    let function = catalog.functions().iter().find(|function| path.is_simple(function.name))?;
    let numbers = || {
        arguments.list.iter().map(|argument| match (&argument.name, &argument.value) {
            (None, Some(Value::Number(span))) => span.of(text).parse::<f64>().ok(),
            _ => None,
        })
    };
    let is_taken = |number: f64| {
        let is_in = |(from, to): &(i64, i64)| number >= *from as f64 && number <= *to as f64;
        number.fract() == 0.0 && function.numbers.iter().any(is_in)
    };
    let count = arguments.list.len();
    let is_valid = match function.numbers {
        [] => count == 0,
        _ => count <= 1 && (count == 1 || !function.is_argument_required),
    };
    (is_valid && numbers().all(|number| number.is_some_and(is_taken))).then_some(function)
}
