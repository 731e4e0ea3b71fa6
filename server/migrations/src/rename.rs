//! Guesses at names: whether what goes and what comes are one thing that is renamed.

use model::catalog::{Provider, ScalarType};
use model::database::ColumnType;

/// How the names of columns and tables begin that wait to be dropped: plans rename them first, so that what still uses them
/// is found while they can be given back.
pub const WAITING: &str = "_drop_";

/// Whether a column that is dropped and one of the same type that is added look like one column that is renamed.
pub fn looks_renamed(ty: &ColumnType, old: &str, new: &str) -> bool {
    old != new && (!is_common(ty) || is_similar(old, new))
}

/// Whether so many columns have the type that it says little.
fn is_common(ty: &ColumnType) -> bool {
    matches!(
        ty.scalar(),
        Some(ScalarType::Boolean | ScalarType::DateTime | ScalarType::Int | ScalarType::String)
    )
}

/// Whether two names have a word, or the beginning of one, in common.
pub fn is_similar(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let mut words = vec![String::new()];
        for character in name.chars() {
            if character.is_uppercase() || character == '_' {
                words.push(String::new());
            }
            if let (Some(word), true) = (words.last_mut(), character.is_alphanumeric()) {
                word.extend(character.to_lowercase());
            }
        }
        words.retain(|word| word.len() > 2 && word != "the" && word != "has");
        words
    };
    let (a, b) = (words(a), words(b));
    a.iter().any(|word| {
        b.iter().any(|other| word.starts_with(other.as_str()) || other.starts_with(word.as_str()))
    })
}

/// The script that renames a column and keeps what it holds.
pub fn rename_column(provider: Provider, table: &str, from: &str, to: &str) -> String {
    match provider {
        Provider::Sqlserver => {
            let quoted = |name: &str| name.replace('\'', "''");
            format!("EXEC sp_rename '{}.{}', '{}', 'COLUMN';\n", quoted(table), quoted(from), quoted(to))
        }
        Provider::Mysql => format!("ALTER TABLE `{table}` RENAME COLUMN `{from}` TO `{to}`;\n"),
        _ => format!("ALTER TABLE \"{table}\" RENAME COLUMN \"{from}\" TO \"{to}\";\n"),
    }
}
