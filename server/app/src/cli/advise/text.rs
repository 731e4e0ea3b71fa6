//! Text for people.

use std::fmt::Write as _;

use queries::advice::{Confidence, NewIndex};

use super::report::SchemaAdvice;
use crate::cli::terminal::{Paint, WIDTH, count, wrap};

/// What to hold measurements against; nothing is measured here.
const TARGETS: &str = "Usual targets for measurements: 50 ms for a simple query, 200 ms with joins, 500 ms for aggregates, 2 s to \
                       write 1,000 rows.";
/// How many calls are named for an index.
const NAMED_CALLS: usize = 3;

/// The advice on all schemas.
pub(super) fn render(all: &[SchemaAdvice<'_>], searched: usize, paint: Paint) -> String {
    let mut out = String::new();
    for it in all {
        let _ = writeln!(out, "{}  {}\n", paint.bold(&it.shown), paint.dim(&calls(it)));
        let is_sure = |(_, index): &(usize, &NewIndex)| index.confidence == Confidence::High;
        section(
            &mut out,
            paint,
            "Add",
            it.advice
                .add
                .iter()
                .enumerate()
                .filter(is_sure)
                .map(|(at, index)| addition(it, at, index, paint)),
        );
        let is_open = |(_, index): &(usize, &NewIndex)| index.confidence == Confidence::Low;
        let open = it.advice.add.iter().enumerate().filter(is_open);
        let open = open.map(|(at, index)| addition(it, at, index, paint));
        section(&mut out, paint, "Consider", open);
        let merges = it.advice.merge.iter().map(|merge| {
            let (model, key) = (it.model(merge.model), it.key(merge.model, merge.key));
            format!(
                "  {} {} goes: {} serves the same calls\n",
                paint.bold(model),
                paint.code(&key),
                paint.code(&merge.into)
            )
        });
        section(&mut out, paint, "Merge", merges);
        let drops = it.advice.drop.iter().map(|unused| {
            let (model, key) = (it.model(unused.model), it.key(unused.model, unused.key));
            let calls = count(unused.calls as usize, "known call");
            format!(
                "  {} {}  {}\n",
                paint.bold(model),
                paint.code(&key),
                paint.dim(&format!("none of {calls} can use it"))
            )
        });
        section(&mut out, paint, "Drop, if statistics agree", drops);
        let partitions = it.advice.partition.iter().map(|partition| {
            let head = format!(
                "  {} by {}: {} by time, {} not\n",
                paint.bold(it.model(partition.model)),
                paint.code(&partition.column.name),
                count(partition.by_time as usize, "access"),
                partition.others,
            );
            let considerations = partition.considerations.iter().flat_map(|text| wrap(text, WIDTH - 6));
            head + &considerations.map(|line| format!("    {}\n", paint.dim(&line))).collect::<String>()
        });
        section(&mut out, paint, "Partitions to consider", partitions);
        if let Some(note) = it.measured_note() {
            let _ = writeln!(out, "{}\n", paint.dim(&note));
        }
        if it.left_out > 0 {
            let more = count_of(it.left_out);
            let _ =
                writeln!(out, "{}\n", paint.dim(&format!("{more} depending on the data. List with --all.")));
        }
        if it.advice.add.is_empty()
            && it.left_out == 0
            && it.advice.drop.is_empty()
            && it.advice.merge.is_empty()
        {
            out.push_str(
                "  Every known call has an index that serves it, and every index serves a call.\n\n",
            );
        }
    }
    if all.iter().any(|it| !it.advice.add.is_empty()) {
        let _ = writeln!(out, "{}", paint.dim(TARGETS));
    }
    if all.is_empty() {
        let _ = writeln!(out, "Found no call of Prisma Client in {}.", count(searched, "file"));
    }
    out
}

fn count_of(left_out: usize) -> String {
    match left_out {
        1 => "1 more index may help,".to_owned(),
        many => format!("{many} more indexes may help,"),
    }
}

fn calls(it: &SchemaAdvice<'_>) -> String {
    let live = it.workload.queries.iter().filter(|query| query.is_live()).count();
    format!("{}, {live} of them in the application", count(it.workload.queries.len(), "call"))
}

fn section(out: &mut String, paint: Paint, title: &str, entries: impl Iterator<Item = String>) {
    let entries: String = entries.collect();
    if !entries.is_empty() {
        let _ = writeln!(out, "{}\n{entries}", paint.good(title));
    }
}

fn addition(it: &SchemaAdvice<'_>, at: usize, index: &NewIndex, paint: Paint) -> String {
    let mut out = format!("  {} {}\n", paint.bold(it.model(index.model)), paint.code(&index.attribute));
    for line in wrap(&index.reason, WIDTH - 4) {
        let _ = writeln!(out, "    {line}");
    }
    if let Some(measure) = it.measure(at) {
        let _ = writeln!(out, "    {measure}");
    }
    let all = it.calls(index);
    for call in all.iter().take(NAMED_CALLS) {
        let _ = writeln!(
            out,
            "    {}",
            paint.dim(&format!("{}:{}:{}  {}", call.file, call.line, call.column, call.name))
        );
    }
    if let Some(more) = all.len().checked_sub(NAMED_CALLS).filter(|more| *more > 0) {
        let _ = writeln!(out, "    {}", paint.dim(&format!("and {more} more")));
    }
    if let Some(sql) = &index.partial_sql {
        let _ = writeln!(out, "    Without deleted rows: {}", paint.code(sql));
    }
    let replaced: Vec<String> = index.replaces.iter().map(|key| it.key(index.model, *key)).collect();
    if !replaced.is_empty() {
        let _ = writeln!(out, "    Replaces {}", paint.code(&replaced.join(", ")));
    }
    let cost = format!(
        "{} write the table, which has {}",
        count(index.cost.writes as usize, "call"),
        indexes(index)
    );
    let _ = writeln!(out, "    {}\n", paint.dim(&format!("Cost: {cost}")));
    out
}

fn indexes(index: &NewIndex) -> String {
    match index.cost.indexes {
        1 => "1 index".to_owned(),
        number => format!("{number} indexes"),
    }
}
