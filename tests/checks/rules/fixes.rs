//! After a fix the text parses, and its finding is gone.

use base::Finding;
use checks::frame::{Metadata, RuleSet};
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use std::sync::Arc;

use super::{apply, findings, rules, schema, strict_with};

/// Every fix of every finding of `rule` in the schema.
pub(super) fn check_fixes(rule: &Metadata, schema: &Schema, set: &Arc<RuleSet>) {
    let of_rule = |all: Vec<Finding>| all.into_iter().filter(|it| it.code == rule.code).collect::<Vec<_>>();
    let before = of_rule(findings(schema, set));
    for finding in &before {
        for fix in &finding.fixes {
            let texts = apply(schema, fix);
            let files =
                texts.iter().map(|(name, text)| (name.as_str().into(), Arc::new(SchemaFile::new(text))));
            let fixed = Schema::new(files.collect(), PrismaVersion::default());
            let after = of_rule(findings(&fixed, set));
            let shown = texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n--\n");
            assert!(
                after.len() < before.len(),
                "{}: `{}` left the finding in place:\n{shown}\n{after:#?}",
                rule.code,
                fix.title
            );
            for file in fixed.files() {
                for tree in file.content.source().trees() {
                    let tree = tree.root().map(|root| root.to_sexp()).unwrap_or_default();
                    let broken =
                        tree.contains("unexpected") || tree.contains("ERROR") || tree.contains("broken_line");
                    assert!(!broken, "{}: `{}` broke the text:\n{shown}", rule.code, fix.title);
                }
            }
        }
    }
}

#[test]
fn fixes_of_the_documented_examples_settle_them() {
    for rule in rules() {
        for example in rule.documentation().examples.iter().filter(|it| it.is_flagged) {
            let set = strict_with(rule, &example.options);
            check_fixes(rule, &schema(&example.text), &set);
            // The same with the line ends of Windows.
            check_fixes(rule, &schema(&example.text.replace('\n', "\r\n")), &set);
        }
    }
}
