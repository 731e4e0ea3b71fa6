//! `surrogate-id-required`

use crate::rules::audit::stamps;
use crate::rules::kinds::is_implicit_join_table;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Level};

rule! {
    /// A model without a field named `id`.
    ///
    /// For projects whose code relies on every row having an `id`, whatever its primary key is.
    ///
    /// ```prisma flagged
    /// model Country {
    ///   code String @id
    ///   name String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Country {
    ///   id   Int    @id
    ///   code String @unique
    ///   name String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "surrogate-id-required",
        levels: Levels::new(Level::Off, Level::Off),
        options: &[
            OptionSpec { name: "name", kind: OptionKind::Text("id"), docs: "Name of the field." },
            OptionSpec { name: "kinds", kind: OptionKind::List(&[]), docs: stamps::KINDS_DOCS },
        ],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let name = cx.options.text("name");
    if model.model.field(name).is_none()
        && !is_implicit_join_table(model.item)
        && !stamps::is_exempt(cx, model)
    {
        let message = format!("`{}` has no field `{name}`. Add one with `@id`.", model.item.name());
        found.push(cx.finding(model.id, model.item.head(), message));
    }
}
