//! What can be set for a rule beside its level.

use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::frame::{Exemptions, NamePatterns};

/// One option of a rule.
#[derive(Debug)]
pub struct OptionSpec {
    /// Its name in settings.
    pub name: &'static str,
    /// What it takes, and what holds where it is not set.
    pub kind: OptionKind,
    /// What it does, in a sentence.
    pub docs: &'static str,
}

/// The option `exempt`, which every rule has.
pub static EXEMPT: OptionSpec = OptionSpec {
    name: "exempt",
    kind: OptionKind::Exemptions,
    docs: "Blocks and fields without findings of this rule: `Model`, `Model.field`, `Legacy*`, `*.createdAt`. For a \
           rule about migrations: names of their folders. For a rule about queries: models.",
};

/// What an option takes; the value inside holds where it is not set.
#[derive(Clone, Copy, Debug)]
pub enum OptionKind {
    /// `true` or `false`.
    Flag(bool),
    /// A whole number of at least 0.
    Number(u32),
    /// A text.
    Text(&'static str),
    /// One of these words; the first holds where it is not set.
    Choice(&'static [&'static str]),
    /// A list of texts.
    List(&'static [&'static str]),
    /// A list of patterns for names, see [`NamePatterns`].
    Patterns(&'static [&'static str]),
    /// A list of blocks and fields, see [`Exemptions`]; empty where it is not set.
    Exemptions,
    /// An object whose values are texts, empty where it is not set.
    Map,
    /// A value that the rule reads itself; empty if it is not set.
    Shape(&'static Shape),
}

/// The shape of a value that a rule reads itself.
#[derive(Debug)]
pub struct Shape {
    /// Whether a value has it.
    pub accepts: fn(&Value) -> bool,
    /// What a value has to be, for messages: "a list of names".
    pub describe: &'static str,
}

/// The options of one rule as set.
#[derive(Clone, Debug, Default)]
pub struct Options {
    values: FxHashMap<&'static str, Value>,
    /// The lists of patterns among the values, compiled.
    patterns: FxHashMap<&'static str, NamePatterns>,
    exemptions: Exemptions,
}

impl PartialEq for Options {
    fn eq(&self, other: &Options) -> bool {
        self.values == other.values
    }
}

impl OptionKind {
    /// What a value has to be, for messages: "a list of texts".
    pub fn describe(&self) -> String {
        match self {
            OptionKind::Flag(_) => "`true` or `false`".into(),
            OptionKind::Number(_) => "an integer".into(),
            OptionKind::Text(_) => "a string".into(),
            OptionKind::Choice(choices) => {
                let choices: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
                format!("one of {}", choices.join(", "))
            }
            OptionKind::List(_) => "a list of strings".into(),
            OptionKind::Patterns(_) => {
                "a list of names, globs or regular expressions between slashes (without look-around)".into()
            }
            OptionKind::Exemptions => {
                "a list of blocks and fields, such as `Model`, `Model.field` and `Legacy*`".into()
            }
            OptionKind::Map => "a table of strings".into(),
            OptionKind::Shape(shape) => shape.describe.into(),
        }
    }

    /// Whether `value` is what the option takes.
    pub fn accepts(&self, value: &Value) -> bool {
        match self {
            OptionKind::Flag(_) => value.is_boolean(),
            OptionKind::Number(_) => value.as_u64().is_some_and(|number| u32::try_from(number).is_ok()),
            OptionKind::Text(_) => value.is_string(),
            OptionKind::Choice(choices) => value.as_str().is_some_and(|text| choices.contains(&text)),
            OptionKind::List(_) => is_one_or_list(value, |_| true),
            OptionKind::Patterns(_) => is_one_or_list(value, NamePatterns::is_valid),
            OptionKind::Exemptions => is_one_or_list(value, Exemptions::is_valid),
            OptionKind::Map => value.as_object().is_some_and(|map| map.values().all(Value::is_string)),
            OptionKind::Shape(shape) => value.is_null() || (shape.accepts)(value),
        }
    }

    /// What holds where the option is not set.
    pub fn default_value(&self) -> Value {
        match self {
            OptionKind::Flag(flag) => Value::from(*flag),
            OptionKind::Number(number) => Value::from(*number),
            OptionKind::Text(text) => Value::from(*text),
            OptionKind::Choice(choices) => Value::from(choices.first().copied().unwrap_or("")),
            OptionKind::List(items) | OptionKind::Patterns(items) => Value::from(items.to_vec()),
            OptionKind::Exemptions => Value::Array(Vec::new()),
            OptionKind::Map => Value::Object(Default::default()),
            OptionKind::Shape(_) => Value::Null,
        }
    }
}

impl Options {
    /// Every option at its default.
    pub fn defaults(specs: &'static [OptionSpec]) -> Options {
        let mut options = Options::default();
        specs.iter().for_each(|spec| options.set(spec, spec.kind.default_value()));
        options
    }

    /// Sets an option to a value that its kind accepts.
    pub fn set(&mut self, spec: &'static OptionSpec, value: Value) {
        self.values.insert(spec.name, value);
        match spec.kind {
            OptionKind::Patterns(_) => {
                let patterns = NamePatterns::new(self.list(spec.name));
                self.patterns.insert(spec.name, patterns);
            }
            OptionKind::Exemptions => self.exemptions = Exemptions::new(self.list(EXEMPT.name)),
            _ => {}
        }
    }

    /// A flag; `false` for an option that the rule does not have.
    pub fn flag(&self, name: &str) -> bool {
        self.value(name).as_bool().unwrap_or(false)
    }

    /// A number; 0 for an option that the rule does not have.
    pub fn number(&self, name: &str) -> u32 {
        self.value(name).as_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or(0)
    }

    /// A text or choice; empty for an option that the rule does not have.
    pub fn text(&self, name: &str) -> &str {
        self.value(name).as_str().unwrap_or("")
    }

    /// The texts of a list; a lone text is a list of one.
    pub fn list(&self, name: &str) -> Vec<&str> {
        match self.value(name) {
            // Those that are set are all texts: room for them is made once.
            Value::Array(items) => {
                let mut list = Vec::with_capacity(items.len());
                list.extend(items.iter().filter_map(Value::as_str));
                list
            }
            Value::String(text) => vec![text],
            _ => Vec::new(),
        }
    }

    /// The patterns of a list of them; a lone pattern is a list of one.
    pub fn patterns(&self, name: &str) -> &NamePatterns {
        static NONE: NamePatterns = NamePatterns::NONE;
        self.patterns.get(name).unwrap_or(&NONE)
    }

    /// What the option `exempt` names.
    pub fn exemptions(&self) -> &Exemptions {
        &self.exemptions
    }

    /// The value as it was set; `null` where it was not and has no default.
    pub fn value(&self, name: &str) -> &Value {
        self.values.get(name).unwrap_or(&Value::Null)
    }
}

/// The entries of a list that an option is set to. A lone value is a list of one, and nothing is an empty list.
pub fn entries(value: &Value) -> &[Value] {
    match value {
        Value::Array(entries) => entries,
        Value::Null => &[],
        _ => std::slice::from_ref(value),
    }
}

/// Whether a value is a text, or a list of texts, that all satisfy `is_valid`.
fn is_one_or_list(value: &Value, is_valid: fn(&str) -> bool) -> bool {
    !value.is_null() && entries(value).iter().all(|entry| entry.as_str().is_some_and(is_valid))
}
