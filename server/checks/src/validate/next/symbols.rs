//! The table of names: everything that the files of a schema declare. Of several declarations with the same name the first
//! one counts.

use rustc_hash::FxHashMap;

use crate::validate::code::codes;
use crate::validate::next::report::{At, Report};
use ::syntax::next::{
    Arguments, Attribute, Declaration, Document, Entry, Field, Fields, Ident, KeyValueBlock, NamedType,
};
use base::FileId;
use base::text::Span;

codes! {
    /// A name that is declared twice.
    ///
    /// Models, types, blocks and namespaces share one set of names, each namespace has its own, and so has each model.
    /// Prisma 8 reports it as `PSL_DUPLICATE_DECLARATION`.
    PSL_DUPLICATE_DECLARATION = "psl-duplicate-declaration";

    /// A type with too many qualifiers.
    ///
    /// A type has at most one namespace: `namespace.Type`. Prisma 8 reports it as `PSL_INVALID_QUALIFIED_TYPE`.
    PSL_INVALID_QUALIFIED_TYPE = "psl-invalid-qualified-type";

    /// A key that a block has twice.
    ///
    /// Prisma 8 reports it as `PSL_EXTENSION_DUPLICATE_PARAMETER`.
    PSL_EXTENSION_DUPLICATE_PARAMETER = "psl-extension-duplicate-parameter";
}

/// A document, with its file and its text.
pub(super) type Read<'d> = (FileId, &'d str, Document);

/// Everything that is declared.
pub(super) struct Symbols<'d> {
    /// Models and composite types: first those outside of namespaces.
    pub(super) entities: Vec<Entity<'d>>,
    pub(super) blocks: Vec<Block<'d>>,
    pub(super) types: Vec<Named<'d>>,
    pub(super) namespaces: Vec<Namespace<'d>>,
    names: FxHashMap<(Option<usize>, &'d str), Symbol>,
    /// The indices of models and composite types by name, in whatever namespace.
    entities_by_name: FxHashMap<&'d str, Vec<usize>>,
}

/// What a name stands for, with its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    Entity(usize),
    Block(usize),
    Type(usize),
    Namespace(usize),
}

/// A model or composite type.
pub(super) struct Entity<'d> {
    pub(super) name: &'d str,
    pub(super) is_model: bool,
    /// The index of its namespace.
    pub(super) namespace: Option<usize>,
    pub(super) file: FileId,
    pub(super) text: &'d str,
    pub(super) node: &'d Fields,
    pub(super) fields: Vec<FieldSymbol<'d>>,
}

pub(super) struct FieldSymbol<'d> {
    pub(super) name: &'d str,
    pub(super) node: &'d Field,
    /// The name of its type; empty while it is missing.
    pub(super) ty: &'d str,
    pub(super) namespace: Option<&'d str>,
    /// The space of another contract.
    pub(super) space: Option<&'d str>,
    pub(super) is_list: bool,
    pub(super) is_optional: bool,
    /// Whether its type cannot be read.
    pub(super) is_malformed: bool,
    /// All names of its type, where it has parentheses.
    pub(super) constructor: Option<(Vec<&'d str>, &'d Arguments)>,
}

/// A block of keys and values.
pub(super) struct Block<'d> {
    pub(super) name: &'d str,
    pub(super) keyword: &'d str,
    pub(super) namespace: Option<usize>,
    pub(super) file: FileId,
    pub(super) text: &'d str,
    pub(super) node: &'d KeyValueBlock,
    /// Its entries without repeated ones.
    pub(super) entries: Vec<&'d Entry>,
}

/// A type of a `types` block.
pub(super) struct Named<'d> {
    pub(super) name: &'d str,
    pub(super) file: FileId,
    pub(super) text: &'d str,
    pub(super) node: &'d NamedType,
}

pub(super) struct Namespace<'d> {
    pub(super) name: &'d str,
    /// Where it is declared, possibly several times.
    pub(super) places: Vec<At>,
}

impl<'d> Symbols<'d> {
    pub(super) fn collect(documents: &'d [Read<'d>], report: &mut Report<'_>) -> Symbols<'d> {
        let mut symbols = Symbols {
            entities: Vec::new(),
            blocks: Vec::new(),
            types: Vec::new(),
            namespaces: Vec::new(),
            names: FxHashMap::default(),
            entities_by_name: FxHashMap::default(),
        };
        for (file, text, document) in documents {
            for declaration in &document.declarations {
                symbols.declare(declaration, None, *file, text, report);
            }
        }
        symbols.entities.sort_by_key(|entity| entity.namespace);
        for (at, entity) in symbols.entities.iter().enumerate() {
            symbols.names.insert((entity.namespace, entity.name), Symbol::Entity(at));
            symbols.entities_by_name.entry(entity.name).or_default().push(at);
        }
        symbols
    }

    fn declare(
        &mut self,
        declaration: &'d Declaration,
        namespace: Option<usize>,
        file: FileId,
        text: &'d str,
        report: &mut Report<'_>,
    ) {
        match declaration {
            Declaration::Model(node) | Declaration::CompositeType(node) => {
                let Some(name) = &node.body.name else { return };
                if self.claim(namespace, name, Symbol::Entity(self.entities.len()), file, report) {
                    let is_model = matches!(declaration, Declaration::Model(_));
                    let fields = fields(&name.text, node, file, report);
                    self.entities.push(Entity {
                        name: &name.text,
                        is_model,
                        namespace,
                        file,
                        text,
                        node,
                        fields,
                    });
                }
            }
            Declaration::Block(node) => {
                let Some(name) = &node.body.name else { return };
                if self.claim(namespace, name, Symbol::Block(self.blocks.len()), file, report) {
                    let (name, keyword) = (name.text.as_str(), node.body.keyword.text.as_str());
                    let entries = entries(node, file, report);
                    self.blocks.push(Block { name, keyword, namespace, file, text, node, entries });
                }
            }
            Declaration::Namespace(node) => {
                let Some(name) = &node.body.name else { return };
                let at = match self.lookup(None, &name.text) {
                    Some(Symbol::Namespace(at)) => at,
                    _ => {
                        let at = self.namespaces.len();
                        if !self.claim(None, name, Symbol::Namespace(at), file, report) {
                            return;
                        }
                        self.namespaces.push(Namespace { name: &name.text, places: Vec::new() });
                        at
                    }
                };
                if let Some(namespace) = self.namespaces.get_mut(at) {
                    namespace.places.push(At { file, span: node.body.span });
                }
                for declaration in &node.declarations {
                    self.declare(declaration, Some(at), file, text, report);
                }
            }
            Declaration::Types(node) => {
                for ty in &node.types {
                    if self.claim(None, &ty.name, Symbol::Type(self.types.len()), file, report) {
                        self.types.push(Named { name: &ty.name.text, file, text, node: ty });
                    }
                }
            }
        }
    }

    /// Takes a name; reports it and returns `false` if it is taken.
    fn claim(
        &mut self,
        namespace: Option<usize>,
        name: &'d Ident,
        symbol: Symbol,
        file: FileId,
        report: &mut Report<'_>,
    ) -> bool {
        let is_new = !self.names.contains_key(&(namespace, name.text.as_str()));
        if is_new {
            self.names.insert((namespace, &name.text), symbol);
        } else {
            report.error(&PSL_DUPLICATE_DECLARATION, At { file, span: name.span }, duplicate(&name.text));
        }
        is_new
    }

    /// What a name stands for in a namespace, or outside of all.
    pub(super) fn lookup(&self, namespace: Option<usize>, name: &str) -> Option<Symbol> {
        self.names.get(&(namespace, name)).copied()
    }

    /// The models, those outside of namespaces first.
    pub(super) fn models(&self) -> impl Iterator<Item = (usize, &Entity<'d>)> {
        self.entities.iter().enumerate().filter(|(_, entity)| entity.is_model)
    }

    /// Whether a model in any namespace has this name.
    pub(super) fn has_model(&self, name: &str) -> bool {
        self.named(name).any(|entity| entity.is_model)
    }

    /// Whether a composite type in any namespace has this name.
    pub(super) fn has_composite_type(&self, name: &str) -> bool {
        self.named(name).any(|entity| !entity.is_model)
    }

    /// The models and composite types with this name, in order.
    fn named(&self, name: &str) -> impl Iterator<Item = &Entity<'d>> {
        let all = self.entities_by_name.get(name).into_iter().flatten();
        all.filter_map(|at| self.entities.get(*at))
    }

    /// The name of the database schema of a namespace.
    pub(super) fn schema_of(&self, namespace: Option<usize>) -> &str {
        let name = namespace.and_then(|at| self.namespaces.get(at)).map(|namespace| namespace.name);
        name.map_or("public", |name| if is_unbound(name) { UNBOUND } else { name })
    }

    pub(super) fn entity(&self, at: usize) -> Option<&Entity<'d>> {
        self.entities.get(at)
    }
}

/// The name that Prisma itself gives to the unbound namespace.
pub(super) const UNBOUND: &str = "__unbound__";

/// Whether a namespace stands for the schema that a connection chooses.
pub(super) fn is_unbound(name: &str) -> bool {
    name == "unbound" || name == UNBOUND
}

impl<'d> Entity<'d> {
    /// The place of a span.
    pub(super) fn at(&self, span: Span) -> At {
        At { file: self.file, span }
    }

    pub(super) fn field(&self, name: &str) -> Option<&FieldSymbol<'d>> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The first attribute with this name.
    pub(super) fn attribute(&self, name: &str) -> Option<&'d Attribute> {
        self.node.attributes.iter().find(|attribute| attribute.is(name))
    }
}

impl<'d> FieldSymbol<'d> {
    /// The first attribute with this name.
    pub(super) fn attribute(&self, name: &str) -> Option<&'d Attribute> {
        self.node.attributes.iter().find(|attribute| attribute.is(name))
    }

    /// Its type as it is written, without arguments and modifiers.
    pub(super) fn written_type(&self) -> String {
        match self.namespace {
            Some(namespace) => format!("{namespace}.{}", self.ty),
            None => self.ty.to_owned(),
        }
    }
}

fn duplicate(name: &str) -> String {
    format!("`{name}` is declared twice. Rename or remove one of the two.")
}

fn fields<'d>(owner: &str, node: &'d Fields, file: FileId, report: &mut Report<'_>) -> Vec<FieldSymbol<'d>> {
    let mut known: FxHashMap<&str, ()> = FxHashMap::default();
    let mut fields = Vec::with_capacity(node.fields.len());
    for field in &node.fields {
        if known.insert(&field.name.text, ()).is_some() {
            report.error(
                &PSL_DUPLICATE_DECLARATION,
                At { file, span: field.name.span },
                duplicate(&field.name.text),
            );
            continue;
        }
        let symbol = self::field(field);
        if symbol.is_malformed
            && let Some(path) = field.ty.as_ref().and_then(|ty| ty.path.as_ref())
        {
            let message = format!(
                "Type `{}` of `{owner}.{}` has too many parts. Use at most `namespace.Type`.",
                path.dotted(),
                field.name.text
            );
            report.error(&PSL_INVALID_QUALIFIED_TYPE, At { file, span: path.span }, message);
        }
        fields.push(symbol);
    }
    fields
}

fn field(node: &Field) -> FieldSymbol<'_> {
    let ty = node.ty.as_ref();
    let path = ty.and_then(|ty| ty.path.as_ref());
    let is_malformed = path.is_some_and(|path| path.is_overqualified());
    let base = FieldSymbol {
        name: &node.name.text,
        node,
        ty: "",
        namespace: None,
        space: None,
        is_list: false,
        is_optional: false,
        is_malformed,
        constructor: None,
    };
    let Some(path) = path else {
        return FieldSymbol {
            is_list: ty.is_some_and(|ty| ty.is_list),
            is_optional: ty.is_some_and(|ty| ty.is_optional),
            ..base
        };
    };
    if is_malformed {
        return FieldSymbol { ty: path.segments.last().map_or("", |it| it.text.as_str()), ..base };
    }
    let segments = || path.segments.iter().map(|segment| segment.text.as_str()).collect();
    FieldSymbol {
        ty: path.ident().map_or("", |it| it.text.as_str()),
        namespace: path.namespace().map(|it| it.text.as_str()),
        space: path.space().map(|it| it.text.as_str()),
        is_list: ty.is_some_and(|ty| ty.is_list),
        is_optional: ty.is_some_and(|ty| ty.is_optional),
        constructor: ty.and_then(|ty| ty.arguments.as_ref()).map(|arguments| (segments(), arguments)),
        ..base
    }
}

fn entries<'d>(node: &'d KeyValueBlock, file: FileId, report: &mut Report<'_>) -> Vec<&'d Entry> {
    let mut known: FxHashMap<&str, ()> = FxHashMap::default();
    let mut entries = Vec::with_capacity(node.entries.len());
    for entry in &node.entries {
        if known.insert(&entry.key.text, ()).is_some() {
            let message = format!("`{}` is given twice. Remove one of the two.", entry.key.text);
            report.error(&PSL_EXTENSION_DUPLICATE_PARAMETER, At { file, span: entry.span }, message);
        } else {
            entries.push(entry);
        }
    }
    entries
}
