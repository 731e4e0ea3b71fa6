//! From the exported object to a [`PrismaConfig`].

use std::path::{Path, PathBuf};

use tree_sitter::{Node, Parser, Tree};

use crate::project::config::PrismaConfig;
use crate::project::config::eval::{MAX_DEPTH, Scope};
use crate::project::config::export::{Exported, exported};
use crate::project::config::object::{Lookup, key_name, lookup};
use crate::project::located::Located;
use crate::project::paths::resolve;
use crate::project::problems::config_info;
use base::text::Span;

/// A configuration file larger than this many bytes is not read: none that a person wrote is.
const MAX_BYTES: usize = 1 << 20;

/// The text as TypeScript, which JavaScript is as well.
pub(super) fn tree(text: &str) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into()).ok()?;
    parser.parse(text, None).filter(|_| text.len() <= MAX_BYTES)
}

/// Reads one file.
pub(super) fn read(path: &Path, text: &str) -> PrismaConfig {
    let mut config = PrismaConfig { path: path.to_owned(), ..PrismaConfig::default() };
    if text.len() > MAX_BYTES {
        let message = "The configuration file is too large to read.";
        config.problems.push(config_info(path, Span::default(), message));
        return config;
    }
    let Some(tree) = tree(text) else { return config };
    let scope = Scope::new(path, text, tree.root_node());
    let mut reader = Reader { scope: &scope, config: &mut config };
    match exported(&scope, tree.root_node()) {
        Exported::Object(object) => reader.read(object),
        Exported::Opaque(value) => reader.opaque(value),
        Exported::Nothing => reader.nothing(tree.root_node()),
    }
    config
}

struct Reader<'c, 't> {
    scope: &'c Scope<'t>,
    config: &'c mut PrismaConfig,
}

impl<'t> Reader<'_, 't> {
    fn read(&mut self, object: Node<'t>) {
        self.config.object = Some(self.scope.span(object));
        if let Some(schema) = self.value(object, "schema") {
            self.config.names_schema = true;
            self.config.schema = self.path(schema, "`schema`");
        }
        self.config.migrations_path = self.path_in(object, "migrations", "`migrations.path`");
        self.config.views_path = self.path_in(object, "views", "`views.path`");
        self.config.typed_sql_path = self.path_in(object, "typedSql", "`typedSql.path`");
        self.config.external_tables = self.names_in(object, "tables", "`tables.external`");
        self.config.external_enums = self.names_in(object, "enums", "`enums.external`");
        if let Some(datasource) = self.object(object, "datasource") {
            let place = |lookup: Lookup<'t>| match lookup {
                Lookup::Found(value) => Some(self.scope.span(value)),
                Lookup::Absent | Lookup::Hidden(_) => None,
            };
            let url = place(lookup(self.scope, datasource, "url", MAX_DEPTH));
            let shadow = place(lookup(self.scope, datasource, "shadowDatabaseUrl", MAX_DEPTH));
            self.config.datasource = Some(self.scope.span(datasource));
            self.config.datasource_url = url;
            self.config.shadow_database_url = shadow;
        }
        if let Some(experimental) = self.object(object, "experimental") {
            let mut cursor = experimental.walk();
            let pairs: Vec<Node<'t>> = experimental.named_children(&mut cursor).collect();
            for pair in pairs {
                let (key, value) = (pair.child_by_field_name("key"), pair.child_by_field_name("value"));
                let (Some(key), Some(value)) = (key, value) else { continue };
                let enabled = self.scope.resolve(value).kind() == "true";
                if let Some(name) = key_name(self.scope, key, MAX_DEPTH).filter(|_| enabled) {
                    self.config.experimental.push(Located::new(name, self.scope.span(key)));
                }
            }
        }
    }

    fn value(&mut self, object: Node<'t>, key: &str) -> Option<Node<'t>> {
        match lookup(self.scope, object, key, MAX_DEPTH) {
            Lookup::Found(value) => Some(value),
            Lookup::Absent => None,
            Lookup::Hidden(place) => {
                let span = self.scope.span(place);
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

    /// The object literal under a key; another type there is not complained about, since few of its values matter.
    fn object(&mut self, object: Node<'t>, key: &str) -> Option<Node<'t>> {
        let value = self.value(object, key)?;
        Some(self.scope.resolve(value)).filter(|value| value.kind() == "object")
    }

    fn path_in(&mut self, object: Node<'t>, key: &str, what: &str) -> Option<Located<PathBuf>> {
        let holder = self.object(object, key)?;
        let value = self.value(holder, "path")?;
        self.path(value, what)
    }

    fn path(&mut self, value: Node<'t>, what: &str) -> Option<Located<PathBuf>> {
        match self.scope.string(value, MAX_DEPTH) {
            Some(written) => {
                let path = resolve(self.config.dir(), &written);
                Some(Located::new(path, self.scope.span(value)))
            }
            // Written down as absent is as good as not written.
            None if self.scope.text(value) == "undefined" => None,
            None => {
                self.unreadable(value, what);
                None
            }
        }
    }

    fn names_in(&mut self, object: Node<'t>, key: &str, what: &str) -> Vec<Located<String>> {
        let Some(holder) = self.object(object, key) else { return Vec::new() };
        let Some(value) = self.value(holder, "external") else { return Vec::new() };
        let array = self.scope.resolve(value);
        if array.kind() != "array" {
            self.unreadable(value, what);
            return Vec::new();
        }
        let mut result = Vec::new();
        let mut cursor = array.walk();
        let items: Vec<Node<'t>> =
            array.named_children(&mut cursor).filter(|item| item.kind() != "comment").collect();
        for item in items {
            match self.scope.string(item, MAX_DEPTH) {
                Some(name) => result.push(Located::new(name, self.scope.span(item))),
                None => self.unreadable(item, what),
            }
        }
        result
    }

    fn problem(&mut self, span: Span, message: impl Into<String>) {
        let problem = config_info(&self.config.path, span, message);
        self.config.problems.push(problem);
    }

    fn unreadable(&mut self, place: Node<'t>, what: &str) {
        let message = format!(
            "The value of {what} cannot be evaluated statically. Write it as a plain string, or with `path.join` \
                 and `__dirname`."
        );
        self.problem(first_line(self.scope, place), message);
    }

    fn opaque(&mut self, place: Node<'t>) {
        let message = "The exported configuration cannot be evaluated statically. Export an object, as in `export \
             default defineConfig({ schema: \"prisma/schema.prisma\" })`.";
        self.problem(first_line(self.scope, place), message);
    }

    fn nothing(&mut self, root: Node<'t>) {
        let place = root.named_child(0).map_or(Span::default(), |node| first_line(self.scope, node));
        let message =
            "The configuration has no readable default export. Write `export default defineConfig({ ... })`.";
        self.problem(place, message);
    }
}

/// The place of a node, cut at the end of its first line, so that a message does not underline a whole function.
fn first_line(scope: &Scope<'_>, node: Node<'_>) -> Span {
    let start = node.start_byte();
    let length = scope.text(node).find(['\n', '\r']).unwrap_or(node.end_byte().saturating_sub(start));
    Span::from(start..start + length)
}
