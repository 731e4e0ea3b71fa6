//! Words that identify fields with sensitive or personal values.

use crate::rules::words;

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
}

/// Word sequences with their categories.
const SEQUENCES: &[(&[&str], Sensitive)] = &[
    (&["password"], Sensitive::Password),
    (&["passwd"], Sensitive::Password),
    (&["passphrase"], Sensitive::Password),
    (&["secret"], Sensitive::Secret),
    (&["api", "key"], Sensitive::Secret),
    (&["apikey"], Sensitive::Secret),
    (&["private", "key"], Sensitive::Secret),
    (&["encryption", "key"], Sensitive::Secret),
    (&["recovery", "code"], Sensitive::Secret),
    (&["backup", "codes"], Sensitive::Secret),
    (&["otp"], Sensitive::Secret),
    (&["pin"], Sensitive::Secret),
    (&["token"], Sensitive::Token),
    (&["ssn"], Sensitive::Personal),
    (&["social", "security"], Sensitive::Personal),
    (&["tax", "id"], Sensitive::Personal),
    (&["passport", "number"], Sensitive::Personal),
    (&["passport", "no"], Sensitive::Personal),
    (&["national", "id"], Sensitive::Personal),
    (&["driver", "license"], Sensitive::Personal),
    (&["drivers", "license"], Sensitive::Personal),
    (&["bank", "account"], Sensitive::Personal),
    (&["account", "number"], Sensitive::Personal),
    (&["iban"], Sensitive::Personal),
    (&["credit", "card"], Sensitive::Personal),
    (&["card", "number"], Sensitive::Personal),
    (&["cvv"], Sensitive::Personal),
    (&["cvc"], Sensitive::Personal),
    (&["mac", "address"], Sensitive::Personal),
    (&["imei"], Sensitive::Personal),
    (&["medical", "record"], Sensitive::Personal),
    (&["phone"], Sensitive::Personal),
    (&["phone", "number"], Sensitive::Personal),
];

/// Words that show that the value is protected, or only about a sensitive value.
const HARMLESS: &[&str] = &[
    "hash",
    "hashed",
    "digest",
    "salt",
    "encrypted",
    "ciphertext",
    "cipher",
    "masked",
    "partial",
    "enable",
    "enabled",
    "estimate",
    "max",
    "min",
    "num",
    "total",
    "push",
    "public",
    "count",
    "last4",
    "ending",
    "hint",
    "label",
    "name",
    // What is shown of a secret, or derived from it.
    "display",
    "preview",
    "sign",
    "signature",
];

/// Last words of fields that are about a sensitive value, not the value.
const ABOUT: &[&str] = &[
    "at",
    "id",
    "ids",
    "count",
    "estimate",
    "enabled",
    "verified",
    "type",
    "url",
    "uri",
    "scope",
    "usage",
    "amount",
    "expires",
    "expiration",
    "expiry",
    "in",
    "status",
    "version",
    "format",
    "required",
    "length",
    "limit",
    "model",
    "provider",
    "source",
    "price",
    "cost",
    "used",
    "budget",
    "method",
    "country",
    "code",
    "prefix",
    "kind",
    "on",
];

/// The kind of sensitive value that a field with this name holds. `extra` are further word sequences, separated by
/// spaces, that stand for secrets.
pub(super) fn sensitive(name: &str, extra: &[&str]) -> Option<Sensitive> {
    let parts = words(name);
    // Most names have no word with which any of the sequences begins.
    let begins_one =
        |word: &str| SEQUENCES.iter().any(|(sequence, _)| sequence.first().is_some_and(|it| *it == word));
    if extra.is_empty() && !parts.iter().any(begins_one) {
        return None;
    }
    let all: Vec<&str> = parts.iter().collect();
    let contains = |sequence: &[&str]| all.windows(sequence.len()).any(|window| window == sequence);
    let extra_parts = || extra.iter().map(|text| text.split_whitespace().collect::<Vec<_>>());
    if extra_parts().any(|sequence| !sequence.is_empty() && contains(&sequence)) {
        return Some(Sensitive::Secret);
    }
    let (first, last) = (parts.first(), parts.last());
    // `taxId` ends with a word that elsewhere makes the field a reference.
    let found = SEQUENCES
        .iter()
        .filter(|(sequence, _)| contains(sequence))
        .max_by_key(|(sequence, _)| sequence.len())?;
    let ends_sequence = found.0.last() == Some(&last);
    if matches!(first, "is" | "has" | "can" | "should") || parts.contain_any(HARMLESS) {
        return None;
    }
    if ABOUT.contains(&last) && !ends_sequence {
        return None;
    }
    // A word followed by others is about something else: `tokenCountEstimate`, `secretQuestion`.
    Some(found.1)
}
