//! Suppression comments in code.

use base::Preset;
use base::text::apply_edits;
use serde_json::{Value, json};

use super::{find, only, preset};

/// The codes of all findings in a file, with the text that each is at.
fn found(text: &str) -> Vec<(&'static str, String)> {
    let findings = find(&preset(Preset::Strict), text, &Value::Null);
    findings.iter().map(|it| (it.code, it.anchor.span().of(text).to_owned())).collect()
}

#[test]
fn a_comment_is_about_the_statement_that_follows() {
    let query = "const orders = await prisma.order.findMany({ take: 10, skip: page * 10 });\n";
    assert_eq!(found(query), [("deep-offset", "skip".to_owned())]);
    for comment in [
        "// prisma-lens-ignore deep-offset: few pages\n",
        "// prisma-lens-ignore deep-offset\n",
        "/* prisma-lens-ignore deep-offset: few pages */\n",
        "// prisma-lens-ignore-file deep-offset: few pages\n\nconst a = 1;\n",
        "// Grüße 🎉 prisma-lens\n// prisma-lens-ignore deep-offset: 少ない\n",
    ] {
        let text = format!("{comment}{query}");
        assert_eq!(found(&text), [], "{text}");
        assert_eq!(found(&text.replace('\n', "\r\n")), [], "{text}");
    }
    // Behind the code on its line.
    let text = query.replace(";\n", "; // prisma-lens-ignore deep-offset: few pages\n");
    assert_eq!(found(&text), []);
}

#[test]
fn a_comment_reaches_into_a_statement_of_several_lines() {
    let text = "// prisma-lens-ignore deep-offset: few pages\nconst orders = await prisma.order.findMany({\n  take: 10,\n  \
                skip: page * 10,\n});\nconst users = await prisma.review.findMany({ take: 10, skip: page * 10 });\n";
    let left = found(text);
    assert!(left.contains(&("deep-offset", "skip".to_owned())), "{left:?}");
    assert_eq!(left.iter().filter(|(code, _)| *code == "deep-offset").count(), 1);
}

#[test]
fn comments_without_effect_are_reported_and_can_be_removed() {
    for (text, fixed) in [
        (
            "// prisma-lens-ignore deep-offset: was needed once\nconst count = await prisma.order.count();\n",
            "const count = await prisma.order.count();\n",
        ),
        (
            "const count = await prisma.order.count(); // prisma-lens-ignore raw-unsafe\n",
            "const count = await prisma.order.count();\n",
        ),
        (
            "/* Grüße */ const a = 1;\r\n// prisma-lens-ignore raw-unsafe: 理由\r\nawait prisma.order.count();\r\n",
            "/* Grüße */ const a = 1;\r\nawait prisma.order.count();\r\n",
        ),
    ] {
        let findings = find(&preset(Preset::Strict), text, &Value::Null);
        let [finding] = &findings[..] else { panic!("{text}\n{findings:#?}") };
        assert_eq!(finding.code, "unused-suppression");
        let edits: Vec<_> = finding.fixes[0].path_edits.iter().map(|edit| edit.edit.clone()).collect();
        assert_eq!(apply_edits(text, &edits), fixed);
    }
    let findings = find(
        &preset(Preset::Strict),
        "// prisma-lens-ignore raw-unsave\nawait prisma.order.count();\n",
        &Value::Null,
    );
    assert_eq!(findings.len(), 1);
    assert!(findings[0].message.contains("raw-unsafe"), "{}", findings[0].message);
}

#[test]
fn other_codes_stay() {
    let text = "// prisma-lens-ignore raw-unsafe: checked above\nawait prisma.$queryRawUnsafe(`SELECT ${column}`);\n\
                await prisma.$queryRawUnsafe(`SELECT ${other}`);\n";
    let findings = find(&only("raw-unsafe", &json!({})), text, &Value::Null);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].anchor.span().of(text), "other");
}
