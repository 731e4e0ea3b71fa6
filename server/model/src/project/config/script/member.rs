//! Members of objects.

use oxc_ast::ast::{ChainElement, Expression, ObjectPropertyKind, PropertyKey, PropertyKind};

use crate::project::config::script::builtin;
use crate::project::config::script::evaluator::{Evaluator, MAX_DEPTH};
use crate::project::config::script::value::{Literal, Scope, Value};
use crate::script::span;
use base::text::Span;

/// What an object holds under a key.
#[derive(Debug, Clone)]
pub(in crate::project::config) enum Member<'a> {
    /// This value, written at this place of the configuration file; at none where another script has it.
    Found(Value<'a>, Option<Span>),
    /// No such key is written.
    Absent,
    /// The key is not written, but this part of the configuration file may bring it in.
    Hidden(Option<Span>),
}

impl<'a> Evaluator<'a, '_> {
    /// What any value holds under a key.
    pub(in crate::project::config) fn member(
        &self,
        of: &Value<'a>,
        key: &str,
        scope: &Scope<'a>,
    ) -> Member<'a> {
        self.member_of(of, key, scope, MAX_DEPTH)
    }

    /// Looks a key up in an object literal. The last one written counts, spread objects included, as when the script runs.
    fn lookup(&self, literal: &Literal<'a>, key: &str, depth: usize) -> Member<'a> {
        let Some(depth) = self.step(depth) else { return Member::Absent };
        let scope = &literal.scope;
        let here = |span: Span| (scope.module.path == self.main).then_some(span);
        let mut hidden = None;
        for property in literal.object.properties.iter().rev() {
            let place = here(span(property));
            match property {
                ObjectPropertyKind::ObjectProperty(property) => {
                    let names = self.key_names(&property.key, scope, depth);
                    if names.iter().any(|name| name == key) && property.kind != PropertyKind::Set {
                        let value = self.eval(&property.value, scope, depth);
                        return match property.kind {
                            PropertyKind::Get => Member::Found(self.called(value, Vec::new(), depth), place),
                            _ if property.method => Member::Found(value, place),
                            _ => Member::Found(value, here(span(&property.value))),
                        };
                    }
                    if names.is_empty() {
                        hidden = hidden.or(Some(place));
                    }
                }
                ObjectPropertyKind::SpreadProperty(spread) => {
                    let value = self.eval(&spread.argument, scope, depth);
                    match self.member_of(&value, key, scope, depth) {
                        Member::Found(value, inner) => return Member::Found(value, inner.or(place)),
                        Member::Hidden(_) => hidden = hidden.or(Some(place)),
                        Member::Absent => {}
                    }
                }
            }
        }
        hidden.map_or(Member::Absent, Member::Hidden)
    }

    /// The names that a key may stand for; none for a computed one that the text does not tell.
    pub(in crate::project::config) fn key_names(
        &self,
        key: &'a PropertyKey<'a>,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Vec<String> {
        match key {
            PropertyKey::StaticIdentifier(name) => vec![name.name.to_string()],
            PropertyKey::PrivateIdentifier(name) => vec![name.name.to_string()],
            other => match other.as_expression() {
                Some(Expression::NumericLiteral(number)) => vec![number.value.to_string()],
                Some(inner) => self.eval(inner, scope, depth).texts(),
                None => Vec::new(),
            },
        }
    }

    /// As [`Evaluator::key_names`], without a depth.
    pub(in crate::project::config) fn names_of_key(
        &self,
        key: &'a PropertyKey<'a>,
        scope: &Scope<'a>,
    ) -> Vec<String> {
        self.key_names(key, scope, MAX_DEPTH)
    }

    /// The value of a member of any value.
    pub(super) fn member_value(
        &self,
        of: &Value<'a>,
        key: &str,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Value<'a> {
        match self.member_of(of, key, scope, depth) {
            Member::Found(value, _) => value,
            Member::Absent => Value::Nothing,
            Member::Hidden(_) => Value::Unknown,
        }
    }

    fn member_of(&self, of: &Value<'a>, key: &str, scope: &Scope<'a>, depth: usize) -> Member<'a> {
        let nowhere = None;
        let known = |value: Option<Value<'a>>| match value {
            Some(value) => Member::Found(value, nowhere),
            None => Member::Hidden(nowhere),
        };
        let Some(depth) = self.step(depth) else { return Member::Hidden(nowhere) };
        match of {
            Value::Object(literal) => self.lookup(literal, key, depth),
            Value::Merged(parts) => {
                let mut result = Member::Absent;
                for part in parts.iter().rev() {
                    match (self.member_of(part, key, scope, depth), &result) {
                        (found @ Member::Found(..), _) => return found,
                        (hidden @ Member::Hidden(_), Member::Absent) => result = hidden,
                        _ => {}
                    }
                }
                result
            }
            Value::OneOf(values) => {
                let members: Vec<Member<'a>> =
                    values.iter().map(|value| self.member_of(value, key, scope, depth)).collect();
                let place = members.iter().find_map(|member| match member {
                    Member::Found(_, place) => Some(*place),
                    _ => None,
                });
                let is_hidden = members.iter().any(|member| matches!(member, Member::Hidden(_)));
                let found = members.into_iter().filter_map(|member| match member {
                    Member::Found(value, _) => Some(value),
                    _ => None,
                });
                match place {
                    Some(place) => Member::Found(Value::one_of(found), place),
                    None if is_hidden => Member::Hidden(nowhere),
                    None => Member::Absent,
                }
            }
            Value::Enum(declaration) => {
                let members = declaration.body.members.iter();
                let found = members.filter(|member| member.id.static_name() == key).last();
                known(found.and_then(|member| Some(self.eval(member.initializer.as_ref()?, scope, depth))))
            }
            Value::List(items) => known(key.parse::<usize>().ok().and_then(|at| items.get(at).cloned())),
            Value::Url(path) => known(match key {
                "pathname" | "href" => Some(Value::Text(path.clone())),
                _ => None,
            }),
            Value::Exports(module) => known(self.exported(module, key, depth)),
            Value::Library("import.meta") => known(import_meta(key, scope)),
            Value::Library("process.env" | "Deno.env") => Member::Found(Value::Unknown, nowhere),
            Value::Library("path") if key == "sep" => known(Some(Value::Text("/".to_owned()))),
            Value::Library(name) => known(builtin::member(name, key).map(Value::Library)),
            // Nothing is brought in by what is left out, as in `...(condition && {})`.
            Value::Nothing | Value::Bool(false) => Member::Absent,
            _ => Member::Hidden(nowhere),
        }
    }

    pub(super) fn computed(
        &self,
        object: Value<'a>,
        key: &'a Expression<'a>,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Value<'a> {
        if let Expression::NumericLiteral(number) = key {
            return self.member_value(&object, &number.value.to_string(), scope, depth);
        }
        let keys = self.eval(key, scope, depth);
        let keys = match (&object, keys) {
            // Which one is chosen is not known, but it is one of them.
            (Value::Object(literal), Value::Unknown) => {
                let all = literal.object.properties.iter().filter_map(|property| match property {
                    ObjectPropertyKind::ObjectProperty(property) => property.key.static_name(),
                    ObjectPropertyKind::SpreadProperty(_) => None,
                });
                Value::one_of(all.map(|name| Value::Text(name.into_owned())))
            }
            (_, keys) => keys,
        };
        keys.each(|key| match key {
            Value::Text(key) => self.member_value(&object, &key, scope, depth),
            _ => Value::Unknown,
        })
    }

    pub(super) fn chain(&self, element: &'a ChainElement<'a>, scope: &Scope<'a>, depth: usize) -> Value<'a> {
        match element {
            ChainElement::CallExpression(call) => self.call(call, scope, depth),
            ChainElement::TSNonNullExpression(inner) => self.eval(&inner.expression, scope, depth),
            ChainElement::StaticMemberExpression(member) => {
                let object = self.eval(&member.object, scope, depth);
                self.member_value(&object, &member.property.name, scope, depth)
            }
            ChainElement::ComputedMemberExpression(member) => {
                let object = self.eval(&member.object, scope, depth);
                self.computed(object, &member.expression, scope, depth)
            }
            ChainElement::PrivateFieldExpression(_) => Value::Unknown,
        }
    }
}

fn import_meta<'a>(key: &str, scope: &Scope<'a>) -> Option<Value<'a>> {
    let module = &scope.module;
    match key {
        "dirname" | "dir" => Some(Value::Text(module.dir().to_str()?.to_owned())),
        "filename" | "path" => Some(Value::Text(module.path.to_str()?.to_owned())),
        "url" => Some(Value::Url(module.path.to_str()?.to_owned())),
        "resolve" => Some(Value::Library("import.meta.resolve")),
        "env" => Some(Value::Library("process.env")),
        _ => None,
    }
}
