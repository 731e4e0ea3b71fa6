//! A value in the code, as far as the text of the file tells.

use base::text::Span;
use smol_str::SmolStr;

/// A value and where it is written. A value of a constant is written where the constant is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Where it is written.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A value, as far as the text of the file tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `{ … }`.
    Object(Object),
    /// `[ … ]`; `is_partial` where a spread adds elements that are not known.
    List {
        /// The known elements.
        items: Vec<Located>,
        /// Whether there may be others.
        is_partial: bool,
    },
    /// A string that is known.
    Text(SmolStr),
    /// A number, a big integer: as written, with its sign.
    Number(SmolStr),
    /// `true` or `false`.
    Boolean(bool),
    /// `null`.
    Null,
    /// `undefined`: Prisma leaves the key out.
    Undefined,
    /// One of several, as a condition decides: `a ? b : c`.
    OneOf(Vec<Located>),
    /// Something that is computed elsewhere.
    Unknown(Unknown),
}

/// What is known of a value that is computed elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unknown {
    /// Whether the text itself says that it may be `undefined`: an optional parameter or property, `?.`, an untyped request.
    pub may_be_undefined: bool,
    /// Whether it is certainly no object, so that as a filter it means equality: a literal's method call, `new Date()`, a template
    /// string, an element access by a string type.
    pub is_scalar: bool,
    /// Whether it is a list: a variable of an array type, the result of `map`.
    pub is_list: bool,
    /// Whether the code itself writes `undefined` as one of the values: `all ? undefined : id`.
    pub is_undefined_on_purpose: bool,
}

/// An object as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    /// The known keys, in order. Where one is written twice, only the last counts and only that is here.
    pub entries: Vec<Entry>,
    /// Whether there may be keys that are not known: a spread of something unknown, a computed key.
    pub is_partial: bool,
}

/// A key of an object with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: SmolStr,
    /// Where the key is written.
    pub key_span: Span,
    /// The value.
    pub value: Located,
    /// Whether the key is there only under a condition: `...(a && { key: 1 })`.
    pub is_conditional: bool,
}

/// Keys whose value is an object that decides what is asked for, wherever they are.
const STRUCTURE: [&str; 12] =
    ["where", "orderBy", "include", "select", "some", "every", "none", "is", "isNot", "AND", "OR", "NOT"];
/// Keys whose list decides only how much is asked for.
const LISTS: [&str; 5] = ["in", "notIn", "hasSome", "hasEvery", "equals"];

/// The keys of an argument that decide which rows are asked for.
const ASKING: [&str; 9] =
    ["where", "orderBy", "cursor", "distinct", "include", "select", "by", "having", "_count"];

impl Located {
    /// Whether something of it as the argument of a call is not known that decides what is asked for. Data to write does not.
    pub fn is_partial_argument(&self) -> bool {
        let Value::Object(object) = &self.value else { return true };
        let asks = |entry: &&Entry| ASKING.contains(&entry.key.as_str());
        object.is_partial
            || object.entries.iter().filter(asks).any(|entry| {
                let is_unknown = matches!(entry.value.value, Value::Unknown(_));
                is_unknown || entry.is_partial()
            })
    }
}

impl Entry {
    /// Whether the key may be absent, or something in its value is not known that decides what is asked for.
    pub fn is_partial(&self) -> bool {
        let key = self.key.as_str();
        self.is_conditional
            || match &self.value.value {
                Value::Unknown(unknown) if STRUCTURE.contains(&key) && !unknown.is_scalar => true,
                Value::List { .. } if LISTS.contains(&key) => false,
                value => value.is_partial(),
            }
    }

    /// Whether the key may be absent, as the code itself says.
    pub fn may_be_absent(&self) -> bool {
        let is_undefined = |value: &Value| match value {
            Value::Undefined => true,
            Value::Unknown(unknown) => unknown.is_undefined_on_purpose,
            _ => false,
        };
        self.is_conditional
            || match &self.value.value {
                Value::OneOf(several) => several.iter().any(|it| is_undefined(&it.value)),
                value => is_undefined(value),
            }
    }
}

impl Object {
    /// The entry of this key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of this key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|entry| &entry.value.value)
    }
}

impl Value {
    /// The object, where it certainly is one.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The text, where it is known.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether something in it is not known in a way that decides which keys are asked for. An unknown value at a leaf, where
    /// only its amount is unknown, is not partial, but where the code may write `undefined` for it.
    pub fn is_partial(&self) -> bool {
        match self {
            Value::Object(object) => object.is_partial || object.entries.iter().any(Entry::is_partial),
            Value::List { items, is_partial } => {
                *is_partial || items.iter().any(|item| item.value.is_partial())
            }
            Value::OneOf(all) => all.iter().any(|it| {
                matches!(it.value, Value::Object(_) | Value::List { .. } | Value::Undefined)
                    || it.value.is_partial()
            }),
            Value::Unknown(unknown) => unknown.is_undefined_on_purpose,
            _ => false,
        }
    }
}
