//! No schema is read wrongly after edits, or loses anything when it is formatted, whatever it holds.
//!
//! `PRISMA_LENS_MUTANT_MINUTES=30 cargo test --release -p prisma-lens-tests --test syntax hostile_text` runs longer, as
//! `support::mutants` says.

use base::text::apply_edits;
use support::mutants::{seeds, survives};
use syntax::Dialect;
use syntax::format::{Align, EndOfLine, Indent, Options, format};

use crate::format::formatted;
use crate::incremental::check;

fn schemas() -> Vec<String> {
    ["shop", "prisma8", "queries"].iter().flat_map(|folder| seeds(folder, "prisma")).collect()
}

#[test]
fn edits_equal_a_fresh_parse() {
    survives("edits", &schemas(), |text, random| {
        let mut number = |below: usize| u16::try_from(random.below(below)).unwrap();
        let edits: Vec<_> =
            (0..8).map(|_| (number(65_536), number(60), usize::from(number(1_000)))).collect();
        check(text, &edits);
    });
}

#[test]
fn formatting_keeps_all_words() {
    survives("formatting", &schemas(), |text, random| {
        let options = Options {
            dialect: Dialect::of(text),
            align: *random.of(&[Align::Block, Align::None]),
            indent: *random.of(&[Indent::Spaces(2), Indent::Spaces(0), Indent::Tab]),
            end_of_line: *random.of(&[EndOfLine::Keep, EndOfLine::Lf, EndOfLine::CrLf]),
            objects: random.below(2) == 0,
        };
        if options.dialect != Dialect::PrismaNext {
            formatted(text, &options);
            return;
        }
        // There, as in Prisma 8, comments may move behind a brace, and what runs together is parted.
        let once = apply_edits(text, &format(text, &options));
        let signs = |text: &str| {
            let mut signs: Vec<char> = text.chars().filter(|char| !char.is_whitespace()).collect();
            signs.sort_unstable();
            signs
        };
        assert_eq!(signs(text), signs(&once));
        assert_eq!(format(&once, &options), [], "formatting {text:?} again");
    });
}
