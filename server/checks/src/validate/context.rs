//! What the topics are given, and where they put what they find.

use crate::validate::code::{Code, Removal};
use crate::validate::index::ValidityIndex;
use crate::validate::readable::Readable;
use crate::validate::removal;
use crate::validate::unreadable::text_errors;
use base::text::Span;
use base::{Finding, Fix, ItemId, Level, Origin, Place, Related};
use model::catalog::Release;
use model::schema::{Configuration, Schema};

/// The schema, and what was found in it so far.
#[derive(Debug)]
pub struct ValidityContext<'s> {
    /// The schema.
    pub schema: &'s Schema,
    /// Whether fixes are asked for.
    pub wants_fixes: bool,
    /// What the blocks claim.
    pub(super) index: &'s ValidityIndex,
    readable: Option<&'s Readable<'s>>,
    found: Vec<(Finding, Option<Removal>)>,
    follow_ups: Vec<Finding>,
}

impl<'s> ValidityContext<'s> {
    /// Nothing was found yet.
    pub(super) fn new(
        schema: &'s Schema,
        index: &'s ValidityIndex,
        wants_fixes: bool,
    ) -> ValidityContext<'s> {
        ValidityContext {
            schema,
            wants_fixes,
            index,
            readable: None,
            found: Vec::new(),
            follow_ups: Vec::new(),
        }
    }

    /// As [`ValidityContext::new`], for a schema without what Prisma passes over.
    pub(super) fn of(
        readable: &'s Readable<'s>,
        index: &'s ValidityIndex,
        wants_fixes: bool,
    ) -> ValidityContext<'s> {
        let schema = readable.schema;
        ValidityContext {
            schema,
            wants_fixes,
            index,
            readable: Some(readable),
            found: Vec::new(),
            follow_ups: Vec::new(),
        }
    }

    /// The schema's configuration.
    pub fn configuration(&self) -> &'s Configuration {
        self.schema.configuration()
    }

    /// The release of Prisma, as the catalog counts them.
    pub fn release(&self) -> Release {
        self.configuration().release()
    }

    /// Whether a part of the item could not be read, so that what seems to be missing in it may just be unread.
    pub fn is_broken(&self, item: ItemId) -> bool {
        self.readable.is_some_and(|readable| readable.is_broken(item))
    }

    /// Whether several members of the item have this name, so that it is unknown which of them is meant.
    pub fn is_repeated(&self, item: ItemId, name: &str) -> bool {
        self.readable.is_some_and(|readable| readable.is_repeated(item, name))
    }

    /// Whether the text of the item has syntax errors, in lines that were read or in others.
    pub fn has_text_errors(&self, item: ItemId) -> bool {
        self.is_broken(item) || text_errors(self.schema, item).next().is_some()
    }

    /// Whether the schema has no datasource, nor anything that may have been meant as one.
    pub fn lacks_datasource(&self) -> bool {
        self.readable.is_some_and(|readable| readable.lacks_datasource)
    }

    /// Reports an error at a place of an item.
    pub fn error(
        &mut self,
        code: &'static Code,
        item: ItemId,
        span: Span,
        message: impl Into<String>,
    ) -> Report<'_> {
        self.report(Level::Error, code, item, span, message.into())
    }

    /// Reports an error that only follows from one that is reported elsewhere, and is settled there.
    pub fn follow_up(&mut self, code: &'static Code, item: ItemId, span: Span, message: impl Into<String>) {
        let place = Place::new(item, span);
        self.follow_ups.push(Finding::new(Origin::Prisma, code.metadata.code, Level::Error, place, message));
    }

    /// Reports a warning at a place of an item.
    pub fn warning(
        &mut self,
        code: &'static Code,
        item: ItemId,
        span: Span,
        message: impl Into<String>,
    ) -> Report<'_> {
        self.report(Level::Warning, code, item, span, message.into())
    }

    fn report(
        &mut self,
        level: Level,
        code: &'static Code,
        item: ItemId,
        span: Span,
        message: String,
    ) -> Report<'_> {
        let finding =
            Finding::new(Origin::Prisma, code.metadata.code, level, Place::new(item, span), message);
        self.found.push((finding, code.removal));
        let wants_fixes = self.wants_fixes;
        Report { finding: self.found.last_mut().map(|(finding, _)| finding), wants_fixes }
    }

    /// What was found so far.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.found.iter().map(|(finding, _)| finding)
    }

    /// Drops the findings that `keep` rejects.
    pub(super) fn retain(&mut self, keep: impl Fn(&Finding) -> bool) {
        self.found.retain(|(finding, _)| keep(finding));
    }

    /// What was found, in the order in which it was.
    pub fn into_findings(self) -> Vec<Finding> {
        let (schema, wants_fixes) = (self.schema, self.wants_fixes);
        let completed = self.found.into_iter().map(|(mut finding, removal)| {
            if wants_fixes && finding.fixes.is_empty() {
                let target = removal.zip(finding.anchor.place());
                finding
                    .fixes
                    .extend(target.and_then(|(removal, place)| removal::fix(schema, place, removal)));
            }
            finding
        });
        completed.chain(self.follow_ups).collect()
    }
}

/// A finding that was just reported, to which more can be added.
#[derive(Debug)]
pub struct Report<'c> {
    finding: Option<&'c mut Finding>,
    wants_fixes: bool,
}

impl Report<'_> {
    /// Points at another place that has to do with it.
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.related.push(Related { anchor: place.into(), message: message.into() });
        }
        self
    }

    /// Adds what `make` gives to the fixes, where fixes are asked for.
    pub fn fix<F: IntoIterator<Item = Fix>>(mut self, make: impl FnOnce() -> F) -> Self {
        if let Some(finding) = self.finding.as_mut().filter(|_| self.wants_fixes) {
            finding.fixes.extend(make());
        }
        self
    }
}
