//! Proposals for real projects: each is one that Prisma accepts, and that nothing in the schema covers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::database::Database;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use queries::advice::{Advice, Confidence, Workload, advise};
use queries::link::{Application, Delegates, ProjectCode};

/// Projects with the code that asks, and their schemas.
const PROJECTS: &[(&str, &str)] = &[
    ("lukevella__rallly", "packages/database/prisma"),
    ("ghostfolio__ghostfolio", "prisma"),
    ("boxyhq__saas-starter-kit", "prisma"),
    ("typehero__typehero", "packages/db"),
    ("KUN1007__kun-galgame-patch-next", "apps/next-web/prisma"),
];

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true => files_below(&path, found),
            false => found.push(path),
        }
    }
}

/// Files of a schema: paths and texts.
type Files = Vec<(String, String)>;

fn schema_of(files: &Files) -> Schema {
    let files = files.iter().map(|(name, text)| (name.as_str().into(), Arc::new(SchemaFile::new(text))));
    Schema::new(files.collect(), PrismaVersion::NEWEST)
}

/// The schema of a project, and its code.
fn load(project: &str, schema: &str) -> (Files, Arc<Application>) {
    let root = support::corpus::corpus().join(project);
    let mut paths = Vec::new();
    files_below(&root, &mut paths);
    let has = |path: &Path, endings: &[&str]| {
        path.extension().and_then(|it| it.to_str()).is_some_and(|it| endings.contains(&it))
    };
    let text = |path: &PathBuf| std::fs::read_to_string(path).unwrap_or_default();
    let schemas = paths.iter().filter(|path| path.starts_with(root.join(schema)) && has(path, &["prisma"]));
    let files = schemas.map(|path| (path.to_string_lossy().into_owned(), text(path))).collect();
    let code = paths.iter().filter(|path| has(path, &["ts", "tsx", "js", "mts"]));
    let code = code.map(|path| Arc::new(queries::read::read(path, &text(path))));
    (files, Arc::new(Application::new(code.collect())))
}

fn workload(schema: &Schema, application: &Arc<Application>) -> Workload {
    let delegates = Delegates::of(schema);
    let owner = |name: Option<&str>| name.is_none_or(|it| delegates.get(it).is_some()).then_some(0);
    let code = ProjectCode::assign(application, 1, |_, name| owner(name));
    Workload::of_code(schema, &code[0])
}

/// The files with the proposed attributes in their models.
fn with_attributes(files: &Files, schema: &Schema, advice: &Advice) -> Files {
    let mut files = files.clone();
    for new in advice.add.iter().rev() {
        let name = schema.item(new.model).unwrap().name();
        let head = format!("model {name} {{");
        let holds = |(_, text): &&mut (String, String)| {
            text.starts_with(&head) || text.contains(&format!("\n{head}"))
        };
        let (_, text) = files.iter_mut().find(holds).expect(name);
        let start = text.find(&format!("\n{head}")).map_or(0, |at| at + 1);
        let end = start + text[start..].find("\n}").expect("its end");
        text.insert_str(end, &format!("\n  {}", new.attribute));
    }
    files
}

fn print(schema: &Schema, application: &Application, workload: &Workload, advice: &Advice) {
    let name = |model| schema.item(model).unwrap().name();
    for new in &advice.add {
        println!(
            "\n{:?} {} {}  score {:.1}{}",
            new.confidence,
            name(new.model),
            new.attribute,
            new.score,
            if new.is_wide { " wide" } else { "" }
        );
        println!(
            "    {} cost {:?} replaces {:?} fk {}",
            new.reason,
            new.cost,
            new.replaces,
            new.foreign_keys.len()
        );
        if let Some(sql) = &new.partial_sql {
            println!("    {sql}");
        }
        for access in new.serves.iter().take(4) {
            let query = &workload.queries[access.query as usize];
            let shape = &query.shapes[access.shape as usize];
            let file = &application.files()[query.site.file as usize];
            let text = std::fs::read_to_string(&file.path).unwrap();
            let line = text[..query.site.span.start as usize].matches('\n').count() + 1;
            let path = file.path.to_string_lossy().split("/corpus/").last().unwrap().to_owned();
            println!("    {path}:{line} {} {:?} {}", query.operation.name(), shape.reach, shape.path);
        }
    }
    for unused in &advice.drop {
        let key = &schema.model(unused.model).unwrap().keys[unused.key as usize];
        println!(
            "unused {} {:?} ({} calls)",
            name(unused.model),
            key.field_names().collect::<Vec<_>>(),
            unused.calls
        );
    }
    for merge in &advice.merge {
        let key = &schema.model(merge.model).unwrap().keys[merge.key as usize];
        println!(
            "merge {} {:?} into {}",
            name(merge.model),
            key.field_names().collect::<Vec<_>>(),
            merge.into
        );
    }
    for partition in &advice.partition {
        println!(
            "partition {} by {}: {} of {}",
            name(partition.model),
            partition.column.name,
            partition.by_time,
            partition.others
        );
    }
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn proposals_for_real_projects_are_sound() {
    for (project, path) in PROJECTS {
        let (files, application) = load(project, path);
        let schema = schema_of(&files);
        let workload = workload(&schema, &application);
        let advice = advise(&schema, &Database::of(&schema).expect(project), &workload);
        println!("\n== {project}: {} calls", workload.queries.len());
        print(&schema, &application, &workload, &advice);
        let changed = schema_of(&with_attributes(&files, &schema, &advice));
        let errors = |schema: &Schema| {
            let findings = checks::validate::check(schema, false).into_iter();
            findings
                .filter(|it| it.level == base::Level::Error)
                .map(|it| it.message.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(errors(&changed), errors(&schema), "{project}");
        let again = self::workload(&changed, &application);
        let again = advise(&changed, &Database::of(&changed).expect(project), &again);
        let high = again.add.iter().filter(|it| it.confidence == Confidence::High);
        let left: Vec<&str> = high.map(|it| it.attribute.as_str()).collect();
        assert!(left.is_empty(), "{project} still wants {left:?}");
    }
}
