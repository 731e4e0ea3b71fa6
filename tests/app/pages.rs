//! Addresses of the documentation.

use std::path::Path;

use prisma_lens::pages::rule_page;

/// Every rule leads to a heading that its page has.
#[test]
fn rules_lead_to_sections_of_their_page() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("server/docs/rules.md")).unwrap();
    let anchor = |heading: &str| heading.to_lowercase().replace(' ', "-").replace([':', ',', '`'], "");
    let anchors: Vec<String> = page.lines().filter_map(|line| line.strip_prefix("## ")).map(anchor).collect();
    for entry in ide::registry().rules() {
        let code = entry.metadata.code;
        let address = rule_page("https://example.org/repository", code).unwrap();
        let (file, section) = address.split_once('#').unwrap();
        assert_eq!(file, "https://example.org/repository/blob/HEAD/server/docs/rules.md");
        assert!(anchors.iter().any(|anchor| anchor == section), "{code}: {section}");
        assert_eq!(rule_page("", code), None);
    }
    assert_eq!(rule_page("https://example.org/repository", "unknown-type"), None);
}
