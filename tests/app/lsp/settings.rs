//! Which settings count.

use prisma_lens::lsp::logging::Level;
use prisma_lens::lsp::settings::EditorSettings;
use serde_json::{Value, json};

#[test]
fn the_section_may_stand_alone_or_inside() {
    let section = json!({ "preset": "strict" });
    assert_eq!(*EditorSettings::new(Some(section.clone())).value(), section);
    assert_eq!(*EditorSettings::new(Some(json!({ "prismaLens": section, "other": 1 }))).value(), section);
    assert_eq!(*EditorSettings::new(None).value(), Value::Null);
}

#[test]
fn nothing_told_leaves_those_of_the_beginning() {
    let initial = json!({ "preset": "strict" });
    let settings = EditorSettings::new(Some(initial.clone()));
    let other = json!({ "preset": "minimal" });
    assert_eq!(*settings.updated(json!({ "prismaLens": other })).value(), other);
    for nothing in [json!(null), json!({}), json!({ "prismaLens": null }), json!("x"), json!([1])] {
        assert_eq!(*settings.updated(other.clone()).updated(nothing.clone()).value(), initial, "{nothing}");
    }
}

#[test]
fn the_log_level_is_ours_or_the_protocols() {
    let level = |trace: Value| EditorSettings::new(Some(json!({ "trace": trace }))).log_level();
    assert_eq!(level(json!("debug")), Some(Level::Debug));
    assert_eq!(level(json!({ "server": "messages" })), Some(Level::Info));
    assert_eq!(level(json!("off")), Some(Level::Warn));
    assert_eq!(level(json!("loud")), None);
    assert_eq!(level(json!(3)), None);
}

#[test]
fn what_is_wrong_with_switches_is_told() {
    let problems = |section: Value| EditorSettings::new(Some(section)).problems();
    assert_eq!(
        problems(json!({ "inlayHints": { "nativeType": true, "oppositeFields": 1 }, "codeLens": true })),
        [
            "`codeLens` must be an object, not true.",
            "Unknown setting `inlayHints.nativeType`. Did you mean `inlayHints.nativeTypes`?",
            "`inlayHints.oppositeFields` must be `true` or `false`, not 1.",
        ]
    );
    assert_eq!(
        problems(json!({ "codeLens.x": null })),
        [
            "Unknown setting `codeLens.x`. Known settings: `references`, `relations`, `findings`, `migrations`, `calls`."
        ]
    );
    assert_eq!(
        problems(json!({ "codeLens": null, "inlayHints": { "nativeTypes": null } })),
        Vec::<String>::new()
    );
    let unknown = problems(json!({ "inlayHint": {} }));
    assert!(unknown[0].contains("Did you mean `inlayHints`?"), "{unknown:?}");
}
