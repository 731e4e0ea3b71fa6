//! The checklist: one file a rule.
