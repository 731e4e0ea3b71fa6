//! Markdown as plain text.

use prisma_lens::lsp::plain_text::plain_text;

#[track_caller]
fn check(markdown: &str, expected: &str) {
    assert_eq!(plain_text(markdown), expected);
}

#[test]
fn marks_go_and_words_stay() {
    check("", "");
    check("**`@id`** — attribute\n\nOf `a` and **b**.", "@id — attribute\n\nOf a and b.");
    check("*Not available.*", "Not available.");
    check("- `a**b` **c**\n- d", "- a**b c\n- d");
}

#[test]
fn code_stays_as_it_is() {
    check(
        "```prisma\nmodel A {\n  a B // `**`\n}\n```\n\nSaid.\n\n---\n\n- Fact",
        "model A {\n  a B // `**`\n}\n\nSaid.\n\n- Fact",
    );
    check("```prisma\nmodel A {", "model A {");
    check("````\n```\n**a**\n```\n````\n**b**", "```\n**a**\n```\nb");
    check("`` a`\\*b `` and `` ` ``", "a`\\*b and `");
}

#[test]
fn escaped_text_is_as_it_was() {
    check(
        "a\\_b \\[x\\](command:y) &lt;img> \\*\\*c \\\\ \\d é\\|",
        "a_b [x](command:y) <img> **c \\ \\d é|",
    );
}
