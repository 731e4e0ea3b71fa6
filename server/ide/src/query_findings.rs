//! Findings in a schema that come from what the code asks of it.

use base::{FieldId, Finding};
use model::database::Database;
use queries::advice::AdviceCache;
use queries::schema_rules::{self, Context, covered_foreign_keys};

use crate::Analysis;

/// The code of the rule whose findings a wider index makes superfluous.
const FOREIGN_KEY_RULE: &str = "fk-missing-index";

/// What the code of the application says about a schema.
#[derive(Clone, Debug, Default)]
pub struct QueryFindings {
    /// The findings, in no order.
    pub findings: Vec<Finding>,
    /// The relation fields whose foreign keys get an index by one of the findings.
    covered: Vec<FieldId>,
}

/// What the code says about the schema; nothing where no code is known or no rule is on. `database` is the one that the schema makes.
pub fn query_findings(analysis: &Analysis, database: &Database) -> QueryFindings {
    query_findings_after(analysis, database, &mut AdviceCache::default())
}

/// The same, where part of what the code asks is known from before.
pub(crate) fn query_findings_after(
    analysis: &Analysis,
    database: &Database,
    cache: &mut AdviceCache,
) -> QueryFindings {
    let schema = &*analysis.schema;
    let is_on = analysis.rules().iter().any(|set| schema_rules::is_any_active(set));
    let Some(code) = analysis.code.as_ref().filter(|_| is_on) else { return QueryFindings::default() };
    let (workload, advice) = cache.advise(&analysis.schema, code, database);
    let cx = Context { schema, code, workload, advice };
    let findings = schema_rules::lint(&cx, |file| analysis.rules_of(file));
    let is_reported = |field: &FieldId| {
        let is_of_model = |finding: &Finding| finding.item() == Some(field.item);
        findings
            .iter()
            .any(|it| it.code == schema_rules::MISSING_INDEX_FOR_QUERY.metadata.code && is_of_model(it))
    };
    let covered = covered_foreign_keys(schema, &cx.advice).filter(is_reported).collect();
    QueryFindings { findings, covered }
}

impl QueryFindings {
    /// Whether findings with this code may be left out.
    pub(crate) fn replaces_some(&self, code: &str) -> bool {
        code == FOREIGN_KEY_RULE && !self.covered.is_empty()
    }

    /// Whether one of the findings says more than this one, so that it is left out.
    pub fn replace(&self, analysis: &Analysis, finding: &Finding) -> bool {
        let Some(place) = finding.anchor.place().filter(|_| finding.code == FOREIGN_KEY_RULE) else {
            return false;
        };
        self.covered.iter().filter(|field| field.item == place.item).any(|field| {
            analysis.schema.field(*field).is_some_and(|field| field.span.touches(place.span.start))
        })
    }
}
