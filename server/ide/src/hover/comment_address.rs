//! Addresses in comments of the schema: which of them may be links, and how they are written.

/// Where links may lead. An editor would run a `command:`.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
/// The text before the first address of the web that a reader takes for a link, the length of its scheme, the address, and what is
/// behind it: a blank or nothing.
pub(super) fn next_address(text: &str) -> Option<(&str, usize, &str, &str)> {
    let mut from = 0;
    loop {
        let colon = from + text.get(from..)?.find("://")?;
        let before = text.get(..colon)?;
        let scheme =
            ["https", "http"].into_iter().find(|scheme| before.ends_with(scheme)).map_or(0, str::len);
        let (before, address) = text.split_at_checked(colon - scheme)?;
        let end = address.find(char::is_whitespace).unwrap_or(address.len());
        let (address, behind) = address.split_at_checked(end)?;
        if scheme > 0
            && address.chars().all(|char| char.is_ascii_alphanumeric() || "-._/:?#@%&=+,;!'()".contains(char))
        {
            return Some((before, scheme, address, behind));
        }
        from = colon + 3;
    }
}

/// Whether a link may be followed: it leads to the web, or it is a path or a place in the text.
pub(super) fn is_safe(address: &str) -> bool {
    let first = address.split(['/', '?', '#']).next().unwrap_or_default();
    match first.split_once(':') {
        Some((scheme, _)) => SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme)),
        // What may become a scheme when it is decoded is none, and neither is another computer.
        None => !address.starts_with("//") && first.chars().all(|it| is_plain(it) || it == ' '),
    }
}

/// Whether a character means nothing in an address.
fn is_plain(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '-' | '.' | '_' | '~')
}

/// An address in which no character is markup. `None` if it is empty.
pub(super) fn encoded(address: &str) -> Option<String> {
    let mut out = String::with_capacity(address.len());
    for char in address.chars() {
        let is_kept = is_plain(char)
            || matches!(
                char,
                '%' | '/' | ':' | '?' | '#' | '@' | '!' | '$' | '&' | '\'' | '+' | ',' | ';' | '='
            );
        if is_kept {
            out.push(char);
        } else {
            let mut bytes = [0; 4];
            char.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    (!out.is_empty()).then_some(out)
}
