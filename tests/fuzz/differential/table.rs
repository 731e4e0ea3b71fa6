//! How far the verdicts agree with each release of the reference.

use std::path::Path;

use anyhow::Context;
use base::Level;

use crate::compare::{Disagreement, Ours, compare};
use crate::options::{self, Options, RELEASES};
use crate::reference::Reference;
use crate::{BATCH, seeds};

/// What was counted for one release.
#[derive(Default)]
struct Row {
    schemas: usize,
    accepted: usize,
    /// Schemas that both accept or both refuse.
    verdict: usize,
    /// Schemas that we alone refuse.
    alarms: usize,
    /// Schemas in which the reference says something at a place where we say nothing.
    missed: usize,
    /// Schemas in which we warn where the reference does not.
    warned: usize,
    /// Schemas that both refuse, and in which we report further errors.
    extra: usize,
}

/// Runs the cases through every release, and prints one line for each.
pub fn print(options: &Options) -> anyhow::Result<()> {
    let cases = seeds::cases(Path::new(options.cases.as_ref().context("--table needs --cases")?))?;
    println!("release  schemas  accepted  verdict  alarms  missed  warned  extra");
    for release in RELEASES {
        let row = row(release, &cases)?;
        let verdict = 100.0 * row.verdict as f64 / row.schemas.max(1) as f64;
        let Row { schemas, accepted, alarms, missed, warned, extra, .. } = row;
        println!(
            "{release:<7}  {schemas:>7}  {accepted:>8}  {verdict:>6.2}%  {alarms:>6}  {missed:>6}  {warned:>6}  {extra:>5}"
        );
    }
    Ok(())
}

fn row(release: &str, cases: &[String]) -> anyhow::Result<Row> {
    let mut reference = Reference::start(&options::package(release))?;
    let version = options::version(release).context("an unreadable release")?;
    let mut row = Row::default();
    for texts in cases.chunks(BATCH) {
        for (text, theirs) in texts.iter().zip(reference.lint(texts)?) {
            // A validator that fails says nothing.
            let Some(theirs) = theirs else { continue };
            let ours = Ours::of(text, version, false);
            let is_accepted = theirs.iter().all(|said| said.warning);
            let is_refused_by_us = ours.marks.iter().any(|(level, ..)| *level == Level::Error);
            let all = compare(text, &theirs, &ours, true);
            let any = |is_it: fn(&Disagreement) -> bool| usize::from(all.iter().any(is_it));
            row.schemas += 1;
            row.accepted += usize::from(is_accepted);
            row.verdict += usize::from(is_accepted != is_refused_by_us);
            row.alarms += usize::from(is_accepted && is_refused_by_us);
            row.missed += any(|it| matches!(it, Disagreement::Missed(_)));
            row.warned += any(|it| matches!(it, Disagreement::Warned(_)));
            row.extra += any(|it| matches!(it, Disagreement::Extra(_)));
        }
    }
    Ok(row)
}
