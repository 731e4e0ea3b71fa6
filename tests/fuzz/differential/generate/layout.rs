//! How a schema is written: order, comments, blanks, line ends, files.

use crate::files;
use crate::generate::Maker;

const ABOVE: &[&str] =
    &["// what comes", "/// Said of `it`. é", "///", "/* a\n   block 📅 */", "", "//// many", "/* } */"];
const BEHIND: &[&str] = &[" // behind { [ (", " /// said", "  \t", " /* at the end */", " //", "\u{a0}"];

pub(super) fn write(maker: Maker<'_>) -> String {
    let Maker { random, mut blocks, .. } = maker;
    let mut text = String::new();
    let in_files = random.below(6) == 0;
    for at in (1..blocks.len()).rev() {
        if random.below(3) == 0 {
            let other = random.below(at + 1);
            blocks.swap(at, other);
        }
    }
    let is_plain = random.below(2) == 0;
    let mut often = |text: &mut String, what: &[&str], times: usize| {
        if !is_plain && random.below(times) == 0 {
            text.push_str(random.of::<&str>(what));
            return true;
        }
        false
    };
    for (at, block) in blocks.iter().enumerate() {
        if in_files {
            text.push_str(&format!("{}file{at}.prisma\n", files::MARK));
        }
        if often(&mut text, ABOVE, 4) {
            text.push('\n');
        }
        for (line_at, line) in block.iter().enumerate() {
            if line_at > 0 {
                if often(&mut text, ABOVE, 8) {
                    text.push('\n');
                }
                text.push_str("  ");
            }
            text.push_str(line.trim_end());
            often(&mut text, BEHIND, 8);
            text.push('\n');
        }
        text.push('}');
        often(&mut text, &[" // end", "", "\t"], 6);
        text.push('\n');
        often(&mut text, &["\n\n", "// between\n"], 3);
    }
    match random.below(8) {
        0 => text.replace('\n', "\r\n"),
        1 => text.trim_end().to_owned(),
        _ => text,
    }
}
