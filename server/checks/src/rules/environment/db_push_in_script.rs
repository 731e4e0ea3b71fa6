//! `db-push-in-script`

use crate::rules::Context;
use crate::rules::rule::{Check, Dialects, Levels, rule};
use base::{Finding, ItemId, Level};
use model::catalog::Provider;
use model::schema::item::{Item, ItemKind};

rule! {
    /// A script for production changes the database with a command for development.
    ///
    /// `prisma db push` keeps no history and drops what the schema lacks, `migrate dev` may reset the database, and `migrate reset`
    /// does. Where the application is built, deployed or started, run `prisma migrate deploy`.
    ///
    /// Looked at are the scripts of the `package.json` nearest to the schema whose names say `build`, `start`, `deploy`, `release`,
    /// `prod` or `postinstall`, and the scripts that they run. MongoDB has no migrations, so `db push` is right there.
    ///
    /// ```json flagged
    /// { "scripts": { "build": "prisma generate && prisma db push && next build" } }
    /// ```
    ///
    /// ```json clean
    /// { "scripts": { "build": "prisma generate && next build", "start": "prisma migrate deploy && next start", "db:push": "prisma db push" } }
    /// ```
    pub static RULE = Rule {
        code: "db-push-in-script",
        levels: Levels::new(Level::Warning, Level::Warning),
        dialects: Dialects::Classic,
        options: &[],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    if !matches!(item.kind, ItemKind::Datasource(_)) {
        return;
    }
    let is_mongodb = cx.schema.configuration().provider == Some(Provider::Mongodb);
    for script in cx.facts.scripts.iter().filter(|it| !(is_mongodb && it.command == "prisma db push")) {
        let (name, command) = (&script.name, script.command);
        let message = format!(
            "Script `{name}` in package.json runs `{command}`, which is for development. Use `prisma migrate deploy`."
        );
        found.push(cx.finding(id, item.head(), message));
    }
}
