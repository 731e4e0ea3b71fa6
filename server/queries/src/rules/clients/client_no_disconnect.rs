//! Scripts that do not end.

use base::Level;
use checks::frame::Levels;

use crate::code::CodeKind;
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

rule! {
    /// A script creates a client and never disconnects it, so the process may wait for open connections.
    ///
    /// Call `$disconnect` when the work is done, also after an error: `finally { await prisma.$disconnect() }`.
    ///
    /// ```ts flagged {"path": "scripts/import.ts"}
    /// import { PrismaClient } from "@prisma/client";
    /// const prisma = new PrismaClient();
    /// await prisma.product.updateMany({ data: { price: 1 } });
    /// ```
    /// ```ts clean {"path": "scripts/import.ts"}
    /// import { PrismaClient } from "@prisma/client";
    /// const prisma = new PrismaClient();
    /// try {
    ///   await prisma.product.updateMany({ data: { price: 1 } });
    /// } finally {
    ///   await prisma.$disconnect();
    /// }
    /// ```
    pub static CLIENT_NO_DISCONNECT = Rule {
        code: "client-no-disconnect",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let is_script = matches!(cx.file.kind, CodeKind::Script | CodeKind::Seed);
    if !is_script || cx.file.disconnects || !cx.file.exports.is_empty() {
        return;
    }
    if let Some(client) = cx.file.clients.first() {
        let message = "This script never disconnects its client. Call `$disconnect` when the work is done.";
        report.add(client.span, message);
    }
}
