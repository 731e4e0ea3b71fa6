//! `unchecked-dialect`

use crate::rules::Context;
use crate::rules::environment::UNCHECKED_DIALECT;
use crate::rules::rule::{Check, Levels, rule};
use base::text::Span;
use base::{Finding, ItemId, Level};
use model::project::{DIRECTIVES, directive};
use model::schema::File;
use model::schema::item::Item;

/// Where the directive is looked for, in bytes from the beginning of a file.
const HEAD: u32 = 4096;

rule! {
    /// A schema in the Prisma 8 dialect, on which the checklist does not run yet.
    ///
    /// A first line `// use prisma-next` or `// use prisma-8` selects that dialect, and so does a project on Prisma 8.
    /// What Prisma itself would refuse is reported, but the checklist does not run, which is reported once.
    ///
    /// ```prisma flagged
    /// // use prisma-next
    ///
    /// model User {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// // A schema of Prisma 7
    ///
    /// model User {
    ///   id Int @id
    /// }
    /// ```
    pub static RULE = Rule {
        code: UNCHECKED_DIALECT,
        levels: Levels::essential(Level::Info, Level::Info),
        options: &[],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    if !cx.schema.is_first(id) {
        return;
    }
    if let Some(span) = directive(&cx.schema.text(id)) {
        let message = "This schema is in the Prisma 8 dialect: errors of Prisma are reported, but the checklist does not \
             run on it yet.";
        found.push(cx.finding(id, span, message));
        return;
    }
    // A schema of Prisma 7, which Prisma 8 can read as well, has a datasource.
    let configuration = cx.schema.configuration();
    // Where no file has the directive, Prisma itself refuses the schema.
    let has_directive =
        |file: &File| directive(&file.content.source().source().slice(Span::new(0, HEAD))).is_some();
    let is_alone = || !cx.schema.files().iter().any(has_directive);
    if configuration.version.is_8_or_later() && configuration.datasource.is_none() && !is_alone() {
        let [.., directive] = DIRECTIVES;
        let message = format!("Prisma 8 does not read this file. Add `{directive}` as its first line.");
        found.push(cx.finding(id, item.head(), message));
    }
}
