//! The manifest of the extension for VS Code: the codes of all rules with what they flag, for completion and hover in its settings.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

/// The setting with the levels of rules.
const SETTING: &str = "prismaLens.rules";

/// The text of the manifest at this path, with the rules in its schema of settings. `rules` is the output of
/// `prisma-lens rules --format json`.
pub(crate) fn manifest(path: &Path, rules: &str) -> Result<String, String> {
    let error = |message: &dyn std::fmt::Display| format!("{}: {message}", path.display());
    let text = fs::read_to_string(path).map_err(|it| error(&it))?;
    let mut manifest: Value = serde_json::from_str(&text).map_err(|it| error(&it))?;
    let known =
        setting(&mut manifest).ok_or_else(|| error(&format!("no setting `{SETTING}` that lists rules")))?;
    *known = of_rules(rules).map_err(|it| error(&it))?;
    let text = serde_json::to_string_pretty(&manifest).map_err(|it| error(&it))?;
    Ok(format!("{text}\n"))
}

/// The part of the schema that lists properties by name, beside the part that says what the value of any is.
fn setting(manifest: &mut Value) -> Option<&mut Value> {
    let groups = manifest.pointer_mut("/contributes/configuration")?.as_array_mut()?;
    let schema = groups.iter_mut().find_map(|group| group.get_mut("properties")?.get_mut(SETTING))?;
    schema.get_mut("allOf")?.as_array_mut()?.iter_mut().find_map(|part| part.get_mut("properties"))
}

/// For each rule a property with what it flags.
fn of_rules(rules: &str) -> Result<Value, String> {
    let rules: Vec<Value> =
        serde_json::from_str(rules).map_err(|error| format!("the list of rules: {error}"))?;
    let property = |rule: &Value| {
        let text = |key: &str| Some(rule.get(key)?.as_str()?.to_owned());
        let (code, summary) = (text("code")?, text("summary")?);
        let recommended = rule.pointer("/levels/recommended")?.as_str()?;
        let description = format!("{summary} Preset `recommended`: `{recommended}`.");
        Some((code, json!({ "markdownDescription": description })))
    };
    let properties: Option<Map<String, Value>> = rules.iter().map(property).collect();
    properties.map(Value::Object).ok_or_else(|| "a rule has no code, summary or level".to_owned())
}
