//! Words by which fields with sensitive or personal values are known.

use crate::rules::words;

/// Why a value must not be read by everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sensitive {
    /// It opens something, and only has to be compared: it belongs hashed.
    Password,
    /// It opens something, and has to be read back.
    Secret,
    /// It opens a session or an interface for a while.
    Token,
    /// It identifies or pays for a person.
    Personal,
}

/// Sequences of words, each with its class.
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

/// Words that say that the value is protected, or only about a sensitive one.
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
    // What is shown of a secret, or made from it.
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

/// What kind of sensitive value a field of this name holds. `extra` are further sequences of words, written with
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
    // `taxId` ends in a word that elsewhere says that the field only points at something.
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
    // A word in front of others that go on is about something else: `tokenCountEstimate`, `secretQuestion`.
    Some(found.1)
}
