//! What is done with something that grows: all that an editor and the command line do with it, one feature after another.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::text::{Span, TextEdit};
use base::{FileId, ItemId, Preset};
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use ide::{Analysis, AnalysisFile, AnalysisHost, DiagramOptions, HintKinds};
use migrations::history::{History, MigrationFile};
use migrations::replay::{HistoryCache, Scope};
use migrations::rules::{Context, Facts};
use migrations::step::Pair;
use migrations::{DiffOptions, diff, plan, preview, render, undo};
use model::catalog::Provider;
use model::database::Database;
use model::project::{Dialect, PackageJson, PrismaConfig, PrismaVersion, Settings};
use model::schema::SchemaFile;
use model::schema::rename::DatabaseNames;
use prisma_lens::lsp::diagnostics::{DiagnosticCache, Scope as Wording};
use prisma_lens::lsp::session::Session;
use prisma_lens::lsp::uri;
use queries::link::{Application, CodeWords, ProjectCode};
use queries::rules::ApplicationFacts;
use syntax::format;

use super::shapes::{Input, MARK};
use super::workspace;

/// The features that make what the others need.
pub const PREPARING: [&str; 7] = [
    "open",
    "diagnostics",
    "reading of code",
    "linking of code",
    "replay",
    "search for schemas",
    "opening of documents",
];

/// Measures the work of a feature.
pub type Meter<'m> = dyn FnMut(&'static str, &mut dyn FnMut()) + 'm;

/// Does everything with `input`, each feature under `meter`.
pub fn measure(input: Input, meter: &mut Meter<'_>) {
    match input {
        Input::Schema(files) => {
            OpenSchema::new(files, None, meter).ask(meter);
        }
        Input::Code(schema, files) => code(schema, &files, meter),
        Input::History(scripts) => history(&scripts, meter),
        Input::Settings(text) => settings(&text, meter),
        Input::Configuration(text) => {
            let path = Path::new("/prisma.config.ts");
            timed(meter, "reading of a configuration", || PrismaConfig::parse(path, &text));
        }
        Input::Package(text) => {
            timed(meter, "reading of a package", || PackageJson::parse(&text));
        }
        Input::Folder(entries) => workspace::folder(&entries, meter),
        Input::Documents(files) => workspace::documents(&files, meter),
    }
}

/// The text without the mark, and where that was: the middle of several.
fn unmarked(text: &str) -> (String, Option<usize>) {
    let places: Vec<usize> = text.match_indices(MARK).map(|(at, _)| at).collect();
    let middle = places.len() / 2;
    (text.replace(MARK, ""), places.get(middle).map(|at| at - middle * MARK.len_utf8()))
}

/// The value of work under the meter.
pub fn timed<T>(meter: &mut Meter<'_>, feature: &'static str, mut work: impl FnMut() -> T) -> Option<T> {
    let mut result = None;
    meter(feature, &mut || result = Some(work()));
    result
}

/// A schema that is open, and what the server keeps of it.
struct OpenSchema {
    files: Vec<Arc<SchemaFile>>,
    rules: Arc<RuleSet>,
    code: Option<Arc<ProjectCode>>,
    host: AnalysisHost,
    lists: DiagnosticCache,
    /// The file and the offset that requests are about.
    at: (FileId, u32),
    analysis: Option<Analysis>,
}

impl OpenSchema {
    fn new(texts: Vec<String>, code: Option<Arc<ProjectCode>>, meter: &mut Meter<'_>) -> OpenSchema {
        let texts: Vec<(String, Option<usize>)> = texts.iter().map(|text| unmarked(text)).collect();
        let marked = texts.iter().position(|(_, at)| at.is_some()).unwrap_or_default();
        let offset = texts[marked].1.unwrap_or_default();
        let mut schema = OpenSchema {
            files: Vec::new(),
            rules: Arc::new(RuleSet::preset(ide::registry(), Preset::Strict)),
            code,
            host: AnalysisHost::default(),
            lists: DiagnosticCache::default(),
            at: (FileId(marked as u32), offset as u32),
            analysis: None,
        };
        timed(meter, "open", || {
            schema.files = texts.iter().map(|(text, _)| Arc::new(SchemaFile::new(text))).collect();
            schema.analyse();
        });
        timed(meter, "diagnostics", || schema.publish());
        schema
    }

    fn analyse(&mut self) {
        let file = |(at, content): (usize, &Arc<SchemaFile>)| AnalysisFile {
            name: format!("/schema/{at:05}.prisma").into(),
            content: content.clone(),
            rules: self.rules.clone(),
            dialect: Dialect::of(&content.source().source().slice(Span::new(0, 4096))),
        };
        let files = self.files.iter().enumerate().map(file).collect();
        let facts = ProjectFacts::default();
        let mut analysis = Analysis::after(self.analysis.as_ref(), files, PrismaVersion::NEWEST, facts);
        analysis.code = self.code.clone();
        self.analysis = Some(analysis);
    }

    fn publish(&mut self) {
        let Some(analysis) = &self.analysis else { return };
        let (session, lists) = (Session::default(), &mut self.lists);
        let uri_of = |file: FileId| uri::from_path(format!("/schema/{:05}.prisma", file.0).as_ref());
        let scope = Wording { session: &session, schema: &analysis.schema, uri_of: &uri_of };
        self.host.with_findings(analysis, |findings| lists.lists(&scope, findings, 1000));
    }

    fn edit(&mut self, edit: &TextEdit) {
        let file = &mut self.files[self.at.0.0 as usize];
        let mut source = file.source().clone();
        let change = source.edit(edit);
        *file = Arc::new(file.edited(source, &change));
        self.analyse();
        self.publish();
    }

    /// Edits, and asks for everything.
    fn ask(mut self, meter: &mut Meter<'_>) {
        let (file, at) = self.at;
        timed(meter, "edit of a word", || {
            self.edit(&TextEdit::insert(at, "x"));
            self.edit(&TextEdit::delete(Span::new(at, at + 1)));
        });
        timed(meter, "edit that joins blocks", || {
            self.edit(&TextEdit::insert(at, "\n}\nmodel X {\n"));
            self.edit(&TextEdit::delete(Span::new(at, at + 13)));
        });
        let Some(analysis) = self.analysis.clone() else { return };
        let analysis = &analysis;
        let whole = Span::new(0, u32::MAX);
        timed(meter, "symbols", || ide::outline(analysis, file));
        timed(meter, "workspace symbols", || {
            let query = ide::SymbolQuery::new("id");
            let found = self.files.iter().flat_map(|file| ide::find_symbols(file, &query));
            ide::best_symbols(found.map(|it| (it, ())).collect(), 256)
        });
        timed(meter, "tokens", || ide::semantic_tokens(analysis, file, None));
        timed(meter, "folding", || ide::folding(analysis, file));
        timed(meter, "links", || ide::document_links(analysis, file));
        let kinds = HintKinds {
            referential_actions: true,
            constraint_names: true,
            native_types: true,
            opposite_fields: true,
        };
        timed(meter, "hints", || ide::hints(analysis, file, whole, kinds));
        timed(meter, "lenses", || ide::lenses(analysis, file, |_| true));
        let item = analysis.schema.item_at(file, at).map(|(item, _)| item);
        timed(meter, "places of lenses", || {
            let found = ide::lenses(analysis, file, |_| true);
            for lens in found.iter().filter(|lens| Some(lens.item) == item) {
                let findings = self.host.findings_in(analysis, lens.item);
                ide::lens_places(analysis, lens.kind, lens.item, &findings);
                ide::references_of_model(analysis, lens.item);
            }
        });
        timed(meter, "hover", || ide::hover(analysis, file, at));
        timed(meter, "hover of a comment", || {
            ide::comment_hover(analysis, file, at, |item| self.host.findings_in(analysis, item))
        });
        timed(meter, "definition", || ide::definition(analysis, file, at));
        timed(meter, "references", || {
            ide::references(analysis, file, at);
            ide::code_references(analysis, file, at);
        });
        timed(meter, "highlights", || ide::highlights(analysis, file, at));
        timed(meter, "completion", || ide::completions(analysis, file, at, true));
        timed(meter, "signature", || ide::signature_help(analysis, file, at));
        timed(meter, "selection", || ide::selection(analysis, file, at));
        timed(meter, "linked editing", || ide::linked_editing(analysis, file, at));
        timed(meter, "rename", || ide::rename(analysis, file, at, "Other", DatabaseNames::Keep).is_ok());
        timed(meter, "hierarchy", || {
            let named = ide::hierarchy_item_at(analysis, file, at);
            let name = named.map(|it| it.name).unwrap_or_default();
            ide::incoming(analysis, file, at, &name);
            ide::outgoing(analysis, file, at, &name);
        });
        timed(meter, "refactorings", || {
            let offered = ide::refactorings(analysis, 1, file, Span::at(at));
            offered.iter().filter_map(ide::Refactoring::change).count()
        });
        timed(meter, "actions", || {
            let items: Vec<ItemId> = item.into_iter().collect();
            let mut found = self.host.fixable_unformatted(analysis, &items);
            let most = found.len().min(100);
            ide::format_fixes(analysis, &mut found[..most]);
            found.first().map(|finding| self.host.count(analysis, finding.code))
        });
        timed(meter, "all fixes", || ide::fix_all(analysis, |_, _| true));
        timed(meter, "a fix of each finding", || ide::fix_each(analysis, |_, _| true));
        let text = self.files[file.0 as usize].source().source().to_string();
        let options = format::Options { dialect: Dialect::of(&text), ..format::Options::default() };
        timed(meter, "formatting", || format::format(&text, &options));
        timed(meter, "formatting of a block", || {
            format::format_typed(self.files[file.0 as usize].source(), at, &options)
        });
        timed(meter, "diagram", || ide::diagram(&analysis.schema, &DiagramOptions::default()));
        timed(meter, "conversion", || ide::convert(&analysis.schema, &options));
        timed(meter, "first migration", || {
            let database = self.host.database(analysis)?;
            let migration = diff(&Database::empty(database.provider), &database, &DiffOptions::default());
            Some(render::script(&migration, &[]))
        });
    }
}

fn code(schema: String, files: &[String], meter: &mut Meter<'_>) {
    let path = |at: usize| PathBuf::from(format!("/schema/src/f{at}.ts"));
    let read = || -> Vec<_> {
        let read = |(at, text): (usize, &String)| Arc::new(queries::read::read(&path(at), text));
        files.iter().enumerate().map(read).collect()
    };
    let Some(read) = timed(meter, "reading of code", read) else { return };
    let link = || {
        let mut words: Option<CodeWords> = None;
        if let [text] = files {
            words = Some(CodeWords::of(text));
        }
        let application = Arc::new(Application::new(read.clone()).with_words(words));
        let code = ProjectCode::assign(&application, 1, |_, _| Some(0)).into_iter().next();
        (application, code.map(Arc::new))
    };
    let Some((application, code)) = timed(meter, "linking of code", link) else { return };
    let schema = OpenSchema::new(vec![schema], code.clone(), meter);
    if let (Some(analysis), Some(code)) = (&schema.analysis, code) {
        let model = &analysis.schema;
        let rules = queries::rules::active(&schema.rules);
        timed(meter, "rules over code", || {
            let known = ApplicationFacts::new(model, &application);
            let facts = queries::rules::Facts::default();
            for (file, text) in code.queries_by_file(model).zip(files) {
                let cx = queries::rules::Context {
                    schema: model,
                    application: &known,
                    file: file.file,
                    text: Some(text),
                    queries: &file.queries,
                    facts: &facts,
                };
                queries::rules::lint(&cx, &rules);
            }
        });
    }
    schema.ask(meter);
}

fn history(scripts: &[String], meter: &mut Meter<'_>) {
    let file = |(at, sql): (usize, &String)| MigrationFile {
        name: format!("{at:05}_m"),
        path: format!("/migrations/{at:05}_m/migration.sql").into(),
        sql: sql.as_str().into(),
        rollback: None,
    };
    let history =
        History { migrations: scripts.iter().enumerate().map(file).collect(), ..History::default() };
    let mut replayed = HistoryCache::new(Provider::Postgresql, Scope::default());
    timed(meter, "replay", || {
        replayed.refresh(&history);
        replayed.database();
    });
    let rules = migrations::rules::active(&Arc::new(RuleSet::preset(ide::registry(), Preset::Strict)));
    let schema = replayed.database().0;
    timed(meter, "rules over migrations", || {
        for (number, migration) in replayed.migrations().iter().enumerate() {
            let facts = Facts {
                before: Some(replayed.before(number)),
                is_first: number == 0,
                is_last: number + 1 == scripts.len(),
                earlier: &replayed.migrations()[..number],
                schema: Some(&schema),
                replays: Some(Pair {
                    from: replayed.replay_before(number),
                    to: replayed.replay_before(number + 1),
                }),
                is_editable: true,
                ..Facts::default()
            };
            let cx = Context::new(&migration.file.name, &migration.file.sql, &migration.script, &facts);
            let path: Arc<Path> = migration.file.path.as_path().into();
            migrations::rules::lint(&cx, &path, &rules);
        }
    });
    timed(meter, "edit of a script", || {
        let mut edited = history.clone();
        if let Some(last) = edited.migrations.last_mut() {
            last.sql = format!("{}\nSELECT 1;\n", last.sql).into();
        }
        replayed.refresh(&edited);
        replayed.refresh(&history);
    });
    let empty = Database::empty(Provider::Postgresql);
    timed(meter, "difference", || {
        let there = diff(&empty, &schema, &DiffOptions::default());
        let back = diff(&schema, &empty, &DiffOptions::default());
        (render::script(&there, &[]), render::script(&back, &[]))
    });
    timed(meter, "effects", || preview::effects(&diff(&schema, &empty, &DiffOptions::default())));
    timed(meter, "plan", || plan::plan(&schema, &empty, &plan::PlanOptions::default()));
    let before = replayed.before(scripts.len().saturating_sub(1));
    timed(meter, "plan of the last migration", || plan::plan(before, &schema, &plan::PlanOptions::default()));
    timed(meter, "undo", || undo::undo(&replayed, 0, &undo::UndoOptions::default()));
}

fn settings(text: &str, meter: &mut Meter<'_>) {
    let (text, at) = unmarked(text);
    let at = at.unwrap_or_default() as u32;
    timed(meter, "reading of settings", || Settings::from_toml("/prisma-lens.toml".as_ref(), &text));
    timed(meter, "completion", || ide::settings_completions(&text, at));
    timed(meter, "hover", || ide::settings_hover(&text, at));
    timed(meter, "links", || ide::settings_links(&text));
    timed(meter, "removal of a setting", || ide::remove_setting(&text, Span::new(at, at + 1)));
    timed(meter, "level of a rule", || {
        model::project::set_rule_level(&text, "float-money", base::Level::Off).is_ok()
    });
}
