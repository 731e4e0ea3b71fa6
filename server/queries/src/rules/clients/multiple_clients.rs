//! More clients than one.

use std::path::{Component, Path};

use base::text::{Span, TextEdit};
use base::{Anchor, Level};
use checks::frame::Levels;
use model::schema::edit::{indent_of, line_ending, line_span};

use crate::code::NewClient;
use crate::rules::application_facts::ClientInFile;
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

/// Folders whose members are programs of their own.
const PROGRAMS: [&str; 8] =
    ["apps", "packages", "services", "workers", "functions", "lambdas", "examples", "projects"];

rule! {
    /// Several clients are created, each with its own connection pool: the database runs out of connections.
    ///
    /// Create the client once, in a module such as `lib/prisma.ts`, and import it. With Next.js keep it on `globalThis`,
    /// because the development server loads modules again. Clients of other schemas, scripts, seeds and tests are no finding.
    ///
    /// ```ts flagged
    /// import { PrismaClient } from "@prisma/client";
    /// export async function handler() {
    ///   const prisma = new PrismaClient();
    ///   return prisma.order.count();
    /// }
    /// ```
    /// ```ts flagged
    /// //- src/lib/prisma.ts
    /// import { PrismaClient } from "@prisma/client";
    /// export const prisma = new PrismaClient();
    /// //- src/orders.ts
    /// import { PrismaClient } from "@prisma/client";
    /// const prisma = new PrismaClient();
    /// export const count = () => prisma.order.count();
    /// ```
    /// ```ts flagged {"next": true, "path": "src/lib/prisma.ts"}
    /// import { PrismaClient } from "@prisma/client";
    /// export const prisma = new PrismaClient();
    /// ```
    /// ```ts clean {"next": true, "path": "src/lib/prisma.ts"}
    /// import { PrismaClient } from "@prisma/client";
    /// const globalForPrisma = globalThis as unknown as { prisma?: PrismaClient };
    /// export const prisma = globalForPrisma.prisma ?? new PrismaClient();
    /// if (process.env.NODE_ENV !== "production") globalForPrisma.prisma = prisma;
    /// ```
    pub static MULTIPLE_CLIENTS = Rule {
        code: "multiple-clients",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: check,
    };
}

/// How many clients of an application one is compared with.
const MOST_CLIENTS: usize = 256;

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if !cx.is_production() {
        return;
    }
    for client in &cx.file.clients {
        if client.in_function && !client.is_kept {
            let message = "Each call creates another client with its own connection pool. Create it once, and import it.";
            report.add(client.span, message);
            continue;
        }
        let is_other = |it: &&ClientInFile| it.path != cx.file.path || it.client.span != client.span;
        if let Some(other) = shared(cx, client).filter(is_other) {
            let message =
                "Another client with its own connection pool. Create one, in one module, and import it.";
            report.add(client.span, message);
            report.related(Anchor::file(other.path.clone(), other.client.span), "Another client");
            continue;
        }
        if cx.facts.uses_next && !client.on_global && !client.is_kept {
            let message = "The development server of Next.js creates this client again with each reload. Keep it on `globalThis`.";
            report.add(client.span, message);
            report.fix("Keep the client on `globalThis`", keep(cx, client));
        }
    }
}

/// The client that others of the same program should import: one on `globalThis`, else the first that a file exports, else the
/// first.
fn shared<'a>(cx: &Context<'a>, client: &NewClient) -> Option<&'a ClientInFile> {
    let program = program(&cx.file.path);
    let is_shared = |it: &&ClientInFile| {
        generated(&it.client) == generated(client)
            && (it.client.is_kept || !it.client.in_function)
            && self::program(&it.path) == program
    };
    let shared = cx.application.clients.iter().take(MOST_CLIENTS).filter(is_shared);
    shared.min_by_key(|it| (!it.client.on_global, !it.has_exports))
}

/// The module of the client's class without the way to it, which differs from file to file.
fn generated(client: &NewClient) -> &str {
    client.module.as_deref().unwrap_or_default().trim_start_matches(['.', '/', '@', '~'])
}

/// The folder of the program that a file belongs to, where the repository has several.
fn program(path: &Path) -> Option<&Path> {
    let is_program = |folder: &&Path| {
        let parent = folder.parent().and_then(|parent| parent.components().next_back());
        matches!(parent, Some(Component::Normal(name)) if PROGRAMS.iter().any(|it| name == *it))
    };
    path.ancestors().skip(1).find(is_program)
}

/// The edits that keep a client on `globalThis`, where the statement is `const NAME = new PrismaClient(…);`.
fn keep(cx: &Context<'_>, client: &NewClient) -> Option<Vec<TextEdit>> {
    let text = cx.text?;
    let line = line_span(text, client.span.start);
    let before = cx.text_at(Span::new(line.start, client.span.start))?;
    let name = before.trim().trim_start_matches("export ").strip_prefix("const ")?.strip_suffix('=')?.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
    let last = line_span(text, client.span.end);
    let after = cx.text_at(Span::new(client.span.end, last.end))?.trim_end();
    if !is_name || !matches!(after, "" | ";") || !indent_of(text, line.start).is_empty() {
        return None;
    }
    let (end, semicolon) = (line_ending(text), after);
    let is_typed = cx
        .file
        .path
        .extension()
        .and_then(|it| it.to_str())
        .is_some_and(|it| it.ends_with("ts") || it == "tsx");
    let typed = if is_typed { format!(" as unknown as {{ {name}?: PrismaClient }}") } else { String::new() };
    Some(vec![
        TextEdit::insert(line.start, format!("const globalForPrisma = globalThis{typed}{semicolon}{end}")),
        TextEdit::insert(client.span.start, format!("globalForPrisma.{name} ?? ")),
        TextEdit::insert(
            last.end,
            format!(
                "{end}if (process.env.NODE_ENV !== \"production\") globalForPrisma.{name} = {name}{semicolon}"
            ),
        ),
    ])
}
