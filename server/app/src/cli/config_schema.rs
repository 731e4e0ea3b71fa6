//! The JSON schema of `prisma-lens.toml`, for editors without the language server.

use serde_json::{Map, Value, json};

use checks::frame::{Entry, OptionKind};
use model::project::{LEVEL_NAMES, SETTING_KEYS, SettingKey, SettingValue};

/// The JSON schema of the file.
pub(super) fn of_settings() -> Value {
    let mut schema = table(SETTING_KEYS);
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".to_owned(), "http://json-schema.org/draft-07/schema#".into());
        object.insert("title".to_owned(), "prisma-lens.toml".into());
    }
    schema
}

fn table(keys: &[SettingKey]) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn property(key: &SettingKey) -> Value {
    let strings = json!({ "type": "array", "items": { "type": "string" } });
    let mut value = match key.value {
        SettingValue::Flag(default) => json!({ "type": "boolean", "default": default }),
        SettingValue::Number(least) => json!({ "type": "integer", "minimum": least }),
        SettingValue::Text | SettingValue::Path => json!({ "type": "string" }),
        SettingValue::Version => json!({ "type": ["string", "number"] }),
        SettingValue::Choice(names, default) => json!({ "enum": names, "default": default }),
        SettingValue::Indent(most) => {
            json!({ "anyOf": [{ "type": "integer", "minimum": 0, "maximum": most }, { "const": "tab" }] })
        }
        SettingValue::Names => strings,
        SettingValue::Globs => json!({ "type": ["string", "array"], "items": { "type": "string" } }),
        SettingValue::Table(keys) => table(keys),
        SettingValue::Tables(keys) => json!({ "type": "array", "items": table(keys) }),
        SettingValue::NamedTables(keys) => json!({ "type": "object", "additionalProperties": table(keys) }),
        SettingValue::Rules => rules(),
    };
    describe(&mut value, key.docs);
    value
}

fn describe(value: &mut Value, docs: &str) {
    if let Some(object) = value.as_object_mut() {
        object.insert("description".to_owned(), docs.into());
    }
}

fn rules() -> Value {
    let level = json!({ "enum": LEVEL_NAMES });
    let mut rules = Map::new();
    for Entry { metadata, .. } in ide::registry().rules() {
        let mut properties = Map::from_iter([("level".to_owned(), level.clone())]);
        for option in metadata.all_options() {
            let mut value = kind(&option.kind);
            describe(&mut value, option.docs);
            if let Some(object) = value.as_object_mut() {
                object.insert("default".to_owned(), option.kind.default_value());
            }
            properties.insert(option.name.to_owned(), value);
        }
        let table = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        let summary = metadata.documentation().summary;
        rules.insert(metadata.code.to_owned(), json!({ "description": summary, "anyOf": [level, table] }));
    }
    for group in ide::registry().groups() {
        rules.insert(group, level.clone());
    }
    json!({
        "type": "object",
        "properties": rules,
        "patternProperties": { "[*?]": level },
        "additionalProperties": false,
    })
}

/// The JSON schema of an option's value.
fn kind(kind: &OptionKind) -> Value {
    match kind {
        OptionKind::Flag(_) => json!({ "type": "boolean" }),
        OptionKind::Number(_) => json!({ "type": "number" }),
        OptionKind::Text(_) => json!({ "type": "string" }),
        OptionKind::Choice(choices) => json!({ "enum": choices }),
        OptionKind::List(_) | OptionKind::Patterns(_) | OptionKind::Exemptions => {
            json!({ "type": ["string", "array"], "items": { "type": "string" } })
        }
        OptionKind::Map => json!({ "type": "object" }),
        OptionKind::Shape(_) => json!({}),
    }
}
