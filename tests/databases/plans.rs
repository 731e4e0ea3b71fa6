//! Plans on a real PostgreSQL: each stage is applied to tables with rows while old and new clients write, the database at
//! the end is that of the schema after, and the way back leads to the database at the start.
//!
//! The cases are the files below `tests/fixtures/plans`. `PLAN=name` runs one of them and prints its stages.

use std::collections::BTreeMap;
use std::path::Path;

use migrations::plan::{Plan, PlanOptions, Rename, Reversible, Stage, StageKind, plan};
use migrations::{DiffOptions, diff, render};
use model::catalog::Provider;
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::Schema;
use regex::Regex;

/// What a case runs its scripts with: what they print, or the error.
pub type Client<'a> = dyn FnMut(&str) -> Result<String, String> + 'a;

/// What of a database server the cases need.
pub struct Dialect {
    pub provider: Provider,
    /// Empties the database.
    pub reset: &'static str,
    /// Prints the catalog, one line a part.
    pub catalog: &'static str,
    /// Prints all rows of all tables.
    pub rows: &'static str,
}

/// A case: its parts by their names.
struct Case {
    name: String,
    parts: BTreeMap<String, String>,
}

impl Case {
    fn read(path: &Path) -> Case {
        let text = std::fs::read_to_string(path).expect("a case");
        Case::parse(path.file_stem().expect("a name").to_string_lossy().into_owned(), &text)
    }

    fn parse(name: String, text: &str) -> Case {
        let mut parts = BTreeMap::new();
        let mut part = "title".to_owned();
        for line in text.lines() {
            match line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
                Some(next) => part = next.to_owned(),
                None => {
                    let text: &mut String = parts.entry(part.clone()).or_default();
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        const KNOWN: &[&str] = &[
            "title",
            "from",
            "to",
            "rows",
            "old",
            "new",
            "both",
            "values",
            "renames",
            "holds",
            "back",
            "window",
            "explained",
        ];
        let unknown = parts.keys().find(|part| !KNOWN.contains(&part.as_str()));
        assert!(unknown.is_none(), "{name}: unknown part {unknown:?}");
        Case { name, parts }
    }

    fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    fn lines(&self, name: &str) -> impl Iterator<Item = &str> {
        self.part(name).lines().filter(|line| !line.trim().is_empty())
    }
}

/// The database of a schema without a datasource.
fn database(provider: Provider, models: &str) -> Database {
    let text = format!("datasource db {{\n  provider = \"{}\"\n}}\n\n{models}", provider.name());
    let schema = Schema::single("schema.prisma", &text, PrismaVersion::default());
    let findings = checks::validate::check(&schema, false);
    let errors: Vec<_> =
        findings.iter().filter(|it| it.level == base::Level::Error).map(|it| &it.message).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    Database::of(&schema).expect("a database")
}

fn script(from: &Database, to: &Database) -> String {
    render::script(&diff(from, to, &DiffOptions::default()), &[])
}

/// Runs all cases of a provider.
pub fn cases(dialect: &Dialect, client: &mut Client<'_>) {
    let folder = support::root().join("tests/fixtures/plans").join(dialect.provider.name());
    let only = std::env::var("PLAN").ok();
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("cases").map(|it| it.expect("a case").path()).collect();
    paths.sort();
    let mut failures = Vec::new();
    let mut done = 0;
    for path in paths {
        let case = Case::read(&path);
        if only.as_ref().is_some_and(|only| *only != case.name) {
            continue;
        }
        done += 1;
        let mut runner = Runner { case: &case, dialect, client };
        if let Err(message) = runner.run(only.is_some(), &[false, true]) {
            failures.push(format!("## {}: {message}", case.name));
        }
    }
    assert!(done > 0, "no case was run");
    println!("{}: {done} plans, {} fail", dialect.provider, failures.len());
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Runs one case that no file holds.
pub fn case(dialect: &Dialect, client: &mut Client<'_>, name: &str, text: &str) -> Result<(), String> {
    let case = Case::parse(name.to_owned(), text);
    let is_shown = std::env::var("PLAN").is_ok_and(|only| only == name);
    Runner { case: &case, dialect, client }.run(is_shown, &[true])
}

struct Runner<'r, 'c> {
    case: &'r Case,
    dialect: &'r Dialect,
    client: &'r mut Client<'c>,
}

impl Runner<'_, '_> {
    /// Goes through the plan once for each kind of clients: those whose writes are taken back (`false`), and those whose
    /// writes stay.
    fn run(&mut self, is_shown: bool, clients: &[bool]) -> Result<(), String> {
        let provider = self.dialect.provider;
        let (from, to) =
            (database(provider, self.case.part("from")), database(provider, self.case.part("to")));
        let renames = self.case.lines("renames").map(|line| Rename::parse(line).expect("a rename")).collect();
        let options =
            PlanOptions { renames, guess_renames: true, name: "case".into(), ..PlanOptions::default() };
        let plan = plan(&from, &to, &options);
        if is_shown {
            println!("{}", shown(&plan));
        }
        let empty = Database::empty(provider);
        let wanted =
            self.ask(&format!("{}{}", self.dialect.reset, script(&empty, &to)), self.dialect.catalog)?;
        stage_states(&plan, &from)?;
        clients.iter().try_for_each(|stays| self.through(&plan, &from, &wanted, *stays))
    }

    /// Runs a script, then a query.
    fn ask(&mut self, script: &str, query: &str) -> Result<String, String> {
        (self.client)(&format!("{script};\n{query}"))
    }

    /// Up through all stages with clients in between, and down again.
    fn through(&mut self, plan: &Plan, from: &Database, wanted: &str, stays: bool) -> Result<(), String> {
        let empty = Database::empty(self.dialect.provider);
        let start = format!("{}{};\n{}", self.dialect.reset, script(&empty, from), self.case.part("rows"));
        let catalog = self.ask(&start, self.dialect.catalog)?;
        let rows = self.ask("", self.dialect.rows)?;
        let has_window = !self.case.part("window").trim().is_empty();
        let last_old = plan.stages.iter().position(|it| it.kind == StageKind::Application);
        let last_old = last_old.unwrap_or(plan.stages.len().saturating_sub(1));
        let first = plan.stages.iter().position(|it| it.kind == StageKind::Migration).unwrap_or_default();
        self.client("old", "before anything", false)?;
        for (at, stage) in plan.stages.iter().enumerate() {
            let what = format!("stage {} ({})", at + 1, stage.title);
            let values = self.values(stage);
            let filled = |statement: &String| {
                values.iter().fold(statement.clone(), |text, (name, value)| text.replace(name, value))
            };
            let statements: Vec<String> = stage.sql.iter().map(filled).collect();
            self.statements(&statements, stage.kind).map_err(|error| format!("{what}: {error}"))?;
            let is_window = has_window && stage.migration.as_ref().is_some_and(|it| it.ends_with("_switch"));
            if let Some(check) = &stage.check {
                let found = self.ask("", check)?;
                let is_clear = found.lines().all(|line| matches!(line.trim(), "" | "0"));
                // What is written in between is filled in by the next repetition.
                if !is_clear {
                    return Err(format!("{what}: the check finds {found}\n{check}"));
                }
            }
            if at < last_old && !is_window && (!stays || at == first) {
                self.client("old", &what, stays)?;
            }
            if at == last_old && self.case.parts.contains_key("both") {
                self.client("both", &what, stays)?;
            }
            if at >= last_old && (!stays || at == last_old) {
                self.client("new", &what, stays)?;
            }
        }
        let ended = self.ask("", self.dialect.catalog)?;
        self.same(wanted, &ended).map_err(|lines| format!("the database at the end differs:\n{lines}"))?;
        if stays {
            for query in self.case.part("holds").split_inclusive(';').filter(|it| !it.trim().is_empty()) {
                let found = self.ask("", query)?;
                if !found.trim().is_empty() {
                    return Err(format!("does not hold at the end: {query}\n{found}"));
                }
            }
        }
        for (at, stage) in plan.stages.iter().enumerate().rev() {
            let what = format!("stage {} ({}), taken back", at + 1, stage.title);
            let statements = stage.inverse.as_deref().unwrap_or_default();
            self.statements(statements, StageKind::Migration).map_err(|error| format!("{what}: {error}"))?;
        }
        let back = self.ask("", self.dialect.catalog)?;
        self.same(&catalog, &back).map_err(|lines| format!("the database taken back differs:\n{lines}"))?;
        for query in self.case.part("back").split_inclusive(';').filter(|it| !it.trim().is_empty()) {
            let found = self.ask("", query)?;
            if !found.trim().is_empty() {
                return Err(format!("does not hold when taken back: {query}\n{found}"));
            }
        }
        let is_lossless = plan.stages.iter().all(|stage| stage.reversible != Reversible::Irreversible);
        if is_lossless && !stays {
            let back = self.ask("", self.dialect.rows)?;
            self.same(&rows, &back).map_err(|lines| format!("the rows taken back differ:\n{lines}"))?;
        }
        Ok(())
    }

    /// Runs statements one by one; those that fill in values are repeated until they touch no row.
    fn statements(&mut self, statements: &[String], kind: StageKind) -> Result<(), String> {
        let repeated = |statement: &String| match self.dialect.provider {
            Provider::Postgresql => format!(
                "DO $repeat$ DECLARE touched bigint; times int := 0; BEGIN LOOP EXECUTE $statement${statement}$statement$; \
                 GET DIAGNOSTICS touched = ROW_COUNT; EXIT WHEN touched = 0; times := times + 1; \
                 IF times > 100 THEN RAISE 'it never ends'; END IF; END LOOP; END $repeat$"
            ),
            _ => [statement.as_str(); 3].join(";\n"),
        };
        let script: Vec<String> = match kind {
            StageKind::Backfill => statements.iter().map(repeated).collect(),
            _ => statements.to_vec(),
        };
        match script.is_empty() {
            true => Ok(()),
            false => {
                let script = format!("{};", script.join(";\n"));
                (self.client)(&script).map(|_| ()).map_err(|error| format!("{error}\n{script}"))
            }
        }
    }

    /// Runs the statements of a client, whose writes stay or are taken back.
    fn client(&mut self, which: &str, when: &str, stays: bool) -> Result<(), String> {
        let statements = self.case.part(which);
        let end = if stays { "COMMIT" } else { "ROLLBACK" };
        (self.client)(&format!("BEGIN;\n{statements}\n{end};"))
            .map(|_| ())
            .map_err(|error| format!("the {which} client fails after {when}: {error}"))
    }

    /// The values that the case gives for the placeholders of a stage.
    fn values(&self, stage: &Stage) -> Vec<(String, String)> {
        let given: BTreeMap<&str, &str> =
            self.case.lines("values").map(|line| line.split_once(" = ").expect("a value")).collect();
        let of = |choice: &migrations::plan::Choice| {
            let value = given.get(choice.subject.as_str());
            let value =
                value.unwrap_or_else(|| panic!("{}: no value for {}", self.case.name, choice.subject));
            (choice.placeholder.clone(), (*value).to_owned())
        };
        stage.choices.iter().map(of).collect()
    }

    /// Whether two outputs have the same lines, but for those that the case explains.
    fn same(&self, wanted: &str, got: &str) -> Result<(), String> {
        let explained: Vec<Regex> = self
            .case
            .lines("explained")
            .map(|line| Regex::new(line.split_once(": ").expect("a reason").0).expect("a pattern"))
            .collect();
        let lines = |text: &str| {
            let kept = text.lines().filter(|line| !explained.iter().any(|it| it.is_match(line)));
            let mut lines: Vec<String> = kept.map(str::to_owned).collect();
            lines.sort();
            lines
        };
        let (wanted, got) = (lines(wanted), lines(got));
        let minus = wanted.iter().filter(|line| !got.contains(line)).map(|line| format!("- {line}"));
        let plus = got.iter().filter(|line| !wanted.contains(line)).map(|line| format!("+ {line}"));
        let different: Vec<String> = minus.chain(plus).take(20).collect();
        if different.is_empty() { Ok(()) } else { Err(different.join("\n")) }
    }
}

/// Between stages, what the statements make of the database is what the plan says: Prisma would add and drop nothing.
fn stage_states(plan: &Plan, from: &Database) -> Result<(), String> {
    use migrations::replay::{Replay, Scope};
    let provider = plan.provider;
    let mut replay = Replay::new(provider, Scope { namespaces: Vec::new(), partial_indexes: true });
    replay.apply("start", &script(&Database::empty(provider), from));
    for (at, stage) in plan.stages.iter().enumerate().filter(|(_, stage)| stage.kind == StageKind::Migration)
    {
        replay.apply("stage", &format!("{};", stage.sql.join(";\n")));
        let known = replay.clone().finish().0;
        let options = DiffOptions { from_history: true, ..DiffOptions::default() };
        let left = diff(&known, &stage.state, &options);
        if !left.steps.is_empty() {
            return Err(format!(
                "after stage {}, Prisma would do this:\n{}",
                at + 1,
                render::script(&left, &[])
            ));
        }
    }
    Ok(())
}

fn shown(plan: &Plan) -> String {
    let mut text = String::new();
    for change in &plan.changes {
        text.push_str(&format!(
            "{} {} {}: {}\n",
            change.class.name(),
            change.kind,
            change.place,
            change.reason
        ));
    }
    for (at, stage) in plan.stages.iter().enumerate() {
        text.push_str(&format!(
            "\n== {} {} [{}] {} {} {}\n{}\n",
            at + 1,
            stage.title,
            stage.kind.name(),
            stage.migration.as_deref().unwrap_or(""),
            stage.class.name(),
            stage.reversible.name(),
            stage.sql.join(";\n")
        ));
        text.push_str(&format!(
            "-- back:\n{}\n",
            stage.inverse.as_ref().map_or("none".into(), |it| it.join(";\n"))
        ));
        if let Some(check) = &stage.check {
            text.push_str(&format!("-- check: {check}\n"));
        }
    }
    text
}

/// All rows of all tables, by `psql`.
pub const POSTGRESQL_ROWS: &str = r#"
SELECT format('SELECT %L || to_jsonb(t)::text FROM %s t ORDER BY 1', relname || ': ', oid::regclass)
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname \gexec
"#;

/// What a plan may leave behind by mistake.
pub const POSTGRESQL_CATALOG: &str = r#"
SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'view ' || relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace
UNION ALL SELECT concat_ws(' ', 'values', t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
  FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.typname;
"#;
