//! Our formatting against the recorded one of the reference, where the recordings are at hand.
//!
//! `SHOW=20 ONLY=name cargo test --test suite format::conformance -- --nocapture` prints what differs.

use base::text::apply_edits;
use serde_json::Value;
use syntax::format::{EndOfLine, Options, format};

/// How many schemas are formatted otherwise than the reference does, of how many; `None` without recordings.
fn differing(file: &str) -> Option<(usize, usize)> {
    let path = support::shared().join("conformance").join(file);
    let cases: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut show: usize = std::env::var("SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let (mut differ, mut all) = (0, 0);
    for case in cases.as_array()? {
        let name = format!("{} {}", case["name"].as_str()?, case["id"].as_str()?);
        let Some(wanted) = case["formatted"].as_array().filter(|_| name.contains(&only)) else { continue };
        // The reference ends all lines alike.
        let options =
            Options { end_of_line: EndOfLine::Lf, objects: case["prisma"] != 6, ..Options::default() };
        all += 1;
        let mut is_same = true;
        for (file, wanted) in case["files"].as_array()?.iter().zip(wanted) {
            let (text, wanted) = (file[1].as_str()?, wanted[1].as_str()?);
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
    Some((differ, all))
}

#[test]
fn as_the_reference_formats() {
    for file in ["cases.json", "real.json"] {
        let Some((differ, all)) = differing(file) else { continue };
        println!("{file}: {differ} of {all} schemas are formatted otherwise");
        assert_eq!(differ, 0, "{file}: of {all} schemas");
    }
}
