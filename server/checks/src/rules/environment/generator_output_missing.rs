//! `generator-output-missing`

use crate::rules::Context;
use crate::rules::rule::{Check, Levels, rule};
use base::text::Span;
use base::{Finding, Fix, ItemId, Level, Place};
use model::schema::edit;
use model::schema::item::{Entry, Item, ItemKind};

rule! {
    /// A `prisma-client` generator without `output`.
    ///
    /// This generator writes source files into the project and has no default location: `prisma generate` fails without
    /// `output`. The older `prisma-client-js` writes to `node_modules` by default.
    ///
    /// ```prisma flagged
    /// datasource db {
    ///   provider = "sqlite"
    /// }
    ///
    /// generator client {
    ///   provider = "prisma-client"
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// datasource db {
    ///   provider = "sqlite"
    /// }
    ///
    /// generator client {
    ///   provider = "prisma-client"
    ///   output   = "../generated/prisma"
    /// }
    /// ```
    pub static RULE = Rule {
        code: "generator-output-missing",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let ItemKind::Generator(config) = &item.kind else { return };
    if config.string("provider") != Some("prisma-client") || config.entry("output").is_some() {
        return;
    }
    let Some(provider) = config.entry("provider") else { return };
    let message = format!(
        "Generator `{}` has no `output`, which `prisma-client` requires. Add `output = \"../generated/prisma\"`.",
        item.name()
    );
    found.push(cx.fix(cx.finding(id, provider.span, message), || [add(cx, id, provider)]));
}

/// The line goes below the provider, with the `=` aligned.
fn add(cx: &Context<'_>, id: ItemId, provider: &Entry) -> Fix {
    let block = cx.schema.text(id);
    let equals = Span::new(provider.key.span.end, provider.span.end).of(&block).find('=').unwrap_or(1);
    let width = ("provider".len() + equals).saturating_sub("output".len());
    let line = format!(
        "{}{}output{:width$}= \"../generated/prisma\"",
        edit::line_ending(&block),
        edit::indent_of(&block, provider.span.start),
        ""
    );
    let rest = block.get(provider.span.end as usize..).unwrap_or("");
    let end = provider.span.end + u32::try_from(rest.find(['\n', '\r']).unwrap_or(rest.len())).unwrap_or(0);
    Fix::choice("Add `output`", vec![edit::replace(cx.schema, Place::new(id, Span::at(end)), line)])
}
