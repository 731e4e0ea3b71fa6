//! One migration made into two: statements that go to a folder of their own, applied right after the one they come from.

use base::text::{Span, TextEdit, apply_edits};
use model::schema::edit::line_ending;

use super::context::Context;
use crate::sql::statement::{CreateIndex, Script, Statement, StatementKind};
use crate::sql::table::AlterActionKind;

/// Which statements go to the new migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The one at this place and all after it: nothing changes its order.
    From(usize),
    /// The one at this place: it runs after those that were behind it.
    Alone(usize),
}

/// What a migration is split into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The edits that take the statements out of the script.
    pub edits: Vec<TextEdit>,
    /// The new script.
    pub sql: String,
}

/// Splits a migration. Settings that hold for moved statements are set in the new script too, unless one of them has to be
/// alone there. `changes` are made to the moved statements. `None` where the script cannot be cut there: one part would be empty,
/// the cut would be inside a transaction or a program, or a setting would be lost.
pub fn split(cx: &Context<'_>, part: Part, changes: &[TextEdit]) -> Option<Split> {
    let statements = &cx.script.statements;
    let (first, last) = match part {
        Part::From(at) => (at, statements.len().checked_sub(1)?),
        Part::Alone(at) => (at, at),
    };
    let is_within = |at: usize| at.checked_sub(1).is_some_and(|before| cx.is_in_transaction(before));
    let is_program =
        |it: &Statement| matches!(it.kind, StatementKind::Control(_) | StatementKind::ClientCommand);
    let is_cut_off = matches!(part, Part::From(_)) && is_within(first) || cx.is_in_rebuild(first);
    if is_cut_off || statements.iter().any(is_program) {
        return None;
    }
    let is_moved = |at: usize| (first..=last).contains(&at) && !is_reset(statements.get(at));
    let has_to_be_alone = (first..=last).filter_map(|at| statements.get(at)).any(is_concurrent);
    let pieces = pieces(cx.sql, cx.script);
    let mut sections: Vec<String> = Vec::new();
    for (at, (statement, piece)) in statements.iter().zip(&pieces).enumerate() {
        let is_setting = matches!(statement.kind, StatementKind::Setting(_));
        if is_moved(at) {
            sections.push(moved(cx.sql, statement, *piece, changes));
        } else if is_setting && has_to_be_alone {
            if at < first && !is_timeout(statement) {
                return None;
            }
        } else if is_setting && (at < first || is_reset(Some(statement)) && at <= last) {
            sections.push(moved(cx.sql, statement, *piece, &[]));
        }
    }
    let stays = |(at, statement): (usize, &Statement)| !is_moved(at) && changes_something(statement);
    if !cx.statements().any(stays) {
        return None;
    }
    let line_end = line_ending(cx.sql);
    let sql = sections.join(&format!("{line_end}{line_end}")) + line_end;
    Some(Split { edits: removals(cx.sql, &pieces, is_moved), sql })
}

/// The name of the folder for what is split off a migration: the next second if the following migration is later than that,
/// else the same one. `None` where there is no name between the two.
pub fn split_name(name: &str, following: Option<&str>) -> Option<String> {
    let stamp_length = name.bytes().take_while(u8::is_ascii_digit).count();
    let (stamp, rest) = name.split_at(if stamp_length == 14 { 14 } else { 0 });
    let numbered =
        match rest.rsplit_once('_').and_then(|(rest, number)| Some((rest, number.parse::<u8>().ok()?))) {
            Some((rest, number)) if !rest.is_empty() => format!("{rest}_{}", u16::from(number) + 1),
            _ => format!("{rest}_2"),
        };
    let later = next_second(stamp).map(|later| format!("{later}{numbered}"));
    let names = later.into_iter().chain([format!("{stamp}{numbered}"), format!("{name}_2")]);
    let is_between =
        |new: &String| new.as_str() > name && following.is_none_or(|following| new.as_str() < following);
    names.into_iter().find(is_between)
}

/// Whether an index can as well be built after a statement that is behind it in a script.
pub fn may_be_built_after(cx: &Context<'_>, create: &CreateIndex, later: &Statement) -> bool {
    let name = create.index.name.as_ref().map_or("", |name| name.text.as_str());
    let table = &create.table.name.text;
    let mentions = |name: &str| mentions(cx.text(later.span), name);
    match &later.kind {
        StatementKind::Setting(_) | StatementKind::Transaction(_) | StatementKind::Comment => true,
        _ if mentions(name) => false,
        StatementKind::CreateIndex(_) => true,
        // A foreign key needs the unique index that it refers to.
        _ if create.index.is_unique => !mentions(table),
        StatementKind::CreateTable(_) => true,
        StatementKind::AlterTable(alter) => alter.actions.iter().all(|action| {
            matches!(
                action.kind,
                AlterActionKind::AddColumn { .. }
                    | AlterActionKind::AddConstraint(_)
                    | AlterActionKind::SetDefault { .. }
            )
        }),
        _ => !mentions(table),
    }
}

/// Whether a text has a name in it as a whole word, in whatever case.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    let is_part = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$');
    !name.is_empty()
        && text.match_indices(&name).any(|(at, found)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        })
}

/// Where `CONCURRENTLY` goes in a statement that creates or drops an index.
pub fn concurrently(cx: &Context<'_>, statement: &Statement) -> Option<TextEdit> {
    let keyword = cx.text(statement.span).to_ascii_uppercase().find("INDEX")? + "INDEX".len();
    let at = statement.span.start + u32::try_from(keyword).ok()?;
    Some(TextEdit::replace(Span::at(at), " CONCURRENTLY"))
}

/// Adds a second to `YYYYMMDDhhmmss`. `None` at the end of a day, and where it is none.
fn next_second(stamp: &str) -> Option<String> {
    let (date, time) = stamp.split_at_checked(8)?;
    let part = |from: usize| time.get(from..from + 2)?.parse::<u32>().ok();
    let (hours, minutes, seconds) = (part(0)?, part(2)?, part(4)?);
    let second = ((hours * 60 + minutes) * 60 + seconds) + 1;
    let (hours, minutes, seconds) = (second / 3600, second / 60 % 60, second % 60);
    (hours < 24).then(|| format!("{date}{hours:02}{minutes:02}{seconds:02}"))
}

fn is_reset(statement: Option<&Statement>) -> bool {
    statement.is_some_and(|it| matches!(&it.kind, StatementKind::Setting(setting) if setting.is_reset))
}

fn is_timeout(statement: &Statement) -> bool {
    matches!(&statement.kind, StatementKind::Setting(setting) if setting.name.ends_with("_timeout"))
}

fn is_concurrent(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::CreateIndex(create) => create.concurrently,
        StatementKind::Drop(drop) => drop.concurrently,
        StatementKind::Maintenance(work) => work.concurrently,
        _ => false,
    }
}

fn changes_something(statement: &Statement) -> bool {
    !matches!(statement.kind, StatementKind::Setting(_) | StatementKind::Transaction(_))
}

/// The text of a statement with its comments and its `;`, after changes.
fn moved(sql: &str, statement: &Statement, piece: Span, changes: &[TextEdit]) -> String {
    let in_piece = |edit: &&TextEdit| piece.encloses(edit.span);
    let shift = |edit: &TextEdit| {
        let span = Span::new(edit.span.start - piece.start, edit.span.end - piece.start);
        TextEdit::replace(span, edit.text.clone())
    };
    let mut edits: Vec<TextEdit> = changes.iter().filter(in_piece).map(shift).collect();
    let rest = sql.get(statement.span.end as usize..).unwrap_or_default();
    if !rest.trim_start().starts_with(';') {
        edits.push(TextEdit::replace(Span::at(statement.span.end - piece.start), ";"));
    }
    let text = apply_edits(piece.of(sql), &edits);
    let before = sql.get(..piece.start as usize).unwrap_or_default();
    // The indentation stays, but not what is between two statements of one line.
    let is_line_start = before.is_empty() || before.ends_with('\n');
    if is_line_start { text.trim_end().to_owned() } else { text.trim().to_owned() }
}

/// For each statement its text with the comments right above it, its `;` and a comment behind it, to the end of the line. What is
/// about the whole file, such as Prisma's warnings, belongs to no statement.
fn pieces(sql: &str, script: &Script) -> Vec<Span> {
    let mut floor = 0;
    let mut pieces = Vec::new();
    for (at, statement) in script.statements.iter().enumerate() {
        let mut start = statement.span.start;
        for comment in script.comments.iter().rev().filter(|comment| comment.span.end <= statement.span.start)
        {
            let between = Span::new(comment.span.end, start).of(sql);
            let is_attached = comment.span.start >= floor
                && between.trim().is_empty()
                && between.matches('\n').count() <= 1;
            let text = comment.span.of(sql);
            let is_of_file = at == 0 && comment.is_block || text.contains("-ignore-file");
            if !is_attached || is_of_file {
                break;
            }
            start = comment.span.start;
        }
        let before = sql.get(floor as usize..start as usize).unwrap_or_default();
        let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
        start -= u32::try_from(indent).unwrap_or(0);
        let end = end_of(sql, script, statement);
        pieces.push(Span::new(start.min(end), end));
        floor = end;
    }
    pieces
}

/// The end of a statement with its `;`, a comment behind it on the line, and the line end.
fn end_of(sql: &str, script: &Script, statement: &Statement) -> u32 {
    let at = |end: usize| sql.get(end..).unwrap_or_default();
    let mut end = statement.span.end as usize;
    let gap = at(end).len() - at(end).trim_start().len();
    if at(end + gap).starts_with(';') {
        end += gap + 1;
    }
    let blanks = |end: usize| at(end).len() - at(end).trim_start_matches([' ', '\t']).len();
    let behind = end + blanks(end);
    let comment = script.comments.iter().find(|comment| comment.span.start as usize == behind);
    if let Some(comment) = comment.filter(|comment| !comment.is_block) {
        end = comment.span.end as usize;
    }
    let rest = at(end + blanks(end));
    for line_end in ["\r\n", "\n"] {
        if rest.starts_with(line_end) {
            end += blanks(end) + line_end.len();
            break;
        }
    }
    u32::try_from(end).unwrap_or(statement.span.end)
}

/// The edits that remove pieces, with the blank lines that they leave.
fn removals(sql: &str, pieces: &[Span], is_moved: impl Fn(usize) -> bool) -> Vec<TextEdit> {
    let mut runs: Vec<Span> = Vec::new();
    let mut is_open = false;
    for (at, piece) in pieces.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if is_open && is_moved(at) => *run = run.cover(*piece),
            _ if is_moved(at) => runs.push(*piece),
            _ => {}
        }
        is_open = is_moved(at);
    }
    let widen = |run: Span| {
        let (before, after) = (run.start as usize, run.end as usize);
        let rest = sql.get(after..).unwrap_or_default();
        let blank: usize =
            rest.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
        let (mut start, mut end) = (before, after + blank);
        if end == sql.len() {
            let text = sql.get(..before).unwrap_or_default();
            start = text.trim_end().len();
            match text.get(start..).and_then(|rest| rest.find('\n')) {
                Some(at) => start += at + 1,
                None => end = sql.trim_end().len().max(start),
            }
        }
        TextEdit::replace(Span::from(start..end), "")
    };
    runs.into_iter().map(widen).collect()
}
