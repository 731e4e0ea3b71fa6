//! Types with arguments, such as `VarChar(20)`.

use crate::validate::code::codes;
use crate::validate::next::report::{At, Report};
use ::syntax::next::{Arguments, ObjectMember, Value, decoded, is_terminated};
use base::text::Span;
use model::catalog::next::{ArgumentKind, TypeArgument};

codes! {
    /// A type or attribute with a wrong argument.
    ///
    /// Prisma 8 reports it as `PSL_INVALID_ATTRIBUTE_ARGUMENT`.
    PSL_INVALID_ATTRIBUTE_ARGUMENT = "psl-invalid-attribute-argument";
}

/// A type with arguments.
pub(super) struct Call<'c> {
    pub(super) file: base::FileId,
    pub(super) text: &'c str,
    pub(super) span: Span,
    pub(super) name: String,
    pub(super) arguments: &'c Arguments,
}

impl Call<'_> {
    fn error(&self, span: Span, message: String, report: &mut Report<'_>) -> bool {
        report.error(&PSL_INVALID_ATTRIBUTE_ARGUMENT, At { file: self.file, span }, message);
        false
    }

    /// Whether the arguments are those that the type takes.
    pub(super) fn check(&self, known: &[TypeArgument], report: &mut Report<'_>) -> bool {
        let name = &self.name;
        let given = self.arguments.list.iter().filter(|argument| argument.name.is_none()).count();
        if given > known.len() {
            let message = format!("`{name}` takes at most {} arguments. Remove some.", known.len());
            return self.error(self.span, message, report);
        }
        let mut values: Vec<Option<&Value>> = vec![None; known.len()];
        let (mut position, mut zeros, mut has_low_zero) = (0, Vec::new(), false);
        // Those by position come first, wherever they are written.
        let of_kind =
            |named: bool| self.arguments.list.iter().filter(move |argument| argument.name.is_some() == named);
        for argument in of_kind(false).chain(of_kind(true)) {
            let at = match &argument.name {
                None => {
                    position += 1;
                    position - 1
                }
                Some(given) => match known.iter().position(|known| known.name == given.text) {
                    Some(at) => at,
                    None => {
                        let message =
                            format!("`{name}` has no argument `{}`. Correct or remove it.", given.text);
                        return self.error(argument.span, message, report);
                    }
                },
            };
            let (Some(slot), Some(kind)) = (values.get_mut(at), known.get(at).map(|known| known.kind)) else {
                continue;
            };
            if slot.is_some() || zeros.contains(&at) {
                return self.error(argument.span, format!("`{name}` has this argument twice."), report);
            }
            let value = argument.value.as_ref();
            // A number that is missing is 0.
            if let (None, ArgumentKind::Integer(from, _)) = (value, kind)
                && argument.name.is_some()
            {
                has_low_zero |= from > 0;
                zeros.push(at);
                continue;
            }
            let Some(value) = value.filter(|value| self.is_of_kind(value, kind)) else {
                return self.error(
                    argument.span,
                    format!("`{name}` cannot take this argument. Correct it."),
                    report,
                );
            };
            *slot = Some(value);
        }
        if has_low_zero {
            return self.error(self.span, format!("`{name}` needs a number. Add it."), report);
        }
        for (at, (argument, value)) in known.iter().zip(values).enumerate() {
            let problem = match value {
                None if argument.is_optional || zeros.contains(&at) => None,
                None => Some(format!("`{name}` needs `{}`. Add it.", argument.name)),
                Some(value) => self.out_of_range(value, argument.kind),
            };
            if let Some(problem) = problem {
                return self.error(self.span, problem, report);
            }
        }
        true
    }

    fn is_of_kind(&self, value: &Value, kind: ArgumentKind) -> bool {
        match kind {
            ArgumentKind::Integer(..) => self.number(value).is_some(),
            ArgumentKind::Word(_) | ArgumentKind::NativeEnum => {
                matches!(value, Value::Ident(_) | Value::Boolean(..))
            }
            ArgumentKind::Size(..) => matches!(value, Value::Object(..)) && self.is_literal(value),
        }
    }

    /// Whether a value has no names but `true`, `false` and `null`, and all its braces.
    fn is_literal(&self, value: &Value) -> bool {
        let is_closed = |close: char| value.span().of(self.text).ends_with(close);
        match value {
            Value::String(_) | Value::Number(_) | Value::Boolean(..) => true,
            Value::Ident(ident) => ident.text == "null",
            Value::List(values, _) => is_closed(']') && values.iter().all(|value| self.is_literal(value)),
            Value::Object(members, _) => {
                let is_whole = |member: &ObjectMember| {
                    let parts = member.key.as_ref().zip(member.value.as_ref());
                    parts.is_some_and(|(key, value)| {
                        let between = Span::new(key.span().end, value.span().start);
                        between.of(self.text).contains(':') && self.is_literal(value)
                    })
                };
                is_closed('}') && members.iter().all(is_whole)
            }
            Value::Tagged { .. } | Value::Call { .. } => false,
        }
    }

    /// A number, which may be in quotes.
    fn number(&self, value: &Value) -> Option<f64> {
        let text = match value {
            Value::String(span) if is_terminated(span.of(self.text)) => decoded(span.of(self.text)),
            Value::Number(span) => span.of(self.text).to_owned(),
            _ => return None,
        };
        match text.trim() {
            "" => Some(0.0),
            text => text.parse::<f64>().ok().filter(|number| !number.is_nan()),
        }
    }

    fn out_of_range(&self, value: &Value, kind: ArgumentKind) -> Option<String> {
        let name = &self.name;
        let outside = |value: &Value, from: u32, to: u32| {
            let number = self.number(value);
            let is_inside = number.is_some_and(|it| it.fract() == 0.0 && it >= from.into())
                && (to == u32::MAX || number.is_some_and(|it| it <= to.into()));
            (!is_inside).then(|| match to {
                u32::MAX => format!("`{name}` takes a whole number from {from} on."),
                _ => format!("`{name}` takes a whole number from {from} to {to}."),
            })
        };
        match kind {
            ArgumentKind::Integer(from, to) => outside(value, from, to),
            ArgumentKind::Word(words) => {
                let text = value.span().of(self.text);
                let listed = crate::validate::next::arguments::listed(words);
                (!words.contains(&text)).then(|| format!("`{name}` takes only {listed} here."))
            }
            ArgumentKind::Size(from, to) => {
                let Value::Object(members, _) = value else { return None };
                let problem = |member: &ObjectMember| match (&member.key, &member.value) {
                    (Some(Value::Ident(key)), Some(value)) if key.text == "size" => outside(value, from, to),
                    _ => Some(format!("`{name}` takes only `size` here.")),
                };
                members.iter().find_map(problem)
            }
            ArgumentKind::NativeEnum => None,
        }
    }
}
