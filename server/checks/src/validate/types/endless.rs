//! Composite types whose values would be infinite.

use crate::validate::circles::Circles;
use crate::validate::code::codes;
use crate::validate::index::containment::Containment;
use crate::validate::{ValidityContext, fixes};

codes! {
    /// A composite type that contains itself.
    ///
    /// Its values would be infinite. Make one of the fields in the cycle optional or a list.
    ENDLESS_COMPOSITE_TYPE = "endless-composite-type";
}

/// Looks at the composite types of the whole schema together.
pub(in crate::validate) fn check(cx: &mut ValidityContext<'_>, all: &[Containment]) {
    let schema = cx.schema;
    let circles = Circles::of(all.iter().map(|step| (step.field.item, step.of)));
    for Containment { field: at, .. } in all.iter().filter(|step| circles.has(step.field.item, step.of)) {
        let (Some(item), Some(field)) = (schema.item(at.item), schema.field(*at)) else { continue };
        let message = format!(
            "`{}` contains another `{}`, so its values would be infinite. Make `{}` optional or a list.",
            item.name(),
            item.name(),
            field.name.text
        );
        cx.error(&ENDLESS_COMPOSITE_TYPE, at.item, field.span, message).fix(|| {
            let name = field.type_name();
            let marked =
                ["?", "[]"].map(|mark| fixes::retype(schema, at.item, field, &format!("{name}{mark}")));
            marked.into_iter().flatten()
        });
    }
}
