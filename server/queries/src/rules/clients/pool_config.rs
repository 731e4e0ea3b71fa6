//! The size of connection pools.

use base::Level;
use checks::frame::Levels;

use crate::code::Adapter;
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

/// The adapters whose driver has a connection pool of its own.
const POOLED: [&str; 3] = ["PrismaPg", "PrismaMariaDb", "PrismaMssql"];

rule! {
    /// A program that runs as functions creates a client whose connection pool has no limit of its own.
    ///
    /// Each instance of a function has its own pool, so a few dozen instances use up the connections of the database. Set
    /// `max` of the adapter's pool to a small number, or use an external pooler.
    ///
    /// ```ts flagged {"serverless": true}
    /// import { PrismaPg } from "@prisma/adapter-pg";
    /// import { PrismaClient } from "../generated/prisma/client";
    /// const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL });
    /// export const prisma = new PrismaClient({ adapter });
    /// ```
    /// ```ts clean {"serverless": true}
    /// import { PrismaPg } from "@prisma/adapter-pg";
    /// import { PrismaClient } from "../generated/prisma/client";
    /// const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL, max: 1 });
    /// export const prisma = new PrismaClient({ adapter });
    /// ```
    pub static POOL_CONFIG = Rule {
        code: "pool-config",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if !cx.facts.is_serverless || !cx.is_production() {
        return;
    }
    for client in &cx.file.clients {
        let has_pool = |it: &&Adapter| POOLED.contains(&it.class.as_str());
        let Some(adapter) = client.adapter.as_ref().filter(has_pool).filter(|it| !it.limits_pool) else {
            continue;
        };
        report.add(
            client.span,
            format!(
                "Each instance of a function opens a pool of `{}` with its default size. Set a small `max`.",
                adapter.class
            ),
        );
    }
}
