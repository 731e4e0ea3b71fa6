//! Words that identify fields with personal data.

use crate::rules::words;
use model::catalog::ScalarType;
use model::schema::item::Field;
use model::schema::{FieldType, Schema};

/// A category of personal data.
struct Class {
    /// The category, as in `@pii(contact)`.
    name: &'static str,
    /// The last words of the names of such fields.
    endings: &'static [&'static [&'static str]],
    /// The types that can hold such a value: a `readInEmail DateTime` is not an address.
    types: &'static [ScalarType],
}

const CLASSES: &[Class] = &[
    Class {
        name: "contact",
        endings: &[
            &["email"],
            &["e", "mail"],
            &["email", "address"],
            &["phone"],
            &["phone", "number"],
            &["mobile"],
        ],
        types: &[ScalarType::String],
    },
    Class {
        name: "name",
        endings: &[
            &["first", "name"],
            &["last", "name"],
            &["full", "name"],
            &["surname"],
            &["given", "name"],
        ],
        types: &[ScalarType::String],
    },
    Class {
        name: "birth",
        endings: &[&["birth", "date"], &["date", "of", "birth"], &["dob"], &["birthday"], &["birthdate"]],
        types: &[ScalarType::String, ScalarType::DateTime],
    },
    Class {
        name: "address",
        endings: &[
            &["street"],
            &["street", "address"],
            &["home", "address"],
            &["postal", "code"],
            &["zip", "code"],
        ],
        types: &[ScalarType::String],
    },
    Class {
        name: "device",
        endings: &[&["ip"], &["ip", "address"], &["user", "agent"]],
        types: &[ScalarType::String],
    },
    Class {
        name: "location",
        endings: &[&["latitude"], &["longitude"], &["geolocation"]],
        types: &[ScalarType::String, ScalarType::Float, ScalarType::Decimal],
    },
];

/// The last words of models whose rows are persons, so that `name` is a person's name.
pub(super) const PERSONS: &[&str] = &[
    "user",
    "person",
    "customer",
    "contact",
    "employee",
    "patient",
    "student",
    "guest",
    "participant",
    "applicant",
];

/// The category of personal data that a field of the model `owner` holds, judged by its name and type, such as
/// `contact`.
pub(super) fn personal(schema: &Schema, owner: &str, field: &Field) -> Option<&'static str> {
    let FieldType::Scalar(scalar) = schema.type_of(field) else { return None };
    let parts = words(&field.name.text);
    let all: Vec<&str> = parts.iter().collect();
    // Of an organization, or a detail of an address.
    if all.iter().any(|word| matches!(*word, "support" | "noreply"))
        || matches!(all.first(), Some(&("is" | "has" | "can" | "should")))
    {
        return None;
    }
    if all == ["name"] {
        return (scalar == ScalarType::String && PERSONS.contains(&words(owner).last())).then_some("name");
    }
    let class = CLASSES.iter().find(|class| class.endings.iter().any(|ending| all.ends_with(ending)))?;
    class.types.contains(&scalar).then_some(class.name)
}
