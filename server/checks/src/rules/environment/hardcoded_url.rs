//! `hardcoded-url`

use crate::rules::Context;
use crate::rules::rule::{Check, Dialects, Levels, rule};
use base::{Finding, Fix, ItemId, Level, Place};
use model::schema::edit;
use model::schema::item::{Expr, Item, ItemKind};

rule! {
    /// A connection URL with a password in the schema.
    ///
    /// The schema is committed, so everybody with access to the repository knows the password, and each environment
    /// needs another URL anyway. Read it with `env("…")`; since Prisma 7 it belongs in `prisma.config.ts`.
    ///
    /// ```prisma flagged
    /// datasource db {
    ///   provider = "postgresql"
    ///   url      = "postgresql://app:secret@db.example.com:5432/app"
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// datasource db {
    ///   provider = "sqlite"
    ///   url      = "file:./dev.db"
    /// }
    /// ```
    pub static RULE = Rule {
        code: "hardcoded-url",
        levels: Levels::essential(Level::Warning, Level::Warning),
        dialects: Dialects::Classic,
        options: &[],
        check: Check::Item(check),
    };
}

/// The keys that hold URLs, with the usual environment variable of each.
const KEYS: &[(&str, &str)] =
    &[("url", "DATABASE_URL"), ("directUrl", "DIRECT_URL"), ("shadowDatabaseUrl", "SHADOW_DATABASE_URL")];

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let ItemKind::Datasource(config) = &item.kind else { return };
    for entry in &config.entries {
        let Some((_, variable)) = KEYS.iter().find(|(key, _)| *key == entry.key.text) else { continue };
        let Some(text) =
            entry.value.as_ref().and_then(Expr::as_text).filter(|text| has_password(&text.value))
        else {
            continue;
        };
        let message = format!(
            "`{}` contains a password, and the schema is committed. Read it from the environment: \
             `env(\"{variable}\")`.",
            entry.key.text
        );
        found.push(cx.fix(cx.finding(id, text.span, message), || {
            let call = format!("env(\"{variable}\")");
            let change = edit::replace(cx.schema, Place::new(id, text.span), call.as_str());
            [Fix::choice(format!("Replace with `{call}`"), vec![change])]
        }));
    }
}

/// Whether a URL contains a user and a password, as in `scheme://user:password@host` or `;password=…`.
fn has_password(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return false };
    let authority = rest.split(['/', '?']).next().unwrap_or("");
    let user = authority.rsplit_once('@').map(|(user, _)| user);
    let in_user =
        user.and_then(|user| user.split_once(':')).is_some_and(|(_, password)| !password.is_empty());
    let in_parameters = rest.split(';').any(|part| {
        let part = part.trim().to_ascii_lowercase();
        part.strip_prefix("password=")
            .or_else(|| part.strip_prefix("pwd="))
            .is_some_and(|value| !value.is_empty())
    });
    in_user || in_parameters
}
