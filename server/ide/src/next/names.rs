//! Every name in the documents of a schema, with what it stands for.

use rustc_hash::FxHashMap;

use crate::Analysis;
use base::FileId;
use base::text::Span;
use model::catalog::next::{
    AttributeSpec, BlockSpec, Catalog, Function, Parameter, Preset, Shape, TypeConstructor,
};
use syntax::next::{
    Attribute, Declaration, Document, Field, Fields, Ident, KeyValueBlock, Path, TypeAnnotation, Value, read,
};

/// The documents of a schema.
pub(super) struct Documents {
    /// What they can name.
    pub(super) catalog: Catalog,
    files: Vec<(FileId, String, Document)>,
}

impl Documents {
    pub(super) fn of(analysis: &Analysis) -> Documents {
        let text = |id: FileId| Some(analysis.schema.file(id)?.content.source().source().to_string());
        let files = analysis.next_files().into_iter().filter_map(|id| {
            let text = text(id)?;
            let document = read(&text);
            Some((id, text, document))
        });
        // Where the target cannot be known, PostgreSQL has most of what there is.
        let catalog = analysis.facts.stack.catalog().unwrap_or_default();
        Documents { catalog, files: files.collect() }
    }

    /// The text of a file.
    pub(super) fn text(&self, file: FileId) -> &str {
        self.files.iter().find(|it| it.0 == file).map_or("", |it| &it.1)
    }
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Thing<'d> {
    /// A declaration, with its namespace.
    Declared(Option<&'d str>, &'d str),
    /// A member of a declaration: a field, or a value of an enum.
    Member(Option<&'d str>, &'d str, &'d str),
    /// A namespace.
    Namespace(&'d str),
}

/// A name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention<'d> {
    pub(super) thing: Thing<'d>,
    pub(super) file: FileId,
    pub(super) span: Span,
    pub(super) is_declaration: bool,
}

/// What is declared.
#[derive(Clone, Copy, Debug)]
pub(super) enum Declared<'d> {
    Model(&'d Fields),
    CompositeType(&'d Fields),
    Block(&'d KeyValueBlock),
    Type(&'d syntax::next::NamedType),
}

/// A word of Prisma's own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fact {
    Type(&'static TypeConstructor),
    Preset(&'static Preset),
    Attribute(&'static AttributeSpec, &'static str),
    Parameter(&'static Parameter),
    Function(&'static Function),
    Block(&'static BlockSpec),
}

/// All names of a schema.
pub(super) struct Names<'d> {
    pub(super) catalog: Catalog,
    pub(super) mentions: Vec<Mention<'d>>,
    pub(super) facts: Vec<(FileId, Span, Fact)>,
    /// What is declared, by namespace and name, with its file.
    pub(super) declared: FxHashMap<(Option<&'d str>, &'d str), (FileId, Declared<'d>)>,
    /// The names of the namespaces, in order.
    pub(super) namespaces: Vec<&'d str>,
}

/// Where a name is looked at.
#[derive(Clone, Copy)]
struct Scope<'d> {
    file: FileId,
    namespace: Option<&'d str>,
}

impl<'d> Names<'d> {
    pub(super) fn of(documents: &'d Documents) -> Names<'d> {
        let mut names = Names {
            catalog: documents.catalog,
            mentions: Vec::new(),
            facts: Vec::new(),
            declared: FxHashMap::default(),
            namespaces: Vec::new(),
        };
        for (file, _, document) in &documents.files {
            names.declare(&document.declarations, Scope { file: *file, namespace: None });
        }
        for (file, _, document) in &documents.files {
            names.walk(&document.declarations, Scope { file: *file, namespace: None });
        }
        names.mentions.sort_by_key(|it| (it.file, it.span.start));
        names
    }

    fn declare(&mut self, declarations: &'d [Declaration], scope: Scope<'d>) {
        for declaration in declarations {
            let (name, declared) = match declaration {
                Declaration::Model(node) => (&node.body.name, Declared::Model(node)),
                Declaration::CompositeType(node) => (&node.body.name, Declared::CompositeType(node)),
                Declaration::Block(node) => (&node.body.name, Declared::Block(node)),
                Declaration::Namespace(node) => {
                    if let Some(name) = &node.body.name {
                        if !self.namespaces.contains(&name.text.as_str()) {
                            self.namespaces.push(&name.text);
                        }
                        self.declare(&node.declarations, Scope { namespace: Some(&name.text), ..scope });
                    }
                    continue;
                }
                Declaration::Types(node) => {
                    for ty in &node.types {
                        let key = (None, ty.name.text.as_str());
                        self.declared.entry(key).or_insert((scope.file, Declared::Type(ty)));
                    }
                    continue;
                }
            };
            if let Some(name) = name {
                let key = (scope.namespace, name.text.as_str());
                self.declared.entry(key).or_insert((scope.file, declared));
            }
        }
    }

    fn walk(&mut self, declarations: &'d [Declaration], scope: Scope<'d>) {
        for declaration in declarations {
            match declaration {
                Declaration::Model(node) | Declaration::CompositeType(node) => self.fields(node, scope),
                Declaration::Block(node) => self.block(node, scope),
                Declaration::Namespace(node) => {
                    let Some(name) = &node.body.name else { continue };
                    self.mention(Thing::Namespace(&name.text), name.span, true, scope);
                    self.walk(&node.declarations, Scope { namespace: Some(&name.text), ..scope });
                }
                Declaration::Types(node) => {
                    for ty in &node.types {
                        self.mention(Thing::Declared(None, &ty.name.text), ty.name.span, true, scope);
                        self.annotation(ty.ty.as_ref(), scope);
                    }
                }
            }
        }
    }

    fn mention(&mut self, thing: Thing<'d>, span: Span, is_declaration: bool, scope: Scope<'d>) {
        self.mentions.push(Mention { thing, file: scope.file, span, is_declaration });
    }

    fn fact(&mut self, fact: Option<Fact>, span: Span, scope: Scope<'d>) {
        self.facts.extend(fact.map(|fact| (scope.file, span, fact)));
    }

    /// The declaration that a name stands for, seen from a namespace.
    pub(super) fn resolve(&self, namespace: Option<&'d str>, name: &'d str) -> Option<Thing<'d>> {
        let known = |namespace: Option<&'d str>| {
            let ((namespace, name), _) = self.declared.get_key_value(&(namespace, name))?;
            Some(Thing::Declared(*namespace, name))
        };
        namespace.and_then(|_| known(namespace)).or_else(|| known(None))
    }

    /// What the type of a field refers to, seen from its namespace.
    pub(super) fn type_of(&self, namespace: Option<&'d str>, path: &'d Path) -> Option<Thing<'d>> {
        let name = path.ident()?;
        if path.space().is_some() {
            return None;
        }
        match path.namespace() {
            None => self.resolve(namespace, &name.text),
            Some(qualifier) => {
                let qualifier = self.namespaces.iter().find(|known| **known == qualifier.text)?;
                let key = (Some(*qualifier), name.text.as_str());
                let ((namespace, name), _) = self.declared.get_key_value(&key)?;
                Some(Thing::Declared(*namespace, name))
            }
        }
    }

    fn fields(&mut self, node: &'d Fields, scope: Scope<'d>) {
        let Some(name) = &node.body.name else { return };
        self.mention(Thing::Declared(scope.namespace, &name.text), name.span, true, scope);
        for field in &node.fields {
            let member = Thing::Member(scope.namespace, &name.text, &field.name.text);
            self.mention(member, field.name.span, true, scope);
            let target = self.annotation(field.ty.as_ref(), scope);
            for attribute in &field.attributes {
                self.attribute(node, Some((field, target)), attribute, scope);
            }
        }
        for attribute in &node.attributes {
            self.attribute(node, None, attribute, scope);
        }
    }

    /// The names of a type; returns what it refers to.
    fn annotation(&mut self, ty: Option<&'d TypeAnnotation>, scope: Scope<'d>) -> Option<Thing<'d>> {
        let ty = ty?;
        let path = ty.path.as_ref()?;
        if let Some(qualifier) = path.namespace()
            && self.namespaces.contains(&qualifier.text.as_str())
        {
            self.mention(Thing::Namespace(&qualifier.text), qualifier.span, false, scope);
        }
        let segments: Vec<&str> = path.segments.iter().map(|segment| segment.text.as_str()).collect();
        let target = self.type_of(scope.namespace, path);
        match (target, path.ident()) {
            (Some(target), Some(ident)) => self.mention(target, ident.span, false, scope),
            _ => {
                let constructor = self.catalog.type_constructor(&segments).map(Fact::Type);
                let fact = constructor.or_else(|| self.catalog.preset(&segments).map(Fact::Preset));
                self.fact(fact, path.span, scope);
            }
        }
        for argument in ty.arguments.iter().flat_map(|arguments| &arguments.list) {
            if let (["pg", "enum"], Some(Value::Ident(ident))) = (segments.as_slice(), &argument.value) {
                self.refer(self.resolve(scope.namespace, &ident.text), ident, scope);
            }
        }
        target
    }

    fn refer(&mut self, thing: Option<Thing<'d>>, ident: &'d Ident, scope: Scope<'d>) {
        if let Some(thing) = thing {
            self.mention(thing, ident.span, false, scope);
        }
    }

    /// The member of a declaration with this name.
    fn member(&self, thing: Option<Thing<'d>>, name: &'d str) -> Option<Thing<'d>> {
        let Some(Thing::Declared(namespace, owner)) = thing else { return None };
        let (_, declared) = self.declared.get(&(namespace, owner))?;
        let has = match declared {
            Declared::Model(node) | Declared::CompositeType(node) => {
                node.fields.iter().any(|field| field.name.text == name)
            }
            Declared::Block(node) => node.entries.iter().any(|entry| entry.key.text == name),
            Declared::Type(_) => false,
        };
        has.then_some(Thing::Member(namespace, owner, name))
    }

    fn attribute(
        &mut self,
        owner: &'d Fields,
        field: Option<(&'d Field, Option<Thing<'d>>)>,
        attribute: &'d Attribute,
        scope: Scope<'d>,
    ) {
        let Some(path) = &attribute.path else { return };
        let (spec, sign) = match field {
            Some(_) => (self.catalog.field_attribute(&path.dotted()), "@"),
            None => (self.catalog.model_attribute(&path.dotted()), "@@"),
        };
        let Some(spec) = spec else { return };
        let head = Span::new(attribute.span.start, path.span.end);
        self.fact(Some(Fact::Attribute(spec, sign)), head, scope);
        let own = owner.body.name.as_ref().map(|name| Thing::Declared(scope.namespace, name.text.as_str()));
        let target = field.and_then(|(_, target)| target);
        let mut position = 0;
        for argument in attribute.list() {
            let parameter = parameter(spec, argument.name.as_ref(), &mut position);
            if let (Some(name), Some(parameter)) = (&argument.name, parameter) {
                self.fact(Some(Fact::Parameter(parameter)), name.span, scope);
            }
            let (Some(parameter), Some(value)) = (parameter, &argument.value) else { continue };
            let values = match value {
                Value::List(values, _) => values.as_slice(),
                other => std::slice::from_ref(other),
            };
            for value in values {
                match (parameter.shape, value) {
                    (Shape::Field | Shape::Fields | Shape::IndexFields, Value::Ident(ident)) => {
                        self.refer(self.member(own, &ident.text), ident, scope);
                    }
                    (Shape::ReferencedFields | Shape::Default, Value::Ident(ident)) => {
                        self.refer(self.member(target, &ident.text), ident, scope);
                    }
                    (Shape::Model, Value::Ident(ident)) => {
                        self.refer(self.resolve(scope.namespace, &ident.text), ident, scope);
                    }
                    (Shape::Default, Value::Call { path, .. }) => {
                        let function = path.ident().and_then(|name| self.catalog.function(&name.text));
                        self.fact(function.map(Fact::Function), path.span, scope);
                    }
                    _ => {}
                }
            }
        }
    }

    fn block(&mut self, node: &'d KeyValueBlock, scope: Scope<'d>) {
        let Some(name) = &node.body.name else { return };
        let spec = self.catalog.block(&node.body.keyword.text);
        self.fact(spec.map(Fact::Block), node.body.keyword.span, scope);
        self.mention(Thing::Declared(scope.namespace, &name.text), name.span, true, scope);
        let is_policy = spec.is_some_and(|spec| spec.operation.is_some());
        for entry in &node.entries {
            if !is_policy {
                let member = Thing::Member(scope.namespace, &name.text, &entry.key.text);
                self.mention(member, entry.key.span, true, scope);
                continue;
            }
            match (entry.key.text.as_str(), &entry.value) {
                ("target", Some(Value::Ident(ident))) => {
                    self.refer(self.resolve(scope.namespace, &ident.text), ident, scope);
                }
                ("roles", Some(Value::List(values, _))) => {
                    for value in values {
                        let Value::Ident(ident) = value else { continue };
                        let unbound = ["unbound", "__unbound__"].into_iter();
                        let role =
                            unbound.filter_map(|it| self.declared.get_key_value(&(Some(it), &ident.text)));
                        let thing =
                            role.map(|((namespace, name), _)| Thing::Declared(*namespace, name)).next();
                        self.refer(thing, ident, scope);
                    }
                }
                _ => {}
            }
        }
    }

    /// The name at an offset of a file.
    pub(super) fn at(&self, file: FileId, offset: u32) -> Option<Mention<'d>> {
        self.mentions.iter().find(|it| it.file == file && it.span.touches(offset)).copied()
    }
}

/// The parameter that an argument is for. `position` counts those without a name.
pub(super) fn parameter(
    spec: &AttributeSpec,
    name: Option<&Ident>,
    position: &mut usize,
) -> Option<&'static Parameter> {
    match name {
        Some(name) => spec.named.iter().find(|parameter| parameter.name == name.text),
        None => {
            *position += 1;
            spec.positional.get(*position - 1)
        }
    }
}
