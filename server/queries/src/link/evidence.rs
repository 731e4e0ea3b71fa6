//! Whether names speak for a client where the code does not tell.

use crate::code::Operation;

/// Words in names of clients.
const CLIENT: [&str; 11] =
    ["prisma", "db", "database", "tx", "trx", "transaction", "client", "orm", "conn", "connection", "dao"];
/// Words in names of what has methods like a client, but is none: routers and what calls them, SDKs of services.
const OTHER: [&str; 12] =
    ["api", "trpc", "caller", "router", "utils", "stripe", "sdk", "http", "axios", "cache", "redis", "mock"];

/// Whether something with this text, such as `this.prisma`, is a client, given that it has a member with the name of a model,
/// which has this method. Of `default` imports the module is looked at too.
pub(super) fn speaks_for_client(text: &str, module: Option<&str>, operation: Operation) -> bool {
    let last = text.rsplit(['.', ')', '?']).find(|part| !part.is_empty()).unwrap_or(text);
    let module = module.map(|module| module.rsplit('/').next().unwrap_or(module)).unwrap_or_default();
    let has = |list: &[&str]| {
        words(last).any(|word| list.contains(&word.as_str()))
            || words(module).any(|word| list.contains(&word.as_str()))
    };
    if has(&CLIENT) {
        return true;
    }
    operation.is_distinctive() && !has(&OTHER)
}

/// The words of a name in lower case: `prismaService` → `prisma`, `service`.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut words: Vec<String> = Vec::new();
    let mut after_lower = false;
    let mut is_new = true;
    for letter in name.chars() {
        if !letter.is_alphabetic() {
            is_new = true;
            continue;
        }
        is_new |= letter.is_uppercase() && after_lower;
        if is_new {
            words.push(String::new());
        }
        (is_new, after_lower) = (false, letter.is_lowercase());
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    words.into_iter()
}
