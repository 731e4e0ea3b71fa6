//! Personal data of every class, for reports: what an annotation says comes first, then what a name suggests.

use crate::rules::privacy::marks::{arguments, is_encrypted, mark};
use crate::rules::privacy::personal_words::{PERSONS, personal};
use crate::rules::privacy::sensitive_words::{
    HASHED, Sensitive, in_singular, is_named_like_secret, sensitive,
};
use crate::rules::{ModelRef, words};
use model::catalog::ScalarType;
use model::schema::item::{Documentation, Field};
use model::schema::{FieldType, Schema};

/// A class of personal data.
///
/// Source: Regulation (EU) 2016/679, articles 4(1) (identifiers, location, economic identity), 9(1) and 10 (special
/// categories, criminal convictions) and 32 (security, which credentials are about).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DataClass {
    /// Names, pictures, numbers and account names that identify a person.
    Identification,
    /// Addresses at which a person is reached.
    Contact,
    /// Means of payment, income, and references to payment services.
    Financial,
    /// Health.
    Health,
    /// Religion, ethnicity, sexual orientation, political opinions, biometrics, convictions.
    Special,
    /// Where a person is.
    Location,
    /// What a person did, and with which device.
    Behaviour,
    /// Passwords, secrets and tokens that grant access in the name of a person.
    Credentials,
    /// Annotated without a class that is known.
    Other,
}

/// Why a field is taken for personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataEvidence {
    /// The schema says it: `@pii(contact)`, `@encrypted`.
    Annotation(String),
    /// The words of its name suggest it.
    Name,
    /// The words of its name suggest it, since the model is about persons.
    NameInPerson,
}

/// How a value is protected, as far as the schema says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protection {
    /// It is annotated with `@encrypted`.
    Encrypted,
    /// It is annotated with `@hashed`.
    Hashed,
    /// Its name, or that of its column, says that it is a hash.
    HashedByName,
}

/// What is known of a field with personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalData {
    /// The class.
    pub class: DataClass,
    /// Why it is taken for personal data.
    pub evidence: DataEvidence,
    /// How it is protected.
    pub protection: Option<Protection>,
}

impl DataClass {
    /// The name, as in `@pii(contact)`.
    pub fn name(self) -> &'static str {
        match self {
            DataClass::Identification => "identification",
            DataClass::Contact => "contact",
            DataClass::Financial => "financial",
            DataClass::Health => "health",
            DataClass::Special => "special category",
            DataClass::Location => "location",
            DataClass::Behaviour => "behaviour",
            DataClass::Credentials => "credentials",
            DataClass::Other => "other",
        }
    }

    /// The class that an annotation names.
    fn named(name: &str) -> DataClass {
        match name.to_lowercase().as_str() {
            "identification" | "identity" | "name" | "birth" | "government" => DataClass::Identification,
            "contact" | "address" | "email" | "phone" => DataClass::Contact,
            "financial" | "finance" | "payment" | "bank" => DataClass::Financial,
            "health" | "medical" => DataClass::Health,
            "special" | "biometric" | "sensitive" => DataClass::Special,
            "location" | "geo" => DataClass::Location,
            "behaviour" | "behavior" | "device" | "usage" | "tracking" => DataClass::Behaviour,
            "credentials" | "credential" | "secret" | "token" | "password" => DataClass::Credentials,
            _ => DataClass::Other,
        }
    }
}

/// Names of one class: the last words of field names, in the singular.
struct Names {
    class: DataClass,
    /// Whether they mean a person only in a model about persons: `weight` of a patient, not of a parcel.
    in_person: bool,
    types: &'static [ScalarType],
    endings: &'static [&'static str],
}

const TEXT: &[ScalarType] = &[ScalarType::String];
const ANY: &[ScalarType] = &[
    ScalarType::String,
    ScalarType::Int,
    ScalarType::BigInt,
    ScalarType::Float,
    ScalarType::Decimal,
    ScalarType::DateTime,
    ScalarType::Json,
];

/// The names by class. A longer ending wins over a shorter one.
#[rustfmt::skip]
const NAMES: &[Names] = &[
    Names { class: DataClass::Identification, in_person: false, types: TEXT, endings: &[
        "first name", "last name", "middle name", "maiden name", "full name", "family name", "given name", "surname",
        "nickname", "nick name", "username", "user name", "display name", "avatar", "avatar url", "profile picture",
        "profile image", "profile photo", "gender", "nationality", "place of birth", "birth place", "student number",
        "employee number", "github id", "google id", "facebook id", "twitter id", "discord id", "telegram id", "apple id",
        "linkedin id", "slack user id", "google sub", "github username", "twitter handle", "license plate",
    ] },
    Names { class: DataClass::Identification, in_person: true, types: TEXT, endings: &[
        "name", "image", "image url", "picture", "photo", "login", "handle", "bio", "biography", "about", "sex",
        "signature", "job title",
    ] },
    Names { class: DataClass::Identification, in_person: false, types: ANY, endings: &[
        "birth date", "date of birth", "dob", "birthday", "birthdate", "birth year", "year of birth",
    ] },
    Names { class: DataClass::Identification, in_person: true, types: ANY, endings: &["age"] },
    Names { class: DataClass::Contact, in_person: false, types: TEXT, endings: &[
        "email", "e mail", "mail address", "email address", "phone", "phone number", "telephone", "telephone number",
        "mobile", "mobile number", "whatsapp", "street", "street address", "home address", "postal address",
        "shipping address", "delivery address", "postal code", "zip code", "zipcode", "postcode", "address line",
    ] },
    Names { class: DataClass::Contact, in_person: true, types: TEXT, endings: &["address", "fax", "zip", "website"] },
    Names { class: DataClass::Financial, in_person: false, types: ANY, endings: &[
        "salary", "income", "billing address", "stripe customer id", "stripe id", "paypal email", "paypal id",
        "payment method id", "credit score", "net worth", "bic", "wallet address", "card last", "bank name",
    ] },
    Names { class: DataClass::Financial, in_person: true, types: ANY, endings: &["customer id", "balance", "vat number"] },
    Names { class: DataClass::Health, in_person: false, types: ANY, endings: &[
        "diagnosis", "blood type", "blood group", "allergy", "medication", "symptom", "medical note", "medical record",
        "medical history", "health condition", "health record", "health insurance number", "prescription",
    ] },
    Names { class: DataClass::Health, in_person: true, types: ANY, endings: &["weight", "height", "disability"] },
    Names { class: DataClass::Special, in_person: false, types: ANY, endings: &[
        "religion", "ethnicity", "sexual orientation", "political opinion", "political affiliation", "union membership",
        "biometric", "face embedding", "voice print", "genetic data", "criminal record", "criminal history",
    ] },
    Names { class: DataClass::Special, in_person: true, types: ANY, endings: &["race", "fingerprint"] },
    Names { class: DataClass::Location, in_person: false, types: ANY, endings: &[
        "latitude", "longitude", "geolocation", "geo location", "gps", "last location", "current location",
    ] },
    Names { class: DataClass::Location, in_person: true, types: TEXT, endings: &[
        "location", "city", "country", "country code", "region", "timezone", "time zone",
    ] },
    Names { class: DataClass::Behaviour, in_person: false, types: ANY, endings: &[
        "ip", "ip address", "user agent", "device id", "device name", "visitor id", "browser fingerprint", "last login",
        "last login at", "last seen", "last seen at", "last active", "last active at", "last activity at", "last sign in at",
        "last login ip", "search history", "referrer",
    ] },
    Names { class: DataClass::Behaviour, in_person: true, types: ANY, endings: &[
        "last activity", "last visit", "login count", "language", "locale", "browser",
    ] },
];

/// Further last words of models whose rows are about persons.
const ABOUT_PERSONS: &[&str] = &[
    "member",
    "attendee",
    "candidate",
    "recipient",
    "subscriber",
    "visitor",
    "worker",
    "teacher",
    "doctor",
    "owner",
    "lead",
];

/// Whether the rows of a model with this name are persons: `User`, `Customer`, `Patient`.
pub fn is_person(model_name: &str) -> bool {
    PERSONS.contains(&in_singular(words(model_name).last()).as_str())
}

/// Whether the rows of a model with this name tell something of one person each: also `Member`, `UserProfile`.
fn is_about_person(model_name: &str) -> bool {
    let words: Vec<String> = words(model_name).iter().map(in_singular).collect();
    match words.split_last() {
        Some((last, before)) if last == "profile" => {
            before.iter().all(|word| PERSONS.contains(&word.as_str()))
        }
        Some((last, _)) => PERSONS.contains(&last.as_str()) || ABOUT_PERSONS.contains(&last.as_str()),
        None => false,
    }
}

/// What the schema says of the personal data in a field; `None` where nothing does. Relations hold none themselves.
pub fn personal_data(schema: &Schema, owner: ModelRef<'_>, field: &Field) -> Option<PersonalData> {
    let ty = schema.type_of(field);
    if matches!(ty, FieldType::Model(_)) {
        return None;
    }
    let (class, evidence) = annotated(schema, owner, field).or_else(|| suggested(schema, owner, field))?;
    Some(PersonalData { class, evidence, protection: protection(field) })
}

/// What follows `@retention` in the documentation of a model: `(90d, by: createdAt)`.
pub fn retention_mark(documentation: Option<&Documentation>) -> Option<&str> {
    mark(documentation, "@retention")
}

fn annotated(schema: &Schema, owner: ModelRef<'_>, field: &Field) -> Option<(DataClass, DataEvidence)> {
    let documentation = field.documentation.as_deref();
    let by_name = || suggested(schema, owner, field).map(|(class, _)| class);
    if let Some(behind) = mark(documentation, "@pii") {
        let arguments = arguments(behind);
        let class = arguments.first().map(|name| DataClass::named(name)).filter(|it| *it != DataClass::Other);
        let class = class.or_else(by_name).unwrap_or(DataClass::Other);
        let text = match arguments.is_empty() {
            true => "@pii".to_owned(),
            false => format!("@pii({})", arguments.join(", ")),
        };
        return Some((class, DataEvidence::Annotation(text)));
    }
    let name = ["@encrypted", "@hashed"].into_iter().find(|name| mark(documentation, name).is_some())?;
    Some((by_name().unwrap_or(DataClass::Other), DataEvidence::Annotation(name.to_owned())))
}

fn suggested(schema: &Schema, owner: ModelRef<'_>, field: &Field) -> Option<(DataClass, DataEvidence)> {
    let FieldType::Scalar(scalar) = schema.type_of(field) else {
        return None;
    };
    let of_name = |class| Some((class, DataEvidence::Name));
    let is_text = scalar == ScalarType::String;
    if is_text && is_named_like_secret(owner, field) {
        return of_name(DataClass::Credentials);
    }
    let kind = sensitive(owner, &field.name.text, &[]).filter(|_| is_text);
    if matches!(kind, Some(Sensitive::Password | Sensitive::Secret | Sensitive::Token)) {
        return of_name(DataClass::Credentials);
    }
    let parts: Vec<String> = words(&field.name.text).iter().map(in_singular).collect();
    if matches!(
        parts.first().map(String::as_str),
        Some("is" | "has" | "can" | "should" | "support" | "noreply")
    ) {
        return None;
    }
    let joined = parts.join(" ");
    let is_about_persons = is_about_person(owner.item.name());
    let ends = |ending: &str| {
        joined.strip_suffix(ending).is_some_and(|before| before.is_empty() || before.ends_with(' '))
    };
    // In a person, words before such an ending mean something else: `fileName`, `companyName`.
    let matches = |names: &Names, ending: &str| if names.in_person { joined == ending } else { ends(ending) };
    let found = NAMES
        .iter()
        .filter(|names| names.types.contains(&scalar) && (is_about_persons || !names.in_person))
        .flat_map(|names| names.endings.iter().map(move |ending| (names, *ending)))
        .filter(|(names, ending)| matches(names, ending))
        .max_by_key(|(_, ending)| ending.len());
    if let Some((names, _)) = found {
        let evidence = if names.in_person { DataEvidence::NameInPerson } else { DataEvidence::Name };
        return Some((names.class, evidence));
    }
    if matches!(kind, Some(Sensitive::Personal | Sensitive::Contact)) {
        let is_financial = ["account", "card", "iban", "routing", "tax", "cvv", "cvc", "acct"];
        let class = match parts.iter().any(|part| is_financial.contains(&part.as_str())) {
            true => DataClass::Financial,
            false => DataClass::Identification,
        };
        return of_name(class);
    }
    of_name(DataClass::named(personal(schema, owner.item.name(), field)?))
}

fn protection(field: &Field) -> Option<Protection> {
    if is_encrypted(field) || field.has("encrypted") {
        return Some(Protection::Encrypted);
    }
    let documentation = field.documentation.as_deref();
    if ["@hashed", "@encryption:hash"].iter().any(|name| mark(documentation, name).is_some()) {
        return Some(Protection::Hashed);
    }
    let says_hash = |name: &str| words(name).contain_any(&HASHED);
    (says_hash(&field.name.text) || says_hash(field.database_name())).then_some(Protection::HashedByName)
}
