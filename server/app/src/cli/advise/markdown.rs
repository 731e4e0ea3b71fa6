//! Markdown output.

use std::fmt::Write as _;

use base::text::markdown::{code, fenced, message, plain};
use queries::advice::Confidence;

use super::report::SchemaAdvice;

/// The advice on all schemas.
pub(super) fn render(all: &[SchemaAdvice<'_>]) -> String {
    let mut out = String::from("# Indexes\n");
    for it in all {
        let _ = writeln!(out, "\n## {}", code(&it.shown));
        if !it.advice.add.is_empty() {
            out.push_str("\n### Add\n");
        }
        for (at, index) in it.advice.add.iter().enumerate() {
            let open = if index.confidence == Confidence::Low { " (to consider)" } else { "" };
            let _ = writeln!(
                out,
                "\n**{}** {}{open}\n\n{}\n",
                plain(it.model(index.model)),
                code(&index.attribute),
                message(&index.reason)
            );
            if let Some(measure) = it.measure(at) {
                let _ = writeln!(out, "{measure}\n");
            }
            for call in it.calls(index) {
                let place = format!("{}:{}", call.file, call.line);
                let _ = writeln!(out, "- {} in {}", code(&call.name), code(&place));
            }
            if let Some(sql) = &index.partial_sql {
                let _ = writeln!(out, "\nWithout deleted rows:\n\n{}", fenced("sql", sql));
            }
        }
        if let Some(note) = it.measured_note() {
            let _ = writeln!(out, "\n{note}");
        }
        if it.left_out > 0 {
            let _ = writeln!(
                out,
                "\n{} more may help, depending on the data: `prisma-lens advise --all`.",
                it.left_out
            );
        }
        let mut list = |title: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                let _ = writeln!(out, "\n### {title}\n");
                lines.iter().for_each(|line| out.push_str(line));
            }
        };
        let merges = it.advice.merge.iter().map(|merge| {
            let key = it.key(merge.model, merge.key);
            format!(
                "- **{}** {}: {} serves the same calls\n",
                plain(it.model(merge.model)),
                code(&key),
                code(&merge.into)
            )
        });
        list("Merge", merges.collect());
        let drops = it.advice.drop.iter().map(|unused| {
            let key = it.key(unused.model, unused.key);
            format!(
                "- **{}** {}: none of {} known calls can use it\n",
                plain(it.model(unused.model)),
                code(&key),
                unused.calls
            )
        });
        list("Drop, if statistics agree", drops.collect());
        let partitions = it.advice.partition.iter().map(|partition| {
            let considerations: String =
                partition.considerations.iter().map(|it| format!("  - {}\n", message(it))).collect();
            let column = code(&partition.column.name);
            format!("- **{}** by {column}\n{considerations}", plain(it.model(partition.model)))
        });
        list("Partitions to consider", partitions.collect());
    }
    if all.is_empty() {
        out.push_str("\nFound no call of Prisma Client.\n");
    }
    out
}
