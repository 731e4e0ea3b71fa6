//! What a database says reaches no terminal as it is.

use super::postgresql::Blog;
use super::{run, wait_until};

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn control_characters_of_names_and_statements_are_signs() {
    let blog = Blog::start(&[]);
    let dir = blog.dir.path();
    let name = "red\u{1b}[31m\u{202e}\nP0 <b>forged</b> `x` | y\u{9b}2J";
    blog.psql(&format!("CREATE TABLE \"{name}\" (\"phone_number\" TEXT);"));
    let is_clean = |text: &str| {
        !text.chars().any(|it| (it.is_control() && it != '\n') || ('\u{202a}'..='\u{202e}').contains(&it))
    };
    for command in ["verify", "pii"] {
        let text = run(dir, &blog.url, &[command]);
        assert!(text.out.contains("red\u{241b}[31m\u{fffd} P0 <b>forged</b>"), "{command}: {}", text.out);
        let markdown = run(dir, &blog.url, &[command, "--format", "markdown"]);
        assert!(markdown.out.contains("red\u{241b}[31m\u{fffd} P0 "), "{command}: {}", markdown.out);
        assert!(!markdown.out.lines().any(|line| line.starts_with("P0 ")), "{}", markdown.out);
        let json = run(dir, &blog.url, &[command, "--format", "json"]);
        for output in [&text.out, &markdown.out, &json.out] {
            assert!(is_clean(output), "{command}: {output:?}");
        }
        // A program that reads the JSON gets the name as it is.
        let report: serde_json::Value = serde_json::from_str(&json.out).unwrap();
        assert!(report.to_string().contains("red\\u001b[31m\u{202e}\\nP0"), "{report:#}");
    }
    let refused = run(dir, &blog.url, &["explain", "SELECT * FROM \"none\u{1b}]0;title\u{7}\""]);
    assert!(refused.code == 2 && is_clean(&refused.err), "{:?}", refused.err);
    assert!(refused.err.contains("none\u{241b}]0;title\u{2407}"), "{:?}", refused.err);

    let _holder = blog.open(&format!("BEGIN; LOCK TABLE \"{name}\";\n"));
    wait_until("an idle transaction", || {
        blog.psql("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction';").trim() == "1"
    });
    let _waiter = blog.open(&format!("SELECT count(*) FROM \"{name}\";\n"));
    wait_until("a blocked statement", || {
        blog.psql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock';").trim() == "1"
    });
    for format in ["text", "markdown", "json"] {
        let monitored = run(dir, &blog.url, &["monitor", "--format", format]);
        assert!(monitored.out.contains("blocked-statement") && is_clean(&monitored.out), "{}", monitored.out);
    }
}
