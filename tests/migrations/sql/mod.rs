//! SQL read statement by statement.

mod corpus;
mod cut;
mod shapes;

use migrations::sql::read;
use migrations::sql::statement::StatementKind;
use model::catalog::Provider;

/// One line a statement: its kind, and its text with white space folded.
fn outline(provider: Provider, text: &str) -> String {
    let mut lines = String::new();
    for statement in read(provider, text).statements {
        let kind = match &statement.kind {
            StatementKind::Opaque(why) => format!("Opaque({why:?})"),
            StatementKind::Control(control) => format!("{control:?}"),
            StatementKind::Transaction(transaction) => format!("{transaction:?}"),
            StatementKind::Dml(dml) => format!("{:?}", dml.kind),
            other => {
                let debug = format!("{other:?}");
                debug.split(['(', ' ']).next().unwrap().to_owned()
            }
        };
        let words: Vec<&str> = statement.span.of(text).split_whitespace().collect();
        let mark = if statement.is_conditional { "?" } else { "" };
        lines.push_str(&format!("{kind}{mark}: {}\n", words.join(" ")));
    }
    lines
}
