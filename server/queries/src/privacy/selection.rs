//! Which fields a call returns.

use base::{FieldId, ItemId};
use model::schema::{FieldType, Schema};
use smol_str::SmolStr;

use super::access::Fields;
use crate::code::{Entry, Object, Value};

/// How deep selections are followed: a text can nest without end.
const MAX_DEPTH: usize = 24;

/// Fields of one model that a call returns.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub model: ItemId,
    /// The relations that lead to it.
    pub path: SmolStr,
    pub fields: Fields,
}

/// What an argument with `select`, `include` and `omit` returns. `omits` are fields that the client leaves out of all results.
pub(super) fn reads(
    schema: &Schema,
    model: ItemId,
    argument: Option<&Value>,
    omits: &[FieldId],
) -> Vec<Read> {
    let mut walk = Walk { schema, omits, path: Vec::new(), found: Vec::new() };
    walk.value(model, argument);
    walk.found
}

struct Walk<'s> {
    schema: &'s Schema,
    omits: &'s [FieldId],
    path: Vec<SmolStr>,
    found: Vec<Read>,
}

impl Walk<'_> {
    fn value(&mut self, model: ItemId, argument: Option<&Value>) {
        match argument {
            None | Some(Value::Undefined | Value::Boolean(_)) => self.object(model, &Object::default()),
            Some(Value::Object(object)) => self.object(model, object),
            Some(Value::OneOf(several)) => {
                several.iter().for_each(|it| self.value(model, Some(&it.value)));
            }
            Some(_) => self.push(model, Fields::Unknown(Vec::new())),
        }
    }

    fn object(&mut self, model: ItemId, argument: &Object) {
        if self.path.len() > MAX_DEPTH {
            return;
        }
        let mut omitted: Vec<FieldId> =
            self.omits.iter().copied().filter(|field| field.item == model).collect();
        let given = |key: &str| argument.entry(key).filter(|entry| is_given(entry));
        match given("select").map(|entry| (&entry.value.value, entry.is_conditional)) {
            Some((Value::Object(selected), is_conditional)) => {
                let fields: Vec<FieldId> = self.scalars(model, selected);
                let is_sure = !selected.is_partial && !is_conditional;
                self.push(model, if is_sure { Fields::Named(fields) } else { Fields::Unknown(fields) });
                self.relations(model, selected);
            }
            Some(_) => self.push(model, Fields::Unknown(Vec::new())),
            None => {
                if let Some(Value::Object(omit)) = given("omit").map(|entry| &entry.value.value) {
                    omitted.extend(self.scalars(model, omit));
                }
                // What is spread into the argument may be a `select`.
                let fields = match (argument.is_partial, omitted.is_empty()) {
                    (true, _) => Fields::Unknown(Vec::new()),
                    (false, true) => Fields::All,
                    (false, false) => Fields::AllBut(omitted),
                };
                self.push(model, fields);
                if let Some(Value::Object(included)) = given("include").map(|entry| &entry.value.value) {
                    self.relations(model, included);
                }
            }
        }
    }

    fn push(&mut self, model: ItemId, fields: Fields) {
        self.found.push(Read { model, path: self.path.join(".").into(), fields });
    }

    fn scalars(&self, model: ItemId, selected: &Object) -> Vec<FieldId> {
        let given = selected.entries.iter().filter(|entry| is_given(entry));
        given.filter_map(|entry| self.schema.field_named(model, &entry.key)).collect()
    }

    fn relations(&mut self, model: ItemId, selected: &Object) {
        for entry in selected.entries.iter().filter(|entry| is_given(entry)) {
            let Some(field) = self.schema.field_named(model, &entry.key) else { continue };
            if let FieldType::Model(target) = self.schema.field_type(field) {
                self.path.push(entry.key.clone());
                self.value(target, Some(&entry.value.value));
                self.path.pop();
            }
        }
    }
}

fn is_given(entry: &Entry) -> bool {
    !matches!(entry.value.value, Value::Undefined | Value::Boolean(false))
}
