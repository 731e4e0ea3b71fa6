//! The search for the element at an offset.

use crate::catalog::attributes::ValueKind;
use crate::schema::item::{
    Argument, Arguments, Attribute, CommentPlace, Config, Enum, Expr, Item, ItemKind, Model, ObjectMember,
    Path, TypeRef,
};
use crate::schema::spot::{Owner, Parameter, Spot, SpotKind, Step};
use base::text::Span;

pub(super) fn find(item: &Item, offset: u32) -> Option<Spot<'_>> {
    let mut search = Search { offset, owner: Owner::Block, steps: Vec::new(), best: None };
    search.item(item);
    search.best.map(|(_, spot)| spot)
}

/// Descends to all elements that touch the offset; at most two do, in addition to the gaps around them.
struct Search<'i> {
    offset: u32,
    owner: Owner,
    steps: Vec<Step<'i>>,
    best: Option<(Rank, Spot<'i>)>,
}

/// How well an element matches, from worst to best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Gap,
    EndsHere,
    Covers,
}

impl<'i> Search<'i> {
    fn item(&mut self, item: &'i Item) {
        for comment in &item.comments {
            // A line comment extends to the end of its line; before one, another element may end.
            let behind = comment.span.end == self.offset && comment.text.starts_with("//");
            if comment.span.contains(self.offset) || behind {
                self.offer(comment.span, SpotKind::Comment(comment));
                if comment.span.start < self.offset || comment.place != CommentPlace::Trailing {
                    return;
                }
            }
        }
        if let Some(keyword) = &item.keyword {
            self.offer(keyword.span, SpotKind::Keyword(keyword));
        }
        if let Some(name) = &item.name {
            self.offer(name.span, SpotKind::BlockName(name));
        }
        match &item.kind {
            ItemKind::Model(model) => self.model(model),
            ItemKind::Enum(body) => self.enumeration(body),
            ItemKind::Datasource(config) | ItemKind::Generator(config) | ItemKind::Policy(config) => {
                self.config(config);
            }
            ItemKind::Alias(Some(ty)) => self.ty(ty),
            ItemKind::Types(types) => types.iter().for_each(|named| self.ty(&named.ty)),
            ItemKind::Alias(None) | ItemKind::Role | ItemKind::Namespace => {}
            ItemKind::Other | ItemKind::Nothing => {}
        }
    }

    fn model(&mut self, model: &'i Model) {
        for (index, field) in model.fields.iter().enumerate() {
            if !field.span.touches(self.offset) {
                continue;
            }
            self.owner = Owner::Field(index);
            self.offer(field.name.span, SpotKind::FieldName(field));
            if let Some(ty) = &field.ty {
                self.ty(ty);
            }
            self.attributes(&field.attributes);
        }
        self.block_attributes(&model.attributes);
    }

    fn enumeration(&mut self, body: &'i Enum) {
        for (index, value) in body.values.iter().enumerate() {
            if value.span.touches(self.offset) {
                self.owner = Owner::Value(index);
                self.offer(value.name.span, SpotKind::ValueName(value));
                self.attributes(&value.attributes);
            }
        }
        self.block_attributes(&body.attributes);
    }

    fn config(&mut self, config: &'i Config) {
        for (index, entry) in config.entries.iter().enumerate() {
            if !entry.span.touches(self.offset) {
                continue;
            }
            self.owner = Owner::Entry(index);
            self.offer(entry.key.span, SpotKind::Key(entry));
            if let Some(value) = &entry.value {
                self.inside(Step::Entry(entry), |search| search.expr(value));
            }
        }
    }

    fn ty(&mut self, ty: &'i TypeRef) {
        let named = ty.name.span.touches(self.offset);
        let arguments = ty.arguments.as_ref().filter(|it| it.span.contains(self.offset));
        if named || arguments.is_none() {
            self.offer(if named { ty.name.span } else { ty.span }, SpotKind::FieldType(ty));
        }
        if let Some(arguments) = &ty.arguments {
            self.inside(Step::Type(ty), |search| search.arguments(arguments));
        }
    }

    fn block_attributes(&mut self, attributes: &'i [Attribute]) {
        for (index, attribute) in attributes.iter().enumerate() {
            if attribute.span.touches(self.offset) {
                self.owner = Owner::Attribute(index);
                self.attribute(attribute);
            }
        }
    }

    fn attributes(&mut self, attributes: &'i [Attribute]) {
        for attribute in attributes {
            self.attribute(attribute);
        }
    }

    fn attribute(&mut self, attribute: &'i Attribute) {
        if !attribute.span.touches(self.offset) {
            return;
        }
        match attribute.native_type() {
            Some((prefix, native)) => {
                self.offer(attribute.span.until(prefix.span.end), SpotKind::NativePrefix(attribute));
                self.offer(native.span, SpotKind::NativeType(attribute));
            }
            None => {
                let end = attribute.name.as_ref().map_or(attribute.span.end, |name| name.span.end);
                self.offer(attribute.span.until(end), SpotKind::AttributeName(attribute));
            }
        }
        if let Some(arguments) = &attribute.arguments {
            self.inside(Step::Attribute(attribute), |search| search.arguments(arguments));
        }
    }

    fn arguments(&mut self, arguments: &'i Arguments) {
        self.gap(arguments.span, arguments.closed);
        for (index, argument) in arguments.list.iter().enumerate() {
            if argument.span.touches(self.offset) {
                self.inside(Step::Argument(argument, index), |search| search.argument(argument));
            }
        }
    }

    fn argument(&mut self, argument: &'i Argument) {
        if let Some(name) = &argument.name {
            self.offer(name.span, SpotKind::ArgumentName(argument));
            if self.offset > name.span.end {
                // The colon, and the space after it.
                self.gap_here();
            }
        }
        if let Some(value) = &argument.value {
            self.expr(value);
        }
    }

    fn expr(&mut self, expr: &'i Expr) {
        let span = expr.span();
        if !span.touches(self.offset) {
            return;
        }
        match expr {
            Expr::String(text) => self.offer(span, SpotKind::String(text)),
            Expr::Number(name) => self.offer(span, SpotKind::Number(name)),
            Expr::Boolean(value, _) => self.offer(span, SpotKind::Boolean(*value)),
            Expr::Null(_) => self.offer(span, SpotKind::Null),
            Expr::Path(path) => self.path(path),
            Expr::Call(call) => {
                let (name, arguments) = (&call.name, &call.arguments);
                if self.calls_are_functions() {
                    self.offer(name.span, SpotKind::Function(name));
                } else {
                    self.path(name);
                }
                self.inside(Step::Call(name, arguments), |search| search.arguments(arguments));
            }
            Expr::Array { items, closed, .. } => {
                self.gap(span, *closed);
                for (index, item) in items.iter().enumerate() {
                    self.inside(Step::Item(index), |search| search.expr(item));
                }
            }
            Expr::Object { members, closed, .. } => {
                self.gap(span, *closed);
                for member in members {
                    self.member(member);
                }
            }
        }
    }

    fn path(&mut self, path: &'i Path) {
        for (index, name) in path.segments().iter().enumerate() {
            self.offer(name.span, SpotKind::Name(path, index));
        }
    }

    fn member(&mut self, member: &'i ObjectMember) {
        self.offer(member.key.span, SpotKind::MemberKey(member));
        if let Some(value) = &member.value {
            self.inside(Step::Member(member), |search| search.expr(value));
        }
    }

    /// Index fields with arguments and extensions of a datasource have the syntax of function calls.
    fn calls_are_functions(&self) -> bool {
        match (self.steps.as_slice(), Parameter::of(self.owner, &self.steps)) {
            ([Step::Entry(_), .., Step::Item(_)], _) => false,
            (_, Some(Parameter::Attribute(param))) => param.value != ValueKind::IndexFields,
            _ => true,
        }
    }

    fn inside(&mut self, step: Step<'i>, search: impl FnOnce(&mut Self)) {
        self.steps.push(step);
        search(self);
        self.steps.pop();
    }

    fn offer(&mut self, span: Span, what: SpotKind<'i>) {
        if span.contains(self.offset) {
            self.take(Rank::Covers, span, what);
        } else if span.touches(self.offset) {
            self.take(Rank::EndsHere, span, what);
        }
    }

    fn gap(&mut self, brackets: Span, closed: bool) {
        let end = brackets.end.saturating_sub(u32::from(closed));
        if brackets.start < self.offset && self.offset <= end {
            self.gap_here();
        }
    }

    fn gap_here(&mut self) {
        self.take(Rank::Gap, Span::at(self.offset), SpotKind::Gap);
    }

    /// The innermost of several gaps is the last one.
    fn take(&mut self, rank: Rank, span: Span, what: SpotKind<'i>) {
        let beaten = match &self.best {
            Some((best, _)) => rank > *best || (rank == Rank::Gap && *best == Rank::Gap),
            None => true,
        };
        if beaten {
            self.best = Some((rank, Spot { span, owner: self.owner, what, steps: self.steps.clone() }));
        }
    }
}
