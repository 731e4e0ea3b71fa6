//! Our formatting against the recorded one of the reference.
//!
//! `SHOW=20 ONLY=name cargo test -p prisma-lens-tests --test syntax format::conformance -- --nocapture` prints what differs.

use base::text::apply_edits;
use support::corpus::recorded;
use syntax::Dialect;
use syntax::format::{EndOfLine, Options, format};

/// How many schemas are formatted otherwise than the reference does, of how many.
fn differing(file: &str) -> (usize, usize) {
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut show: usize = std::env::var("SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let (mut differ, mut all) = (0, 0);
    for case in recorded(file) {
        let name = format!("{} {}", case["name"].as_str().unwrap(), case["id"].as_str().unwrap());
        let Some(wanted) = case["formatted"].as_array().filter(|_| name.contains(&only)) else { continue };
        // The reference ends all lines alike.
        let dialect = if case["prisma"] == 8 { Dialect::PrismaNext } else { Dialect::Classic };
        let objects = case["prisma"] != 6;
        let options = Options { dialect, end_of_line: EndOfLine::Lf, objects, ..Options::default() };
        all += 1;
        let mut is_same = true;
        for (file, wanted) in case["files"].as_array().unwrap().iter().zip(wanted) {
            let (text, wanted) = (file[1].as_str().unwrap(), wanted[1].as_str().unwrap());
            let ours = apply_edits(text, &format(text, &options));
            is_same &= ours == wanted;
            if ours != wanted && show > 0 {
                show -= 1;
                let diff = similar::TextDiff::from_lines(wanted, &ours);
                println!("-- {name} (Prisma {})\n{}", case["prisma"], diff.unified_diff());
            }
        }
        differ += usize::from(!is_same);
    }
    (differ, all)
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn as_the_reference_formats() {
    for file in ["cases.json", "real.json", "prisma8.json"] {
        let (differ, all) = differing(file);
        println!("{file}: {differ} of {all} schemas are formatted otherwise");
        assert_eq!(differ, 0, "{file}: of {all} schemas");
    }
}
