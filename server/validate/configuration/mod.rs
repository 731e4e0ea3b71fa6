//! The blocks `datasource` and `generator`.

mod datasource;
mod generator;
mod values;

pub use datasource::URL_IN_DATASOURCE;

use crate::validate::Context;

pub(super) fn check(cx: &mut Context<'_>) {
    datasource::check(cx);
    generator::check(cx);
}
