//! Edits of several fixes that can be applied at once.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use base::text::{Span, TextEdit};
use base::{FileEdit, FileId, Fix, ItemId, PathEdit};

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
            place.edits.iter().all(|other| !other.span.overlaps(edit.span)) || place.takes(code, edit)
        })
    }

    fn add(&mut self, code: &'static str, file: F, edit: &TextEdit) {
        let place = self.0.entry((file, edit.span.start)).or_insert(Place { code, edits: Vec::new() });
        let mut edit = edit.clone();
        // Each of several lines at the end of a block brings the blank line before the first.
        let brings_blank = |text: &str| text.starts_with(['\n', '\r']) && text.ends_with(['\n', '\r']);
        if place.edits.first().is_some_and(|first| brings_blank(&first.text)) && brings_blank(&edit.text) {
            let rest = edit.text.strip_prefix("\r\n").or(edit.text.strip_prefix(['\n', '\r']));
            edit.text = rest.unwrap_or(&edit.text).to_owned();
        }
        place.edits.push(edit);
    }

    fn contain(&self, file: &F, edit: &TextEdit) -> bool {
        self.0.get(&(file.clone(), edit.span.start)).is_some_and(|place| {
            let is_same = |other: &TextEdit| other.span == edit.span && other.text.trim() == edit.text.trim();
            place.edits.iter().any(is_same)
        })
    }
}

impl Place {
    /// Whether an insertion of this rule at the same place fits beside those that are there.
    fn takes(&self, code: &str, edit: &TextEdit) -> bool {
        let is_insertion = |other: &TextEdit| other.span == edit.span && other.span.is_empty();
        let declares_other = |other: &TextEdit| {
            declared(&other.text).all(|one| declared(&edit.text).all(|another| one != another))
        };
        self.code == code && self.edits.iter().all(|other| is_insertion(other) && declares_other(other))
    }
}

/// What inserted lines declare: the name of a field, or a whole block attribute.
fn declared(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| match line.starts_with("@@") {
        true => line,
        false => line.split([' ', '\t', '(']).next().unwrap_or(line),
    })
}
