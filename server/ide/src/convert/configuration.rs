//! Datasources and generators, which Prisma 8 does not have.

use base::ItemId;
use model::schema::item::{Config, Expr, Item, ItemKind};

use crate::convert::edits::BlockEdits;
use crate::convert::note::Notes;

/// Removes a datasource or generator, and says where its settings go.
pub(super) fn remove(notes: &mut Notes<'_>, id: ItemId, item: &Item, edits: &mut BlockEdits<'_>) {
    let (code, message) = match &item.kind {
        ItemKind::Datasource(config) => ("datasource", datasource(config)),
        ItemKind::Generator(config) => ("generator", generator(item, config)),
        _ => return,
    };
    notes.change(code, id, item.head(), message);
    edits.remove_member(item.span);
}

fn datasource(config: &Config) -> String {
    let variable = config.value("url").and_then(Expr::as_call).filter(|(name, _)| *name == "env");
    let variable = variable.and_then(|(_, arguments)| arguments.unnamed()?.as_str());
    let mut text = match variable {
        Some(name) => format!(
            "The datasource goes. Set `db: {{ connection: process.env['{name}']! }}` in `prisma.config.ts`."
        ),
        None => "The datasource goes. Set `db.connection` in `prisma.config.ts` to the URL of the database."
            .to_owned(),
    };
    let others: Vec<String> = config
        .entries
        .iter()
        .map(|entry| entry.key.as_str())
        .filter(|key| !matches!(*key, "provider" | "url" | "schemas" | "relationMode"))
        .map(|key| format!("`{key}`"))
        .collect();
    if !others.is_empty() {
        text += &format!(" Left out: {}.", others.join(", "));
    }
    text
}

fn generator(item: &Item, config: &Config) -> String {
    let name = item.name();
    match config.string("provider") {
        Some("prisma-client-js" | "prisma-client") => format!(
            "The generator `{name}` goes: `prisma contract emit` writes the contract that the client of Prisma 8 reads."
        ),
        Some(provider) => {
            format!(
                "The generator `{name}` goes: Prisma 8 does not run `{provider}`. Find a replacement for what it wrote."
            )
        }
        None => format!("The generator `{name}` goes: Prisma 8 has no generators."),
    }
}
