//! `god-model`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Level};

rule! {
    /// A model with too many columns.
    ///
    /// Every query without a selection reads all of them, and unrelated parts of an application update the same rows.
    /// Move related columns to a separate model with a one-to-one relation.
    ///
    /// ```prisma flagged {"max": 3}
    /// model User {
    ///   id     Int    @id
    ///   name   String
    ///   street String
    ///   city   String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id   Int    @id
    ///   name String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "god-model",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[OptionSpec {
            name: "max",
            kind: OptionKind::Number(30),
            docs: "Maximum number of columns per model.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let most = cx.options.number("max") as usize;
    let columns = cx.fields(model.id, model.model).filter(|(_, ty)| ty.is_scalar_like()).count();
    if columns > most {
        let message = format!(
            "`{}` has {columns} columns, more than {most}. Move related ones to a separate model.",
            model.item.name()
        );
        found.push(cx.finding(model.id, model.item.head(), message));
    }
}
