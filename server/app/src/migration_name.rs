//! The names of new migrations.

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// How long the name of a migration may be.
const MAX_NAME: usize = 200;

/// The current time, so many seconds later, as the folder of a migration begins with it.
pub(crate) fn timestamp(later: i64) -> String {
    let time = Timestamp::now() + SignedDuration::from_secs(later);
    time.to_zoned(TimeZone::UTC).strftime("%Y%m%d%H%M%S").to_string()
}

/// How many seconds it is until the time that the name of a migration begins with; less than 0 where it is over.
pub(crate) fn seconds_until(name: &str) -> Option<i64> {
    let time = DateTime::strptime("%Y%m%d%H%M%S", name.get(..14)?).ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second() - Timestamp::now().as_second())
}

/// The name as a part of a folder's name, as Prisma writes it: lower case, with `_` between words.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    let mut was_lower = false;
    for character in name.chars() {
        if character.is_ascii_alphanumeric() {
            if was_lower && character.is_ascii_uppercase() {
                slug.push('_');
            }
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
        was_lower = character.is_ascii_lowercase() || character.is_ascii_digit();
    }
    slug.truncate(MAX_NAME);
    slug.trim_end_matches('_').to_owned()
}
