//! Proposals for real projects: each is one that Prisma accepts, and that nothing in the schema covers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::database::Database;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use queries::advice::{Advice, Workload, advise};
use queries::link::{Application, Delegates, ProjectCode};

/// Projects with the code that asks, and their schemas.
const PROJECTS: &[(&str, &str)] = &[
    ("lukevella__rallly", "packages/database/prisma"),
    ("ghostfolio__ghostfolio", "prisma"),
    ("boxyhq__saas-starter-kit", "prisma"),
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

/// The schema of a project, and what its code asks.
fn load(project: &str, schema: &str) -> (Schema, Application, Workload) {
    let root = support::corpus::corpus().join(project);
    let mut paths = Vec::new();
    files_below(&root, &mut paths);
    let is_schema = |path: &&PathBuf| {
        path.starts_with(root.join(schema)) && path.extension().is_some_and(|it| it == "prisma")
    };
    let text = |path: &PathBuf| std::fs::read_to_string(path).unwrap_or_default();
    let files = paths.iter().filter(is_schema).map(|path| {
        let name: Arc<str> = path.to_string_lossy().into();
        (name, Arc::new(SchemaFile::new(&text(path))))
    });
    let schema = Schema::new(files.collect(), PrismaVersion::NEWEST);
    let is_code = |path: &&PathBuf| {
        path.extension().and_then(|it| it.to_str()).is_some_and(|it| ["ts", "tsx", "js", "mts"].contains(&it))
    };
    let code = paths.iter().filter(is_code).map(|path| Arc::new(queries::read::read(path, &text(path))));
    let application = Application::new(code.collect());
    let delegates = Delegates::of(&schema);
    let shared = Arc::new(application);
    let code = ProjectCode::assign(&shared, 1, |_, name| {
        name.is_none_or(|it| delegates.get(it).is_some()).then_some(0)
    });
    let workload = Workload::of_code(&schema, &code[0]);
    drop(code);
    (schema, Arc::into_inner(shared).unwrap(), workload)
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
        let (schema, application, workload) = load(project, path);
        let database = Database::of(&schema).expect(project);
        let advice = advise(&schema, &database, &workload);
        println!("\n== {project}: {} calls", workload.queries.len());
        print(&schema, &application, &workload, &advice);
    }
}
