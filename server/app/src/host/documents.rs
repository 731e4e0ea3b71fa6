//! A document that is open in an editor.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use base::text::{Encoding, Position, Source, Span, TextEdit};
use model::project::{Dialect, SETTINGS_FILE, Scan, scan};
use model::schema::SchemaFile;
use model::schema::item::{ItemKind, ModelKind};

/// Where the choice of a dialect is looked for after a change, in bytes.
const HEAD: Span = Span { start: 0, end: 4096 };

/// What a document is, which decides on how it is read and who reports findings in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// A Prisma schema.
    Prisma,
    /// SQL, such as a migration.
    Sql,
    /// TypeScript or JavaScript, also in the script blocks of Vue and Svelte.
    TypeScript,
    /// A configuration file: TOML, JSON, YAML, or one that its name tells.
    Configuration,
    /// Anything else.
    Other,
}

/// What is kept of a document's text.
#[derive(Clone, Debug)]
pub enum DocumentContent {
    /// The text of a schema, its blocks, and what stands in each.
    Schema(Arc<SchemaFile>),
    /// The text of any other document.
    Text(Source),
}

/// One state of an open document; a change makes a new one.
#[derive(Debug)]
pub struct Document {
    /// What the editor calls it: its URI, as it is spelled there.
    pub name: Arc<str>,
    /// The path that stands for it.
    pub path: Arc<Path>,
    /// The editor's number for this state.
    pub version: i32,
    /// What it is.
    pub kind: DocumentKind,
    /// Its text.
    pub content: DocumentContent,
}

/// A change of a document's text.
#[derive(Clone, Debug)]
pub struct TextChange {
    /// The lines and columns that give way; all of the text where there are none.
    pub range: Option<Range<Position>>,
    /// What is there instead.
    pub text: String,
}

impl DocumentKind {
    /// All of them.
    pub const ALL: [DocumentKind; 5] = [
        DocumentKind::Prisma,
        DocumentKind::Sql,
        DocumentKind::TypeScript,
        DocumentKind::Configuration,
        DocumentKind::Other,
    ];

    /// The files of this kind that matter where they change on the disk, as glob patterns.
    pub fn watched(self) -> &'static [&'static str] {
        match self {
            DocumentKind::Prisma => &["**/*.prisma"],
            DocumentKind::Sql => &["**/migrations/**/*.sql"],
            DocumentKind::Configuration => &[
                "**/prisma.config.*",
                "**/.config/prisma*",
                "**/package.json",
                "**/{package-lock.json,npm-shrinkwrap.json,pnpm-lock.yaml,pnpm-workspace.yaml,yarn.lock,.yarnrc.yml,bun.lock,deno.json,deno.jsonc,deno.lock}",
                "**/prisma-lens.toml",
                "**/.prisma-lens/stats.json",
                "**/migration_lock.toml",
                "**/app/{refs/db,*/migration}.json",
                "**/snapshots/*/contract.json",
                "**/.prismalintrc*",
                "**/.gitignore",
            ],
            DocumentKind::TypeScript => &["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte}"],
            DocumentKind::Other => &[],
        }
    }

    /// The kind of a document that an editor takes for this language, at this path. The name of a configuration file tells
    /// more than its language does.
    pub fn of(language: &str, path: &Path) -> DocumentKind {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if name == SETTINGS_FILE {
            return DocumentKind::Configuration;
        }
        if extension == "prisma" || language.eq_ignore_ascii_case("prisma") {
            return DocumentKind::Prisma;
        }
        if name.starts_with("prisma.config.")
            || path.parent().is_some_and(|it| it.ends_with(".config")) && name.starts_with("prisma")
            || name.starts_with(".prismalintrc")
        {
            return DocumentKind::Configuration;
        }
        let language = language.to_ascii_lowercase();
        match (language.as_str(), extension) {
            ("sql" | "postgres" | "mysql" | "plpgsql", _) | (_, "sql") => DocumentKind::Sql,
            ("typescript" | "typescriptreact" | "javascript" | "javascriptreact" | "vue" | "svelte", _)
            | (_, "ts" | "tsx" | "mts" | "cts" | "js" | "jsx" | "mjs" | "cjs" | "vue" | "svelte") => {
                DocumentKind::TypeScript
            }
            ("toml" | "json" | "jsonc" | "yaml", _) | (_, "toml" | "json" | "yaml" | "yml") => {
                DocumentKind::Configuration
            }
            _ => DocumentKind::Other,
        }
    }
}

impl DocumentContent {
    /// The content of a document of this kind. Only schemas are split into blocks.
    pub fn new(kind: DocumentKind, text: &str) -> DocumentContent {
        match kind {
            DocumentKind::Prisma => DocumentContent::Schema(Arc::new(SchemaFile::new(text))),
            _ => DocumentContent::Text(Source::new(text)),
        }
    }

    fn source(&self) -> &Source {
        match self {
            DocumentContent::Schema(file) => file.source().source(),
            DocumentContent::Text(source) => source,
        }
    }

    fn edited(&self, edit: &TextEdit) -> DocumentContent {
        match self {
            DocumentContent::Schema(file) => {
                let mut source = file.source().clone();
                let blocks = source.edit(edit);
                DocumentContent::Schema(Arc::new(file.edited(source, &blocks)))
            }
            DocumentContent::Text(source) => {
                let mut source = source.clone();
                let span = Span::new(source.floor(edit.span.start), source.floor(edit.span.end));
                source.replace(span, &edit.text);
                DocumentContent::Text(source)
            }
        }
    }
}

impl Document {
    /// Its blocks and items, if it is a schema.
    pub fn schema(&self) -> Option<&Arc<SchemaFile>> {
        match &self.content {
            DocumentContent::Schema(file) => Some(file),
            DocumentContent::Text(_) => None,
        }
    }

    /// Whether it is a `prisma-lens.toml`.
    pub fn is_settings(&self) -> bool {
        self.path.file_name().is_some_and(|name| name == SETTINGS_FILE)
    }

    /// Whether the change from `before` to this may mean that other files form a schema or that it is to be judged
    /// otherwise. For most of what is typed in a schema it does not.
    pub fn changes_layout(&self, before: &Document) -> bool {
        match self.kind {
            DocumentKind::Prisma => self.scan() != before.scan(),
            DocumentKind::Configuration | DocumentKind::Other => true,
            // A `prisma.config.ts` is configuration.
            DocumentKind::Sql | DocumentKind::TypeScript => false,
        }
    }

    /// Whether it is a schema with other models than before.
    pub fn has_other_models(&self, before: &Document) -> bool {
        fn models(document: &Document) -> impl Iterator<Item = &str> {
            let items = document.schema().into_iter().flat_map(|file| file.items());
            items
                .filter(|item| item.model().is_some_and(|model| model.kind == ModelKind::Model))
                .map(|item| item.name())
        }
        !models(self).eq(models(before))
    }

    /// What decides which files form a schema, as [`scan`] reads it from a whole text. It stands in few blocks, and those are
    /// known: the text need not be assembled.
    pub fn scan(&self) -> Scan {
        let Some(file) = self.schema() else { return Scan::default() };
        let mut found = Scan { dialect: self.dialect(), ..Scan::default() };
        for (index, item) in file.items().iter().enumerate() {
            if matches!(item.kind, ItemKind::Datasource(_) | ItemKind::Generator(_)) {
                let own = scan(&file.source().block_text(index));
                found.datasources += own.datasources;
                found.has_url |= own.has_url;
                found.outputs.extend(own.outputs);
                found.providers.extend(own.providers);
            }
        }
        found
    }

    /// The dialect that a schema is written in.
    pub fn dialect(&self) -> Dialect {
        Dialect::of(&self.source().slice(HEAD))
    }

    /// The text as a rope.
    pub fn source(&self) -> &Source {
        self.content.source()
    }

    /// A copy of the whole text in one piece.
    pub fn text(&self) -> Arc<str> {
        self.source().to_string().into()
    }

    /// The document after these changes, each in the text that the one before has left, with the editor's number for it.
    pub(super) fn changed(&self, version: i32, changes: Vec<TextChange>, encoding: Encoding) -> Document {
        let content = self.content_after(changes, encoding);
        Document { name: self.name.clone(), path: self.path.clone(), version, kind: self.kind, content }
    }

    fn content_after(&self, changes: Vec<TextChange>, encoding: Encoding) -> DocumentContent {
        // Whatever is done before a change of the whole text is lost with it.
        let whole = changes.iter().rposition(|change| change.range.is_none());
        let mut changes = changes.into_iter().skip(whole.unwrap_or(0));
        let mut content = match whole.and_then(|_| changes.next()) {
            Some(change) => DocumentContent::new(self.kind, &change.text),
            None => self.content.clone(),
        };
        for change in changes {
            let source = content.source();
            let span = change.range.map_or(Span::new(0, source.len()), |range| {
                let (start, end) = (source.offset(range.start, encoding), source.offset(range.end, encoding));
                // One that ends before it begins is turned round.
                Span::new(start.min(end), start.max(end))
            });
            content = content.edited(&TextEdit::replace(span, change.text));
        }
        content
    }
}
