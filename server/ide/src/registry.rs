//! All codes that this program can report.

use std::sync::LazyLock;

use checks::frame::Registry;

/// The codes of all crates that check something. `explain`, hover, completion, settings, SARIF and the generated
/// documentation read it.
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
        let codes = checks::codes().chain(migrations::rules::entries());
        Registry::new(codes.chain(queries::rules::entries()).chain(queries::schema_rules::entries()))
    });
    &REGISTRY
}
