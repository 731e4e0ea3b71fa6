//! The script blocks of Vue, Svelte and Astro files.

/// The text of a file with everything but its script blocks blanked out, so that every byte keeps its place; `None` where there
/// is no script. With `has_frontmatter`, what stands between the first two lines of `---` is a script too.
pub(super) fn scripts(text: &str, has_frontmatter: bool) -> Option<String> {
    let mut kept: Vec<(usize, usize)> = Vec::new();
    if has_frontmatter && let Some(start) = text.strip_prefix("---").map(|_| 3) {
        let end = text.get(start..).and_then(|rest| rest.find("\n---")).map(|it| start + it + 1)?;
        kept.push((start, end));
    }
    let mut at = kept.last().map_or(0, |(_, end)| *end);
    while let Some((start, end)) = next_script(text, at) {
        kept.push((start, end));
        at = end;
    }
    if kept.is_empty() {
        return None;
    }
    let mut blanked = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in kept {
        blank(&mut blanked, text.get(at..start)?);
        blanked.push_str(text.get(start..end)?);
        at = end;
    }
    blank(&mut blanked, text.get(at..)?);
    Some(blanked)
}

/// The next script block: what stands between its tags. A block without an end goes to the end of the file.
fn next_script(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let open = rest.find("<script")?;
        let comment = rest.find("<!--").filter(|comment| *comment < open);
        if let Some(comment) = comment {
            at += comment + rest.get(comment..)?.find("-->")? + 3;
            continue;
        }
        let tag = rest.get(open..)?;
        at += open + "<script".len();
        if !tag.get("<script".len()..)?.starts_with([' ', '\t', '\r', '\n', '>']) {
            continue;
        }
        let start = at + text.get(at..)?.find('>')? + 1;
        let end = text.get(start..)?.find("</script").map_or(text.len(), |it| start + it);
        return Some((start, end));
    }
}

/// The text with a part of it blanked out.
pub(super) fn without(text: &str, start: usize, end: usize) -> Option<String> {
    let mut blanked = String::with_capacity(text.len());
    blanked.push_str(text.get(..start)?);
    blank(&mut blanked, text.get(start..end)?);
    blanked.push_str(text.get(end..)?);
    Some(blanked)
}

/// Blanks with the same line breaks.
fn blank(out: &mut String, text: &str) {
    out.extend(text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
}
