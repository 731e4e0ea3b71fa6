//! `generator-output-missing`

use crate::rules::Context;
use crate::rules::rule::{Check, Dialects, Levels, rule};
use base::text::Span;
use base::{Finding, Fix, ItemId, Level};
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
        dialects: Dialects::Classic,
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
    found.push(cx.fix(cx.finding(id, provider.span, message), || {
        // A line that cannot be read may be the output.
        (!edit::mentions_key(cx.schema, id, "output")).then(|| add(cx, id, provider))
    }));
}

/// The line goes below the provider, with the `=` aligned.
fn add(cx: &Context<'_>, id: ItemId, provider: &Entry) -> Fix {
    let block = cx.schema.text(id);
    let equals = Span::new(provider.key.span.end, provider.span.end).of(&block).find('=').unwrap_or(1);
    let width = ("provider".len() + equals).saturating_sub("output".len());
    let entry = format!("output{:width$}= \"../generated/prisma\"", "");
    Fix::choice("Add `output`", vec![edit::add_entry(cx.schema, id, provider, &entry)])
}
