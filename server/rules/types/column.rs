//! What several rules about types ask.

use crate::rules::Context;

/// The word in front of native types: the name of the datasource, `db` where there is none.
pub(super) fn datasource_name<'c>(cx: &'c Context<'_>) -> &'c str {
    cx.configuration().datasource_name.as_deref().unwrap_or("db")
}
