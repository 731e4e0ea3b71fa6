//! All codes of Prisma's errors and warnings, from the files that declare and report them.

pub use crate::validate::code::Code;

use crate::validate::{attributes, configuration, names, next, relations, syntax, types};

/// The codes of each topic, file by file.
const TOPICS: &[(&str, &[&[&Code]])] = &[
    ("syntax", syntax::CODES),
    ("names", names::CODES),
    ("configuration", configuration::CODES),
    ("types", types::CODES),
    ("attributes", attributes::CODES),
    ("relations", relations::CODES),
    ("next", next::CODES),
];

/// All codes with their topics, topic by topic.
pub fn codes() -> impl Iterator<Item = (&'static str, &'static Code)> {
    let of_topic = |(topic, files): &(&'static str, &'static [&'static [&'static Code]])| {
        let topic = *topic;
        files.iter().copied().flatten().map(move |code| (topic, *code))
    };
    TOPICS.iter().flat_map(of_topic)
}
