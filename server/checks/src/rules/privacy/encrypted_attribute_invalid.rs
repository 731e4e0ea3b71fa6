//! `encrypted-attribute-invalid`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level, Place};
use model::schema::edit;
use model::schema::item::CommentPlace;

rule! {
    /// `@encrypted` in a comment that no tool reads.
    ///
    /// Tools that encrypt fields read the annotation from the documentation that Prisma passes on: `/// @encrypted`. A
    /// comment with two slashes is not passed on, so the field is stored unencrypted. (As an attribute, Prisma itself
    /// rejects `@encrypted`.)
    ///
    /// ```prisma flagged
    /// model User {
    ///   id  Int    @id
    ///   ssn String // @encrypted
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id  Int    @id
    ///   /// @encrypted
    ///   ssn String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "encrypted-attribute-invalid",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    for comment in &model.item.comments {
        let Some(text) = comment.text.strip_prefix("//").filter(|text| !text.starts_with('/')) else {
            continue;
        };
        let text = text.trim();
        let rest = text.strip_prefix("@encrypted");
        if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['?', ' ', '('])) {
            continue;
        }
        let message = "`@encrypted` has no effect in a `//` comment. Write `/// @encrypted` above the field.";
        let finding = cx.finding(model.id, comment.span, message);
        found.push(cx.fix(finding, || {
            let place = Place::new(model.id, comment.span);
            let changes = match comment.place {
                CommentPlace::Trailing => {
                    let block = cx.schema.text(model.id);
                    let before = block.get(..comment.span.start as usize).unwrap_or("");
                    let start = before.trim_end_matches([' ', '\t']).len();
                    let gone = base::text::Span::from(start..comment.span.end as usize);
                    vec![
                        edit::add_documentation(cx.schema, model.id, comment.span.start, text),
                        edit::replace(cx.schema, Place::new(model.id, gone), ""),
                    ]
                }
                _ => vec![edit::replace(cx.schema, place, format!("/// {text}"))],
            };
            [Fix::safe("Write `/// @encrypted`", changes)]
        }));
    }
}
