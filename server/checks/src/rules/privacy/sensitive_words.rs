//! Words that identify fields with sensitive or personal values.

use std::sync::LazyLock;

use crate::rules::privacy::marks::{is_encrypted, mark};
use crate::rules::{ModelRef, singular, words};
use model::schema::item::Field;

/// Why a value is sensitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sensitive {
    /// It grants access and is only compared: it should be hashed.
    Password,
    /// It grants access and has to be read back.
    Secret,
    /// It grants access to a session or an API for a limited time.
    Token,
    /// It identifies a person, or is a means of payment.
    Personal,
    /// A telephone number or date of birth: personal, but few applications encrypt it.
    Contact,
}

/// Words that say that only a hash of a value is stored.
pub(super) const HASHED: [&str; 4] = ["hash", "hashed", "digest", "salted"];

/// Word sequences in the singular, with their categories. A name counts if it ends with one, see [`FOLLOWING`].
#[rustfmt::skip]
const SEQUENCES: &[(&[&str], Sensitive)] = &[
    (&["password"], Sensitive::Password), (&["passwd"], Sensitive::Password), (&["pwd"], Sensitive::Password),
    (&["passphrase"], Sensitive::Password), (&["passcode"], Sensitive::Password),
    (&["pass", "word"], Sensitive::Password), (&["pass", "code"], Sensitive::Password),
    (&["secret"], Sensitive::Secret), (&["secret", "key"], Sensitive::Secret),
    (&["secret", "access", "key"], Sensitive::Secret), (&["secret", "answer"], Sensitive::Secret),
    (&["security", "answer"], Sensitive::Secret), (&["api", "key"], Sensitive::Secret),
    (&["apikey"], Sensitive::Secret), (&["private", "key"], Sensitive::Secret),
    (&["encryption", "key"], Sensitive::Secret), (&["signing", "key"], Sensitive::Secret),
    (&["access", "key"], Sensitive::Secret), (&["master", "key"], Sensitive::Secret),
    (&["hmac", "key"], Sensitive::Secret), (&["auth", "key"], Sensitive::Secret),
    (&["connection", "string"], Sensitive::Secret), (&["credential"], Sensitive::Secret),
    (&["seed", "phrase"], Sensitive::Secret), (&["mnemonic"], Sensitive::Secret),
    (&["recovery", "code"], Sensitive::Secret), (&["backup", "code"], Sensitive::Secret),
    (&["otp"], Sensitive::Secret), (&["otp", "code"], Sensitive::Secret), (&["totp"], Sensitive::Secret),
    (&["mfa", "code"], Sensitive::Secret), (&["sms", "code"], Sensitive::Secret),
    (&["verification", "code"], Sensitive::Token), (&["reset", "code"], Sensitive::Token),
    (&["login", "code"], Sensitive::Token), (&["auth", "code"], Sensitive::Token),
    (&["pin", "number"], Sensitive::Secret), (&["card", "pin"], Sensitive::Secret),
    (&["access", "pin"], Sensitive::Secret), (&["login", "pin"], Sensitive::Secret),
    (&["security", "pin"], Sensitive::Secret), (&["transaction", "pin"], Sensitive::Secret),
    (&["token"], Sensitive::Token), (&["jwt"], Sensitive::Token),
    (&["ssn"], Sensitive::Personal), (&["social", "security"], Sensitive::Personal),
    (&["social", "security", "number"], Sensitive::Personal),
    (&["social", "insurance", "number"], Sensitive::Personal), (&["tax", "id"], Sensitive::Personal),
    (&["tax", "number"], Sensitive::Personal), (&["tax", "file", "number"], Sensitive::Personal),
    (&["passport"], Sensitive::Personal), (&["passport", "no"], Sensitive::Personal),
    (&["national", "id"], Sensitive::Personal), (&["national", "identity"], Sensitive::Personal),
    (&["national", "identification"], Sensitive::Personal), (&["national", "insurance"], Sensitive::Personal),
    (&["identity", "card"], Sensitive::Personal), (&["identity", "document"], Sensitive::Personal),
    (&["id", "card"], Sensitive::Personal), (&["citizen", "id"], Sensitive::Personal),
    (&["citizenship", "number"], Sensitive::Personal),
    // National identity numbers: Pakistan, Indonesia, Singapore, India, Brazil, Spain, the Netherlands, Great Britain,
    // Poland, Mexico, Italy, Bangladesh, Malaysia.
    (&["cnic"], Sensitive::Personal), (&["nik"], Sensitive::Personal), (&["nric"], Sensitive::Personal),
    (&["aadhaar"], Sensitive::Personal), (&["aadhar"], Sensitive::Personal), (&["pan", "number"], Sensitive::Personal),
    (&["pan", "card"], Sensitive::Personal), (&["cpf"], Sensitive::Personal), (&["dni"], Sensitive::Personal),
    (&["bsn"], Sensitive::Personal), (&["nino"], Sensitive::Personal), (&["pesel"], Sensitive::Personal),
    (&["curp"], Sensitive::Personal), (&["codice", "fiscale"], Sensitive::Personal), (&["nid"], Sensitive::Personal),
    (&["mykad"], Sensitive::Personal),
    (&["driver", "license"], Sensitive::Personal), (&["driver", "licence"], Sensitive::Personal),
    (&["driving", "license"], Sensitive::Personal), (&["driving", "licence"], Sensitive::Personal),
    (&["bank", "account"], Sensitive::Personal), (&["bank", "acct"], Sensitive::Personal),
    (&["account", "number"], Sensitive::Personal), (&["account", "no"], Sensitive::Personal),
    (&["acct", "number"], Sensitive::Personal), (&["acct", "no"], Sensitive::Personal),
    (&["routing", "number"], Sensitive::Personal), (&["iban"], Sensitive::Personal),
    (&["credit", "card"], Sensitive::Personal), (&["debit", "card"], Sensitive::Personal),
    (&["card", "number"], Sensitive::Personal), (&["card", "no"], Sensitive::Personal),
    (&["cvv"], Sensitive::Personal), (&["cvc"], Sensitive::Personal),
    (&["card", "security", "code"], Sensitive::Personal),
    (&["mac", "address"], Sensitive::Personal), (&["imei"], Sensitive::Personal),
    (&["medical", "record"], Sensitive::Personal), (&["medical", "history"], Sensitive::Personal),
    (&["health", "record"], Sensitive::Personal), (&["health", "insurance", "number"], Sensitive::Personal),
    (&["phone"], Sensitive::Contact), (&["telephone"], Sensitive::Contact), (&["mobile", "number"], Sensitive::Contact),
    (&["phone", "no"], Sensitive::Contact), (&["mobile", "no"], Sensitive::Contact),
    (&["birthday"], Sensitive::Contact), (&["birthdate"], Sensitive::Contact), (&["birth", "date"], Sensitive::Contact),
    (&["date", "of", "birth"], Sensitive::Contact), (&["dob"], Sensitive::Contact),
];

/// Words that may follow a sequence: the name is still that of the value. Any other word behind it makes the name about
/// something else: `tokenCount`, `passwordPolicy`, `secretQuestion`, `creditCardBrand`.
#[rustfmt::skip]
const FOLLOWING: &[&str] = &[
    "number", "num", "no", "value", "raw", "plain", "plaintext", "text", "string", "data", "json", "pem", "base64",
    "blob", "content", "live", "test", "prod", "production", "sandbox", "primary", "secondary", "current", "new", "old",
    "v1", "v2",
];

/// Words that show that the value is protected, or only about a sensitive value.
#[rustfmt::skip]
const HARMLESS: &[&str] = &[
    "hash", "hashed", "digest", "salt", "encrypted", "ciphertext", "cipher", "masked", "partial", "enable", "enabled",
    "estimate", "max", "min", "total", "public", "publishable", "count", "last4", "ending", "hint", "label",
    "name", "example", "placeholder", "sample", "dummy",
    // What is shown of a secret, or derived from it.
    "display", "preview", "sign", "signature",
];

/// Words before `token` that show that it grants access to nothing: marks of who holds a lock, places in a list, units
/// of text, currencies, and values of a design.
#[rustfmt::skip]
const HARMLESS_TOKENS: &[&str] = &[
    "claim", "lease", "lock", "fencing", "idempotency", "idempotent", "dedupe", "dedup", "concurrency", "version",
    "row", "change", "sync", "delta", "page", "next", "previous", "prev", "continuation", "cursor", "resume", "offset",
    "cancel", "cancellation", "correlation", "request", "trace", "tracking", "design", "theme", "color", "font", "input",
    "output", "prompt", "completion", "cached", "cache", "reasoning", "context", "stop", "mask", "special", "used",
    "base", "quote", "native", "reward", "gas", "swap", "nft", "erc20", "buy", "sell", "from", "to",
];

/// Words of organizations, whose telephone numbers and bank accounts are not personal data.
#[rustfmt::skip]
const ORGANIZATIONS: &[&str] = &[
    "agency", "airline", "airport", "association", "bank", "branch", "brand", "business", "center", "centre", "church",
    "clinic", "club", "college", "company", "corporate", "dealer", "department", "factory", "firm",
    "headquarters", "helpline", "hospital", "hostel", "hotel", "hotline", "institution", "invoice", "lab", "laboratory",
    "merchant", "municipality", "office", "org", "organisation", "organization", "outlet", "pharmacy",
    "restaurant", "salon", "school", "setting", "shop", "site", "store", "studio",
    "supplier", "support", "university", "vendor", "venue", "warehouse", "workshop",
];

/// Words of persons, who have dealings with organizations: `StoreCustomer`, `SupportTicket`.
#[rustfmt::skip]
const PERSONS: &[&str] = &[
    "admin", "agent", "applicant", "application", "appointment", "booking", "candidate", "contact", "customer", "doctor",
    "employee", "guest", "inquiry", "lead", "manager", "member", "order", "owner", "patient", "person", "request",
    "staff", "student", "teacher", "ticket", "user", "visitor", "worker",
];

/// Words of professional qualifications, beside which `credentials` are degrees.
const QUALIFICATIONS: &[&str] =
    &["bio", "biography", "specialty", "speciality", "qualification", "degree", "education", "expertise"];

/// Which [`beginning`]s of words the sequences have.
static BEGINNINGS: LazyLock<[bool; 1 << 10]> = LazyLock::new(|| {
    let mut all = [false; 1 << 10];
    for first in SEQUENCES.iter().filter_map(|(sequence, _)| sequence.first()) {
        if let Some(begins) = all.get_mut(beginning(first)) {
            *begins = true;
        }
    }
    all
});

/// A number below 1,024 for the first two letters of a word in lower case. Other words may have the same.
fn beginning(word: &str) -> usize {
    word.bytes().take(2).fold(0, |number, byte| number << 5 | usize::from(byte & 31))
}

/// The kind of sensitive value that a field with this name holds. `owner` is the model, `extra` are further word
/// sequences, separated by spaces, that stand for secrets.
pub(super) fn sensitive(owner: ModelRef<'_>, name: &str, extra: &[&str]) -> Option<Sensitive> {
    let words = words(name);
    // Most names have no word that begins as any of the sequences does, be it in the singular or plural.
    let begins_one = |word: &str| BEGINNINGS.get(beginning(word)).is_some_and(|begins| *begins);
    if extra.is_empty() && name != "pin" && !words.iter().any(begins_one) {
        return None;
    }
    let all: Vec<String> = words.iter().map(in_singular).collect();
    let contains = |sequence: &[String]| all.windows(sequence.len()).any(|window| window == sequence);
    let extra_parts =
        || extra.iter().map(|text| text.split_whitespace().map(in_singular).collect::<Vec<_>>());
    if extra_parts().any(|sequence| !sequence.is_empty() && contains(&sequence)) {
        return Some(Sensitive::Secret);
    }
    let has = |list: &[&str]| all.iter().any(|word| list.contains(&word.as_str()));
    if matches!(all.first().map(String::as_str), Some("can" | "has" | "is" | "num" | "should"))
        || has(HARMLESS)
    {
        return None;
    }
    if name == "pin" {
        return Some(Sensitive::Secret);
    }
    let own = all.iter().rposition(|word| !FOLLOWING.contains(&word.as_str())).map_or(0, |at| at + 1);
    let ends = |until: usize, sequence: &[&str]| {
        let start = until.checked_sub(sequence.len());
        start.and_then(|start| all.get(start..until)).is_some_and(|end| end.iter().eq(sequence.iter()))
    };
    let (sequence, class) = SEQUENCES
        .iter()
        .filter(|(it, _)| ends(own, it) || ends(all.len(), it))
        .max_by_key(|(it, _)| it.len())?;
    let is_harmless = match class {
        Sensitive::Token => has(HARMLESS_TOKENS),
        Sensitive::Contact => {
            has(ORGANIZATIONS) || is_about(owner, ORGANIZATIONS) && !is_about(owner, PERSONS)
        }
        Sensitive::Secret if *sequence == ["credential"] => is_beside(owner, QUALIFICATIONS),
        _ => false,
    };
    (!is_harmless).then_some(*class)
}

/// Whether the values of a field grant access or are encrypted, so that no answer should hold them: a password or a secret by its
/// name, also as a hash, or a field that is annotated with `@hashed` or `@encrypted`.
pub fn is_secret(owner: ModelRef<'_>, field: &Field) -> bool {
    let is_text = field.type_name() == "String";
    let is_marked = || is_encrypted(field) || mark(field.documentation.as_deref(), "@hashed").is_some();
    is_text && (is_marked() || is_named_like_secret(owner, field))
}

/// Whether the name of a field is that of a password or a secret, also as a hash.
pub(super) fn is_named_like_secret(owner: ModelRef<'_>, field: &Field) -> bool {
    let words = words(&field.name.text);
    let own = words.iter().filter(|word| !HASHED.contains(word)).collect::<Vec<_>>().join("_");
    let grants =
        |name: &str| matches!(sensitive(owner, name, &[]), Some(Sensitive::Password | Sensitive::Secret));
    grants(&field.name.text) || grants(&own)
}

/// A word in the singular, without digits behind it.
pub(super) fn in_singular(word: &str) -> String {
    if matches!(word, "v1" | "v2" | "base64" | "erc20" | "last4") {
        return word.to_owned();
    }
    singular(word.trim_end_matches(|char: char| char.is_ascii_digit()))
}

/// Whether the name of the model has one of these words.
fn is_about(owner: ModelRef<'_>, list: &[&str]) -> bool {
    words(owner.item.name()).iter().any(|word| list.contains(&singular(word).as_str()))
}

/// Whether another field of the model has one of these words.
fn is_beside(owner: ModelRef<'_>, list: &[&str]) -> bool {
    let mut names = owner.model.fields.iter().map(|field| words(&field.name.text));
    names.any(|words| words.iter().any(|word| list.contains(&singular(word).as_str())))
}

/// Words of systems that a program signs in to, so that it has to read the password back.
#[rustfmt::skip]
const REMOTE: &[&str] = &[
    "broker", "camera", "connection", "connector", "credential", "database", "datasource", "db", "device", "ftp",
    "gateway", "hotspot", "imap", "integration", "mail", "mailbox", "mailer", "mqtt", "pop3", "printer", "proxy",
    "queue", "registry", "router", "server", "sftp", "smtp", "ssh", "storage", "vpn", "wifi", "wlan",
];

/// Whether the program has to read a password of the model back, to sign in somewhere else.
pub(super) fn is_for_other_system(owner: ModelRef<'_>, name: &str) -> bool {
    let has_remote = words(name).iter().any(|word| REMOTE.contains(&word));
    let is_address = |name: &str| matches!(name, "host" | "hostname" | "port" | "server" | "endpoint");
    has_remote
        || is_about(owner, REMOTE)
        || owner.model.fields.iter().any(|field| is_address(&field.name.text))
}
