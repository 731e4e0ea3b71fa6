//! Text width.

/// Widths of characters in thousandths of the font size, for wide fonts such as Verdana: text in other fonts is
/// narrower, and fits too.
const WIDTHS: &[(&str, u32)] =
    &[("ijlI|'.,:;!", 340), (" ()[]{}-/\\ftr\"", 430), ("mw%@", 960), ("MW", 1000), ("_", 520)];

/// The width of text of this size, in pixels.
pub(super) fn width(text: &str, size: f64, is_bold: bool) -> f64 {
    let thousandths: u32 = text.chars().map(char_width).sum();
    f64::from(thousandths) / 1000.0 * size * if is_bold { 1.11 } else { 1.0 }
}

fn char_width(c: char) -> u32 {
    if let Some((_, width)) = WIDTHS.iter().find(|(chars, _)| chars.contains(c)) {
        return *width;
    }
    match c {
        'a'..='z' | '0'..='9' => 630,
        'A'..='Z' => 720,
        // Combining marks have no width.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 1000,
        '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'.. => 1050,
        _ => 720,
    }
}
