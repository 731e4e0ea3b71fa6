//! Edits of several fixes that can be applied at once.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use base::text::{Span, TextEdit};
use base::{FileEdit, FileId, Fix, ItemId, PathEdit};
use rustc_hash::FxHashSet;

/// Edits that do not touch each other, except that one rule may insert several things at one place.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    files: Places<FileId>,
    paths: Places<Arc<Path>>,
    /// The rule whose fixes read or change each item.
    owners: BTreeMap<ItemId, &'static str>,
}

/// The edits by file and start.
#[derive(Clone, Debug)]
struct Places<F>(BTreeMap<(F, u32), Place>);

/// The edits at one place: one, or several insertions.
#[derive(Clone, Debug)]
struct Place {
    /// The rule that they are of.
    code: &'static str,
    edits: Vec<TextEdit>,
    /// The span of each edit, with its text without the space around it.
    texts: FxHashSet<(Span, Box<str>)>,
    /// The spans of the edits: insertions have one.
    spans: Vec<Span>,
    /// What the edits declare.
    declared: FxHashSet<Box<str>>,
}

impl Edits {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.0.is_empty() && self.paths.0.is_empty()
    }

    /// Those of the files of a schema, in order.
    pub fn files(&self) -> Vec<FileEdit> {
        self.files.all().map(|(file, edit)| FileEdit { file: *file, edit: edit.clone() }).collect()
    }

    /// Those of other files, in order.
    pub fn paths(&self) -> Vec<PathEdit> {
        self.paths.all().map(|(path, edit)| PathEdit { path: path.clone(), edit: edit.clone() }).collect()
    }

    /// Adds the edits of a fix of this rule. Returns false and adds none if one of them touches others, or if another rule
    /// has edits for one of the items that the fix touches.
    pub(super) fn add(&mut self, code: &'static str, fix: &Fix, touched: &[ItemId]) -> bool {
        let is_own = |item: &ItemId| self.owners.get(item).is_none_or(|owner| *owner == code);
        let are_free = touched.iter().all(is_own)
            && fix.edits.iter().all(|it| self.files.accept(code, &it.file, &it.edit))
            && fix.path_edits.iter().all(|it| self.paths.accept(code, &it.path, &it.edit));
        if are_free {
            self.owners.extend(touched.iter().map(|item| (*item, code)));
            fix.edits.iter().for_each(|it| self.files.add(code, it.file, &it.edit));
            fix.path_edits.iter().for_each(|it| self.paths.add(code, it.path.clone(), &it.edit));
        }
        are_free
    }

    /// Whether they include all edits of a fix.
    pub(super) fn contain(&self, fix: &Fix) -> bool {
        fix.edits.iter().all(|it| self.files.contain(&it.file, &it.edit))
            && fix.path_edits.iter().all(|it| self.paths.contain(&it.path, &it.edit))
    }
}

impl<F> Default for Places<F> {
    fn default() -> Self {
        Places(BTreeMap::new())
    }
}

impl<F: Ord + Clone> Places<F> {
    fn all(&self) -> impl Iterator<Item = (&F, &TextEdit)> {
        self.0.iter().flat_map(|((file, _), place)| place.edits.iter().map(move |edit| (file, edit)))
    }

    fn accept(&self, code: &str, file: &F, edit: &TextEdit) -> bool {
        let Span { start, end } = edit.span;
        let before = self.0.range(..(file.clone(), start)).next_back();
        let before = before.filter(|((other, _), _)| other == file).map(|(_, place)| place);
        let within = self.0.range((file.clone(), start)..=(file.clone(), end)).map(|(_, place)| place);
        before.into_iter().chain(within).all(|place| {
            place.spans.iter().all(|other| !other.overlaps(edit.span)) || place.takes(code, edit)
        })
    }

    fn add(&mut self, code: &'static str, file: F, edit: &TextEdit) {
        let place = self.0.entry((file, edit.span.start)).or_insert_with(|| Place::new(code));
        let mut edit = edit.clone();
        // Each of several lines at the end of a block brings the blank line before the first.
        let brings_blank = |text: &str| text.starts_with(['\n', '\r']) && text.ends_with(['\n', '\r']);
        if place.edits.first().is_some_and(|first| brings_blank(&first.text)) && brings_blank(&edit.text) {
            let rest = edit.text.strip_prefix("\r\n").or(edit.text.strip_prefix(['\n', '\r']));
            edit.text = rest.unwrap_or(&edit.text).to_owned();
        }
        place.push(edit);
    }

    fn contain(&self, file: &F, edit: &TextEdit) -> bool {
        let place = self.0.get(&(file.clone(), edit.span.start));
        place.is_some_and(|place| place.texts.contains(&(edit.span, edit.text.trim().into())))
    }
}

impl Place {
    fn new(code: &'static str) -> Place {
        Place {
            code,
            edits: Vec::new(),
            texts: FxHashSet::default(),
            spans: Vec::new(),
            declared: FxHashSet::default(),
        }
    }

    fn push(&mut self, edit: TextEdit) {
        self.texts.insert((edit.span, edit.text.trim().into()));
        if !self.spans.contains(&edit.span) {
            self.spans.push(edit.span);
        }
        self.declared.extend(declared(&edit.text).map(Box::from));
        self.edits.push(edit);
    }

    /// Whether an insertion of this rule at the same place fits beside those that are there.
    fn takes(&self, code: &str, edit: &TextEdit) -> bool {
        self.code == code
            && edit.span.is_empty()
            && self.spans.iter().all(|other| *other == edit.span)
            && !declared(&edit.text).any(|name| self.declared.contains(name))
    }
}

/// What inserted lines declare: the name of a field, a whole block attribute, or the keyword and the name of a block, whose
/// own lines declare nothing beside it. Comments belong to what they are above; alone they are declarations of their own.
fn declared(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    let is_comment = |line: &str| line.starts_with("//");
    let has_comments_only = lines.clone().all(is_comment);
    let lines = lines.filter(move |line| has_comments_only || !is_comment(line));
    let mut depth = 0_usize;
    lines.filter_map(move |line| {
        if line.starts_with('}') {
            depth = depth.saturating_sub(1);
            return None;
        }
        let is_outside = depth == 0;
        let head = line.strip_suffix('{');
        depth += usize::from(head.is_some());
        is_outside.then(|| match head {
            Some(head) => head.trim_end(),
            None if line.starts_with("@@") => line,
            None => line.split([' ', '\t', '(']).next().unwrap_or(line),
        })
    })
}
