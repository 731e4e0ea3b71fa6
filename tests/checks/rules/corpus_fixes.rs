//! Fixes of what is found in real projects, where these are at hand, and in the project's own fixtures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::text::apply_edits;
use base::{FileId, Finding, Fix, ItemId, Level, Origin, Safety};
use checks::frame::RuleSet;
use checks::validate;
use ide::{Analysis, Diagnosis, Fixed, fix_all, fix_each};
use model::schema::SchemaFile;
use syntax::format;

use super::corpus::{analysis_of, every_rule, hash, projects};
use super::rules;

/// The variable that turns the sample into all fixes of all projects.
const WHOLE: &str = "PRISMA_LENS_ALL_FIXES";

/// How many fixes of each rule are tried in a sample.
const SAMPLE: usize = 8;

/// In a sample, schemas with more models are left out.
const MODELS: usize = 80;

/// What a fix may bring although it is right: the rule of the fix, the rule that finds something then, and why.
const BRINGS: &[(&str, &str, &str)] = &[
    ("field-map-snake-case", "inconsistent-mapping", "The other fields have fixes of their own."),
    ("fk-missing-index", "too-many-indexes", "A foreign key needs its index, however many there are."),
    ("field-name-camel-case", "inconsistent-mapping", "A renamed field keeps its column by a mapping."),
    ("require-created-at", "field-name-camel-case", "In a schema in snake_case a new field is in it, too."),
    ("require-updated-at", "field-name-camel-case", "In a schema in snake_case a new field is in it, too."),
    ("require-created-at", "inconsistent-mapping", "`field-map-snake-case` asks for the mapping."),
    ("require-updated-at", "inconsistent-mapping", "`field-map-snake-case` asks for the mapping."),
    ("float-money", "same-name-different-type", "The same fields of other models have fixes of their own."),
];

/// Rules whose fixes would be findings of other rules if they did not know them, each in a schema where they meet.
const RELATED: &[(&str, &str)] = &[
    // `redundant-index`
    (
        "fk-missing-index",
        "datasource db {
  provider = \"postgresql\"
}

model Town {
  land   String
  name   String
  shops  Shop[]

  @@id([land, name])
}

model Shop {
  id   Int    @id
  land String
  name String
  town Town   @relation(fields: [land, name], references: [land, name])

  @@index([land])
}
",
    ),
    // `low-selectivity-index`
    (
        "fk-missing-index",
        "datasource db {
  provider = \"postgresql\"
}

enum Kind {
  A
  B
}

model Rate {
  kind  Kind   @id
  shops Shop[]
}

model Shop {
  id   Int  @id
  kind Kind
  rate Rate @relation(fields: [kind], references: [kind])
}
",
    ),
    // `fk-field-name`
    (
        "field-name-camel-case",
        "datasource db {
  provider = \"postgresql\"
}

model User {
  id    Int    @id
  posts Post[]
}

model Post {
  id       Int  @id
  authorId Int
  User     User @relation(fields: [authorId], references: [id])

  @@index([authorId])
}
",
    ),
    // `list-field-plural`
    (
        "model-name-singular",
        "datasource db {
  provider = \"postgresql\"
}

model Posts {
  id    Int    @id
  notes Note[]
}

model Note {
  id     Int   @id
  postId Int
  posts  Posts @relation(fields: [postId], references: [id])

  @@index([postId])
}

model User {
  id Int @id
}
",
    ),
    // `cascade-on-optional`, `cascade-vs-soft-delete`, `cascade-chain`
    (
        "explicit-on-delete",
        "datasource db {
  provider = \"postgresql\"
}

model Land {
  id    Int    @id
  towns Town[]
}

model Town {
  id     Int    @id
  landId Int
  land   Land   @relation(fields: [landId], references: [id], onDelete: Cascade)
  shops  Shop[]

  @@index([landId])
}

model Shop {
  id        Int       @id
  townId    Int
  town      Town      @relation(fields: [townId], references: [id], onDelete: Cascade)
  ownerId   Int?
  owner     Owner?    @relation(fields: [ownerId], references: [id])
  sales     Sale[]

  @@index([townId])
  @@index([ownerId])
}

model Owner {
  id        Int       @id
  deletedAt DateTime?
  shops     Shop[]
  keys      Key[]
}

model Key {
  id        Int       @id
  deletedAt DateTime?
  ownerId   Int
  owner     Owner     @relation(fields: [ownerId], references: [id])

  @@index([ownerId])
}

model Sale {
  id     Int    @id
  shopId Int
  shop   Shop   @relation(fields: [shopId], references: [id], onDelete: Cascade)
  items  Item[]

  @@index([shopId])
}

model Item {
  id     Int  @id
  saleId Int
  sale   Sale @relation(fields: [saleId], references: [id])

  @@index([saleId])
}
",
    ),
    // `encrypted-field-lookup`
    (
        "sensitive-not-encrypted",
        "datasource db {
  provider = \"postgresql\"
}

model Session {
  id          Int    @id
  accessToken String @unique
  apiSecret   String
  iban        String

  @@index([apiSecret, id])
  @@index([iban])
}
",
    ),
];

/// What has been tried, and what went wrong, by the code of the finding and the kind of fault.
#[derive(Default)]
pub(super) struct Report {
    fixes: usize,
    files: BTreeSet<String>,
    codes: BTreeMap<&'static str, usize>,
    wrong: BTreeMap<(&'static str, String), Vec<String>>,
}

impl Report {
    fn wrong(&mut self, code: &'static str, kind: String, sample: String) {
        self.wrong.entry((code, kind)).or_default().push(sample);
    }

    pub(super) fn assert_right(&self, what: &str) {
        println!("{what}: {} fixes of {} rules in {} files", self.fixes, self.codes.len(), self.files.len());
        let kinds = self.wrong.iter().map(|(kind, samples)| {
            format!("{kind:?} {}\n  {}", samples.len(), samples[..samples.len().min(3)].join("\n  "))
        });
        assert!(self.wrong.is_empty(), "{}", kinds.collect::<Vec<_>>().join("\n"));
    }
}

/// After each single fix its finding is gone, nothing new is found by Prisma or any rule, the text still parses, and what
/// was formatted is formatted.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn each_fix_settles_its_finding_and_breaks_nothing() {
    let is_whole = std::env::var(WHOLE).is_ok();
    let projects = within(projects(&every_rule()), is_whole);
    // A sample is drawn by rule, so that each has its part.
    let mut lots: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for (name, analysis) in &projects {
        for (finding, fix) in fixes(&analysis.clone()) {
            lots.entry(finding.code).or_default().push(lot(name, &finding, &fix));
        }
    }
    for lots in lots.values_mut() {
        lots.sort_unstable();
        lots.truncate(if is_whole { usize::MAX } else { SAMPLE });
    }
    let mut report = Report::default();
    for (name, analysis) in &projects {
        try_each(name, analysis, &mut report, |finding, fix| {
            lots[finding.code].binary_search(&lot(name, finding, fix)).is_ok()
        });
    }
    report.assert_right("real projects");
}

/// The same for all fixes at once, the safe ones and then all; doing it twice changes nothing more.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn all_fixes_together_break_nothing() {
    let is_whole = std::env::var(WHOLE).is_ok();
    let mut report = Report::default();
    for preset in [base::Preset::Recommended, base::Preset::Strict] {
        let rules = Arc::new(RuleSet::preset(checks::registry(), preset));
        for (name, analysis) in within(projects(&rules), is_whole) {
            try_together(&name, &analysis, &mut report);
        }
    }
    report.assert_right("real projects, together");
}

/// The same in the documented examples of all rules, which need nothing else.
#[test]
fn fixes_of_the_documented_examples_break_nothing() {
    let mut report = Report::default();
    for rule in rules() {
        for example in
            rule.documentation().examples.iter().filter(|it| it.is_flagged && it.language == "prisma")
        {
            let set = super::strict_with(rule, &example.options);
            let schema = super::schema(&example.text);
            let text = schema.files()[0].content.source().source().to_string();
            let analysis = analysis_of(&[("schema.prisma".into(), text)], &set);
            try_each(rule.code, &analysis, &mut report, |_, _| true);
            try_together(rule.code, &analysis, &mut report);
        }
    }
    report.assert_right("documented examples");
}

/// The fix of one rule is no finding of another, where the two have to do with each other.
#[test]
fn fixes_of_related_rules_break_nothing() {
    for (code, text) in RELATED {
        let mut report = Report::default();
        let analysis = analysis_of(&[("schema.prisma".into(), (*text).to_owned())], &every_rule());
        let found = ide::diagnostics(&analysis, true);
        let is_found = found.iter().flatten().any(|finding| finding.code == *code);
        assert!(is_found, "no {code} in {text}");
        try_each(code, &analysis, &mut report, |finding, _| finding.code == *code);
        report.assert_right(code);
    }
}

/// The projects with all files formatted, in a sample without the largest.
fn within(mut projects: Vec<(String, Analysis)>, is_whole: bool) -> Vec<(String, Analysis)> {
    projects.retain(|(_, analysis)| is_whole || analysis.schema.models().count() <= MODELS);
    let formatted = |(name, analysis): (String, Analysis)| {
        let edits = |text: &str| format::format(text, &analysis.format);
        let formatted = analysis.with_texts(|_, source| {
            let text = source.to_string();
            let edits = edits(&text);
            (!edits.is_empty()).then(|| apply_edits(&text, &edits))
        });
        (name, formatted)
    };
    projects.into_iter().map(formatted).collect()
}

/// Everything that can be done about a schema and is complete.
fn fixes(analysis: &Analysis) -> Vec<(Finding, Fix)> {
    let mut all = Vec::new();
    for finding in ide::diagnostics(analysis, true).into_iter().flatten() {
        let fixes = finding.fixes.iter();
        let complete = fixes.filter(|fix| fix.safety != Safety::Step && !fix.edits.is_empty());
        all.extend(complete.map(|fix| (finding.clone(), fix.clone())));
    }
    all
}

/// A number by which a fix is drawn.
fn lot(name: &str, finding: &Finding, fix: &Fix) -> u64 {
    hash(&(name, &finding.message, finding.item().unwrap().0, &fix.title))
}

pub(super) fn try_each(
    name: &str,
    analysis: &Analysis,
    report: &mut Report,
    is_drawn: impl Fn(&Finding, &Fix) -> bool,
) {
    let mut diagnosis = Diagnosis::new();
    diagnosis.update(analysis);
    for (finding, fix) in fixes(analysis).into_iter().filter(|(finding, fix)| is_drawn(finding, fix)) {
        report.fixes += 1;
        *report.codes.entry(finding.code).or_default() += 1;
        report.files.extend(fix.edits.iter().map(|it| format!("{name}/{}", it.file.0)));
        let fixed = analysis.edited(&fix.edits);
        let changed = diagnosis.update(&fixed);
        let after = counts(&diagnosis, changed.iter());
        diagnosis.update(analysis);
        let before = counts(&diagnosis, changed.iter());
        let mut kinds = Vec::new();
        let count = |counts: &BTreeMap<&str, usize>, code| counts.get(code).copied().unwrap_or(0);
        if count(&after, finding.code) >= count(&before, finding.code) {
            kinds.push("the finding is still there".to_owned());
        }
        // What was unknown to Prisma hides what is wrong behind it, and one error may be the way out of another.
        let reveals = finding.origin == Origin::Prisma && finding.level == Level::Error;
        let new =
            after.keys().filter(|code| **code != finding.code && count(&after, code) > count(&before, code));
        let is_expected =
            |code: &str| BRINGS.iter().any(|(rule, other, _)| *rule == finding.code && *other == code);
        let new = new.filter(|code| !reveals && !is_expected(code));
        kinds.extend(new.map(|code| format!("causes {code}")));
        kinds.extend(text_faults(analysis, &fixed).map(str::to_owned));
        for kind in kinds {
            let sample = format!("{name}: {}\n    {}", finding.message, fix.title);
            report.wrong(finding.code, kind, sample);
        }
    }
}

fn try_together(name: &str, analysis: &Analysis, report: &mut Report) {
    let mut check = |fixed: &Fixed, what: &'static str| {
        report.fixes += fixed.count;
        report.files.extend(fixed.changed.iter().map(|file| format!("{name}/{}", file.0)));
        let errors = |analysis: &Analysis| {
            let mut errors: BTreeMap<&str, usize> = BTreeMap::new();
            // That reads the classic dialect only.
            let all = match analysis.schema.configuration().is_next() {
                true => ide::diagnostics(analysis, false).into_iter().flatten().collect(),
                false => validate::check(&analysis.schema, false),
            };
            for error in all.iter().filter(|finding| finding.level == Level::Error) {
                *errors.entry(error.code).or_default() += 1;
            }
            errors
        };
        let known = errors(analysis);
        let new = errors(&fixed.analysis);
        let new = new.into_iter().filter(|(code, count)| *count > known.get(code).copied().unwrap_or(0));
        let faults = new.map(|(code, _)| format!("causes {code}"));
        let all: Vec<String> =
            faults.chain(text_faults(analysis, &fixed.analysis).map(str::to_owned)).collect();
        for kind in all {
            let errors = validate::check(&fixed.analysis.schema, false);
            let of_kind = errors.iter().find(|it| kind.ends_with(it.code));
            let message = of_kind.map_or_else(String::new, |it| format!(": {}", it.message));
            report.wrong(what, kind, format!("{name}{message}"));
        }
    };
    let safe = fix_all(analysis, |_, _| true);
    check(&safe, "safe fixes");
    check(&fix_each(analysis, |_, finding| finding.origin == Origin::PrismaLens), "all fixes");
    let again = fix_all(&safe.analysis, |_, _| true);
    if (again.count, again.changed.len()) != (0, 0) {
        report.wrong("safe fixes", "the second time changes more".to_owned(), name.to_owned());
    }
}

/// How many findings of each code there are in some items.
fn counts<'i>(
    diagnosis: &Diagnosis,
    items: impl Iterator<Item = &'i ItemId>,
) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in items.flat_map(|id| diagnosis.findings_in(*id)) {
        *counts.entry(finding.code).or_default() += 1;
    }
    counts
}

/// What is wrong with the texts after a change that was not before.
fn text_faults(before: &Analysis, after: &Analysis) -> impl Iterator<Item = &'static str> {
    let trees = |file: &SchemaFile| {
        file.source().trees().filter_map(|tree| Some(tree.root()?.to_sexp())).collect::<BTreeSet<String>>()
    };
    let is_broken = |tree: &&String| {
        ["unexpected", "ERROR", "MISSING", "broken_line"].iter().any(|word| tree.contains(word))
    };
    let mut faults = BTreeSet::new();
    for (id, (old, new)) in before.schema.files().iter().zip(after.schema.files()).enumerate() {
        if Arc::ptr_eq(&old.content, &new.content) {
            continue;
        }
        let known = trees(&old.content);
        if trees(&new.content).iter().filter(is_broken).any(|tree| !known.contains(tree)) {
            faults.insert("the text is broken");
        }
        let is_formatted = |analysis: &Analysis| {
            let file = analysis.schema.file(FileId(id as u32)).unwrap();
            format::format(&file.content.source().source().to_string(), &analysis.format).is_empty()
        };
        if is_formatted(before) && !is_formatted(after) {
            faults.insert("the text is no longer formatted");
        }
    }
    faults.into_iter()
}
