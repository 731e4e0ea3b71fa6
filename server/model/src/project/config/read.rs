//! From the exported object to a [`PrismaConfig`].

use std::path::{Path, PathBuf};
use std::rc::Rc;

use oxc_allocator::Allocator;
use oxc_ast::ast::{ObjectPropertyKind, Statement};
use oxc_span::GetSpan;

use crate::catalog::next::{PackSet, Target};
use crate::project::config::script::{Boundary, Evaluator, Member, Module, Scope, Value, isolated};
use crate::project::config::{ControlStack, Extensions, PrismaConfig};
use crate::project::located::Located;
use crate::project::paths::{NESTED_DIR, name, resolve};
use crate::project::problems::{config_error, config_info};
use crate::project::vfs::Files;
use base::text::Span;

/// Where the files around a configuration are looked at.
pub(super) struct ConfigFiles<'f> {
    /// The files; `None` where only the text counts.
    pub(super) files: Option<&'f dyn Files>,
    /// Where scripts that it imports may lie.
    pub(super) scripts: Boundary,
    /// Where the schema may lie.
    pub(super) schemas: Boundary,
}

/// Reads one file.
pub(super) fn read(path: &Path, text: &str, around: &ConfigFiles<'_>, nothing: &dyn Files) -> PrismaConfig {
    // Where it cannot be read, it may name extensions.
    let unread =
        PrismaConfig { path: path.to_owned(), stack: ControlStack::UNKNOWN, ..PrismaConfig::default() };
    let mut config = unread.clone();
    let read = isolated(|| {
        let allocator = Allocator::default();
        let module = match Module::parse(&allocator, path, text) {
            Ok(module) => Rc::new(module),
            Err(error) => {
                let message = format!("This configuration cannot be parsed: {}", sentence(&error.message));
                config.problems.push(config_info(path, error.span, message));
                config.names_schema = true;
                return config;
            }
        };
        let dir = working_dir(path);
        let files = around.files.unwrap_or(nothing);
        let evaluator = Evaluator::new(&allocator, files, &around.scripts, path, dir);
        let scope = Scope::top(&module);
        let exported = evaluator.export(&module, "default");
        let place = exported_at(&module);
        let mut reader =
            ConfigReader { evaluator: &evaluator, scope: &scope, config: &mut config, around, place };
        match exported {
            Some(value) => reader.read(&value),
            None => reader.nothing(),
        }
        config.imports = evaluator.scripts();
        config.stack.target = imported_target(&module);
        if config.stack.target.is_none() && !config.is_next && config.object.is_some() {
            // A configuration of Prisma 7 says nothing of it.
            config.stack = ControlStack::default();
        }
        config
    });
    read.unwrap_or(unread)
}

/// The folder in which Prisma's commands run: that of the configuration, or the one above its folder `.config`.
fn working_dir(path: &Path) -> &Path {
    let dir = path.parent().unwrap_or(Path::new(""));
    if name(dir) == NESTED_DIR { dir.parent().unwrap_or(dir) } else { dir }
}

/// The place of what is exported.
fn exported_at(module: &Module<'_>) -> Span {
    let found = module.program.body.iter().rev().find_map(|statement| match statement {
        Statement::ExportDefaultDeclaration(export) => Some(export.declaration.span()),
        Statement::TSExportAssignment(export) => Some(export.expression.span()),
        _ => None,
    });
    let first = module.program.body.first().map(GetSpan::span);
    found.or(first).map_or(Span::default(), |span| Span::new(span.start, span.end))
}

/// The target whose packages a configuration imports; `None` unless it is one.
fn imported_target(module: &Module<'_>) -> Option<Target> {
    let imports = module.program.body.iter().filter_map(|statement| match statement {
        Statement::ImportDeclaration(import) => Target::of_package(&import.source.value),
        _ => None,
    });
    let mut targets: Vec<Target> = imports.collect();
    targets.dedup();
    match targets.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

struct ConfigReader<'r, 'a, 'f> {
    evaluator: &'r Evaluator<'a, 'f>,
    scope: &'r Scope<'a>,
    config: &'r mut PrismaConfig,
    around: &'r ConfigFiles<'r>,
    /// The place of what is exported, for what has no place of its own.
    place: Span,
}

impl<'a> ConfigReader<'_, 'a, '_> {
    fn read(&mut self, exported: &Value<'a>) {
        let objects = exported.clone().alternatives();
        let is_object = |value: &Value<'a>| matches!(value, Value::Object(_) | Value::Merged(_));
        if !objects.iter().any(is_object) {
            return self.opaque();
        }
        if let [Value::Object(literal)] = objects.as_slice() {
            self.config.object = (literal.scope.module.path == self.config.path).then(|| literal.span());
        }
        let root = Value::one_of(objects.into_iter().filter(is_object));
        self.schema(&root);
        let orm = self.orm(&root);
        self.config.stack.extensions = self.extensions(&orm);
        let has_key = |key| !matches!(self.evaluator.member(&root, key, self.scope), Member::Absent);
        self.config.is_next = has_key("orm") || has_key("contract");
        let migrations = self.evaluator.member(&orm, "migrations", self.scope);
        if let Member::Found(migrations, _) = migrations
            && let Member::Found(dir, _) = self.evaluator.member(&migrations, "dir", self.scope)
        {
            self.config.next_migrations =
                dir.texts().first().map(|written| resolve(self.config.dir(), written));
        }
        self.config.migrations_path = self.path_in(&root, "migrations", "`migrations.path`");
        self.config.views_path = self.path_in(&root, "views", "`views.path`");
        self.config.typed_sql_path = self.path_in(&root, "typedSql", "`typedSql.path`");
        self.config.external_tables = self.names_in(&root, "tables", "`tables.external`");
        self.config.external_enums = self.names_in(&root, "enums", "`enums.external`");
        if let Some((datasource, _)) = self.value(&root, "datasource") {
            if let Value::Object(literal) = &datasource {
                let is_here = literal.scope.module.path == self.config.path;
                self.config.datasource = is_here.then(|| literal.span());
            }
            let place = |key| match self.evaluator.member(&datasource, key, self.scope) {
                Member::Found(_, place) => Some(place.unwrap_or(self.place)),
                Member::Absent | Member::Hidden(_) => None,
            };
            let (url, shadow) = (place("url"), place("shadowDatabaseUrl"));
            self.config.datasource_url = url;
            self.config.shadow_database_url = shadow;
        }
        if let Some((Value::Object(experimental), _)) = self.value(&root, "experimental") {
            for property in &experimental.object.properties {
                let ObjectPropertyKind::ObjectProperty(property) = property else { continue };
                let is_on = self.evaluator.value(&property.value, &experimental.scope);
                if !matches!(is_on, Value::Bool(true)) {
                    continue;
                }
                let span = property.key.span();
                let names = self.evaluator.names_of_key(&property.key, &experimental.scope);
                let located =
                    names.into_iter().map(|name| Located::new(name, Span::new(span.start, span.end)));
                self.config.experimental.extend(located);
            }
        }
    }

    /// The configuration of the ORM: that under `orm`, or all of it, as the first versions of Prisma 8 had it.
    fn orm(&self, root: &Value<'a>) -> Value<'a> {
        match self.evaluator.member(root, "orm", self.scope) {
            Member::Found(orm, _) => orm,
            Member::Absent | Member::Hidden(_) => root.clone(),
        }
    }

    /// `extensions`, as far as it can be known.
    fn extensions(&self, root: &Value<'a>) -> Extensions {
        match self.evaluator.member(root, "extensions", self.scope) {
            Member::Absent if matches!(root, Value::Object(_) | Value::Merged(_)) => {
                Extensions::Known(PackSet::NONE)
            }
            Member::Found(Value::List(list), _) => {
                let mut packs = PackSet::NONE;
                let mut add =
                    |value: &&Value<'a>| matches!(value, Value::Package(module) if packs.add(module));
                match list.iter().filter(|value| !add(value)).count() {
                    0 => Extensions::Known(packs),
                    _ => Extensions::Partly(packs),
                }
            }
            Member::Absent | Member::Found(..) | Member::Hidden(_) => Extensions::Partly(PackSet::NONE),
        }
    }

    /// `schema`: of several that it may be, the one that exists.
    fn schema(&mut self, root: &Value<'a>) {
        let before = self.config.problems.len();
        let Some((value, span)) = self.value(root, "schema") else {
            self.config.names_schema = self.config.problems.len() > before;
            return self.contract(root);
        };
        let mut written = value.texts();
        // As Prisma 6.4 to 6.6 had it: `{ kind: "multi", folderPath }`, `{ kind: "single", filePath }`.
        for key in ["folderPath", "filePath"] {
            if let Member::Found(path, _) = self.evaluator.member(&value, key, self.scope) {
                written.extend(path.texts());
            }
        }
        if written.is_empty() {
            self.config.names_schema = !matches!(value, Value::Nothing);
            return self.unreadable(&value, span, "`schema`");
        }
        self.written_schema(&written, span);
    }

    /// `contract`, as a configuration of Prisma 8 names its schema: a file, or a pattern of files. Other contracts are no
    /// schemas in its dialect.
    fn contract(&mut self, root: &Value<'a>) {
        let orm = self.orm(root);
        let Member::Found(value, place) = self.evaluator.member(&orm, "contract", self.scope) else { return };
        let is_pattern = |part: &&str| part.contains(['*', '?', '[', '{', '(', '!']);
        let written = value.texts().into_iter().filter(|written| !written.ends_with(".ts"));
        let written: Vec<String> = written
            .map(|written| match written.split('/').any(|part| is_pattern(&part)) {
                true => written.split('/').take_while(|part| !is_pattern(part)).collect::<Vec<_>>().join("/"),
                false => written,
            })
            .collect();
        if !written.is_empty() {
            self.written_schema(&written, place.unwrap_or(self.place));
        }
    }

    /// The one of these paths that exists.
    fn written_schema(&mut self, written: &[String], span: Span) {
        self.config.names_schema = true;
        let dir = self.config.dir().to_owned();
        let mut paths: Vec<PathBuf> = written.iter().map(|written| resolve(&dir, written)).collect();
        let Some(files) = self.around.files else {
            self.config.schema = paths.into_iter().next().map(|path| Located::new(path, span));
            return;
        };
        let all = paths.clone();
        paths.retain(|path| self.around.schemas.holds(path));
        // An empty folder is as good as none: Prisma finds no schema there either.
        let may_hold_schemas = |dir: &PathBuf| {
            files.entries(dir).iter().any(|entry| entry.is_dir || name(&entry.path).ends_with(".prisma"))
        };
        let exists = |path: &&PathBuf| match files.is_dir(path) {
            true => may_hold_schemas(path),
            false => files.read(path).is_some(),
        };
        match (paths.iter().find(exists), paths.first(), all.first()) {
            (Some(found), ..) => self.config.schema = Some(Located::new(found.clone(), span)),
            (None, Some(missing), _) => {
                let message = format!(
                    "There is no schema at `{}`. Correct the path, which is relative to this file's folder.",
                    shown(missing, &dir)
                );
                self.config.missing_schema = Some(config_error(&self.config.path, span, message));
            }
            (None, None, outside) => {
                let outside = outside.map(|path| path.display().to_string()).unwrap_or_default();
                let message = format!(
                    "`schema` leads to `{outside}`, outside this project. It is not read; open that folder to have it checked."
                );
                self.problem(span, message);
            }
        }
    }

    fn value(&mut self, object: &Value<'a>, key: &str) -> Option<(Value<'a>, Span)> {
        match self.evaluator.member(object, key, self.scope) {
            Member::Found(value, place) => Some((value, place.unwrap_or(self.place))),
            Member::Absent => None,
            Member::Hidden(place) => {
                let span = self.first_line(place.unwrap_or(self.place));
                // One place hides many keys, and one message says so.
                if !self.config.problems.iter().any(|problem| problem.anchor.span() == span) {
                    let message = "This part of the configuration cannot be evaluated statically and is ignored. \
                                   Write `schema` and the other paths as plain strings.";
                    self.problem(span, message);
                }
                None
            }
        }
    }

    fn path_in(&mut self, object: &Value<'a>, key: &str, what: &str) -> Option<Located<PathBuf>> {
        let (holder, _) = self.value(object, key)?;
        if !matches!(holder, Value::Object(_) | Value::Merged(_) | Value::OneOf(_)) {
            return None;
        }
        let (value, span) = self.value(&holder, "path")?;
        match value.texts().first() {
            Some(written) => Some(Located::new(resolve(self.config.dir(), written), span)),
            None => {
                self.unreadable(&value, span, what);
                None
            }
        }
    }

    fn names_in(&mut self, object: &Value<'a>, key: &str, what: &str) -> Vec<Located<String>> {
        let Some((holder, _)) = self.value(object, key) else { return Vec::new() };
        if !matches!(holder, Value::Object(_) | Value::Merged(_) | Value::OneOf(_)) {
            return Vec::new();
        }
        let Some((value, span)) = self.value(&holder, "external") else { return Vec::new() };
        let Value::List(items) = &value else {
            self.unreadable(&value, span, what);
            return Vec::new();
        };
        if items.iter().any(|item| item.texts().is_empty()) {
            self.unreadable(&Value::Unknown, span, what);
        }
        items.iter().flat_map(Value::texts).map(|name| Located::new(name, span)).collect()
    }

    fn problem(&mut self, span: Span, message: impl Into<String>) {
        let problem = config_info(&self.config.path, span, message);
        self.config.problems.push(problem);
    }

    fn unreadable(&mut self, value: &Value<'a>, place: Span, what: &str) {
        // Written down as absent is as good as not written.
        if matches!(value, Value::Nothing) {
            return;
        }
        let message = format!(
            "The value of {what} cannot be evaluated statically. Write it as a plain string, or with `path.join` and \
             `__dirname`."
        );
        self.problem(self.first_line(place), message);
    }

    fn opaque(&mut self) {
        self.config.names_schema = true;
        let message = "The exported configuration cannot be evaluated statically. Export an object, as in `export \
                       default defineConfig({ schema: \"prisma/schema.prisma\" })`.";
        self.problem(self.first_line(self.place), message);
    }

    fn nothing(&mut self) {
        let message =
            "The configuration has no readable default export. Write `export default defineConfig({ ... })`.";
        self.problem(self.first_line(self.place), message);
    }

    /// A place, cut at the end of its first line, so that a message does not underline a whole function.
    fn first_line(&self, span: Span) -> Span {
        let text = span.of(self.scope.module.text);
        let length = text.find(['\n', '\r']).unwrap_or(text.len());
        Span::new(span.start, span.start + u32::try_from(length).unwrap_or(0))
    }
}

/// A path as the configuration might write it.
fn shown(path: &Path, dir: &Path) -> String {
    path.strip_prefix(dir).unwrap_or(path).display().to_string()
}

fn sentence(text: &str) -> String {
    format!("{}.", text.trim_end_matches('.'))
}
