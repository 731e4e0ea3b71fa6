//! The numbers that Prisma's tools and client give their errors, and the codes here that tell of their causes.
//!
//! Source: the list of error messages in Prisma's documentation.

/// An error with a number.
pub(super) struct ErrorNumber {
    /// The number.
    pub(super) number: &'static str,
    /// What it means.
    pub(super) meaning: &'static str,
    /// Codes of findings that tell of its cause beforehand.
    pub(super) codes: &'static [&'static str],
}

const fn error(number: &'static str, meaning: &'static str, codes: &'static [&'static str]) -> ErrorNumber {
    ErrorNumber { number, meaning, codes }
}

/// Those that have to do with the schema or its migrations.
pub(super) const ERROR_NUMBERS: [ErrorNumber; 19] = [
    error("P1001", "The database server cannot be reached.", &[]),
    error("P1003", "The database or the table does not exist.", &[]),
    error(
        "P1012",
        "The schema is invalid. The messages below it are the errors that `prisma-lens rules --prisma` lists.",
        &[],
    ),
    error("P2000", "A value is too long for its column.", &["unbounded-string"]),
    error(
        "P2002",
        "A unique constraint failed: there is a row with this value already.",
        &["soft-delete-unique", "nullable-unique"],
    ),
    error(
        "P2003",
        "A foreign key constraint failed: the row that is referred to does not exist, or is still referred to.",
        &["explicit-on-delete", "fk-missing-index"],
    ),
    error("P2011", "A null constraint failed: a required column got no value.", &[]),
    error("P2014", "A change would break a required relation.", &["explicit-on-delete"]),
    error("P2021", "The table does not exist: the schema and the database differ.", &[]),
    error("P2022", "The column does not exist: the schema and the database differ.", &[]),
    error("P2023", "A value in the database does not fit the type of its field.", &[]),
    error("P2025", "A record that the query needs was not found.", &[]),
    error("P2034", "A transaction failed because of a write conflict or a deadlock.", &["fk-missing-index"]),
    error("P3005", "The database is not empty, and has no history of migrations. Baseline it.", &[]),
    error("P3006", "A migration failed in the shadow database.", &[]),
    error(
        "P3009",
        "A failed migration is in the database; no further one is applied before it is resolved.",
        &[],
    ),
    error("P3014", "The shadow database cannot be created.", &[]),
    error("P3018", "A migration failed to apply.", &[]),
    error("P3019", "The provider of the schema differs from that of the migrations.", &[]),
];

/// The error of a number such as `P1012`, in any case.
pub(super) fn find(number: &str) -> Option<&'static ErrorNumber> {
    ERROR_NUMBERS.iter().find(|error| error.number.eq_ignore_ascii_case(number))
}

/// Whether a text looks like such a number.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['P', 'p']);
    digits.is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
