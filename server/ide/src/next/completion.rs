//! Completion: where the cursor is.

use crate::next::names::{Documents, Names, Thing};
use crate::next::offers::{
    attributes, keys, models, named, native_enums, numbers, qualified, roles, types, values, words,
};
use crate::next::relation::{self, Place};
use crate::{Analysis, Completion, CompletionKind as Kind, Completions};
use base::FileId;
use base::text::Span;
use syntax::next::{Token, TokenKind as T, tokens};

/// The keywords of blocks that are not blocks of keys and values.
const KEYWORDS: &[(&str, &str)] = &[
    ("model", "A table, or a collection."),
    ("type", "A composite type, stored as JSON."),
    ("types", "Names for types."),
    ("namespace", "A database schema."),
];

/// What is before the cursor.
struct Cursor<'d> {
    /// The text of the file up to the word.
    before: &'d str,
    /// The tokens before the word, without trivia.
    tokens: Vec<Token>,
    /// The block around the cursor: where its keyword is among the tokens. `None` outside of all but namespaces.
    block: Option<usize>,
    namespace: Option<&'d str>,
}

/// The completions at `offset`.
pub(crate) fn completions(analysis: &Analysis, file: FileId, offset: u32) -> Completions {
    let documents = Documents::of(analysis);
    let names = Names::of(&documents);
    let text = documents.text(file);
    let word = word_at(text, offset);
    let Some(before) = text.get(..word.start as usize) else { return Completions::default() };
    let cursor = Cursor::read(before);
    let mut items = match cursor.inside_text() {
        true => Vec::new(),
        false => cursor.offers(&names),
    };
    if let Some(place) = cursor.relation_place(file, offset, text, word) {
        items.extend(relation::offer(analysis, &place));
    }
    if cursor.tokens.is_empty() && syntax::directive(text).is_none() {
        let [.., directive] = syntax::DIRECTIVES;
        items.insert(0, Completion::new(Kind::Snippet, directive).writing(format!("{directive}\n")));
    }
    // Attributes replace their own signs.
    let signs = match items.iter().any(|item| item.label.starts_with('@')) {
        true => before.len() - before.trim_end_matches('@').len(),
        false => 0,
    };
    let start = word.start - Span::from(0..signs).end;
    let typed = Span::new(start, offset);
    Completions { items, is_incomplete: false, typed, word: Span::new(start, word.end) }
}

/// The word around an offset.
fn word_at(text: &str, offset: u32) -> Span {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let at = (offset as usize).min(text.len());
    let before = text.get(..at).unwrap_or("");
    let start = before.trim_end_matches(is_part).len();
    let after = text.get(at..).unwrap_or("");
    let end = at + after.len() - after.trim_start_matches(is_part).len();
    Span::from(start..end)
}

impl<'d> Cursor<'d> {
    fn read(before: &'d str) -> Cursor<'d> {
        let all = tokens(before);
        let tokens: Vec<Token> =
            all.into_iter().filter(|it| !it.kind.is_trivia() && it.kind != T::End).collect();
        let mut cursor = Cursor { before, tokens, block: None, namespace: None };
        let mut open: Vec<usize> = Vec::new();
        for (at, token) in cursor.tokens.iter().enumerate() {
            match token.kind {
                T::LeftBrace => {
                    // The keyword is before the name, or directly before the brace.
                    let has_name =
                        at >= 2 && cursor.kind(at - 1) == T::Ident && cursor.kind(at - 2) == T::Ident;
                    open.push(if has_name { at - 2 } else { at.saturating_sub(1) });
                }
                T::RightBrace => drop(open.pop()),
                _ => {}
            }
        }
        for at in open {
            if cursor.slice(at) == "namespace" && cursor.block.is_none() {
                cursor.namespace = Some(cursor.slice(at + 1));
            } else if cursor.block.is_none() {
                cursor.block = Some(at);
            }
        }
        cursor
    }

    fn kind(&self, at: usize) -> T {
        self.tokens.get(at).map_or(T::End, |token| token.kind)
    }

    fn slice(&self, at: usize) -> &'d str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.before))
    }

    /// Whether the cursor is in a string or a comment.
    fn inside_text(&self) -> bool {
        let all = tokens(self.before);
        let Some(last) = all.iter().rev().nth(1) else { return false };
        match last.kind {
            T::Comment => true,
            T::String => !syntax::next::is_terminated(last.span.of(self.before)),
            _ => false,
        }
    }

    /// The tokens of the line of the cursor.
    fn line(&self) -> &[Token] {
        let start = self.before.rfind('\n').map_or(0, |at| at + 1);
        let from = self.tokens.partition_point(|token| (token.span.start as usize) < start);
        self.tokens.get(from..).unwrap_or(&[])
    }

    fn offers(&self, names: &Names<'d>) -> Vec<Completion> {
        let Some(block) = self.block else { return self.keywords(names) };
        if let Some(found) = self.argument(block, names) {
            return found;
        }
        let keyword = self.slice(block);
        let line = self.line();
        match keyword {
            "model" | "type" => self.member(keyword, line, names),
            "types" => match line {
                [_, equals] if equals.kind == T::Equals => types(names, self.namespace),
                _ => Vec::new(),
            },
            _ => self.entry(keyword, line, block, names),
        }
    }

    /// The place of a type, right behind the name of a field of a model.
    fn relation_place(&self, file: FileId, offset: u32, text: &'d str, word: Span) -> Option<Place<'d>> {
        let block = self.block.filter(|at| self.slice(*at) == "model")?;
        let [only] = self.line() else { return None };
        // Something behind the cursor is the type or its attributes.
        let rest = text.get(word.end as usize..)?.lines().next().unwrap_or("");
        let is_behind = only.kind == T::Ident && self.before.ends_with([' ', '\t']) && rest.trim().is_empty();
        is_behind.then(|| Place {
            file,
            offset,
            namespace: self.namespace,
            model: self.slice(block + 1),
            field: only.span.of(self.before),
            typed: text.get(word.start as usize..offset as usize).unwrap_or(""),
        })
    }

    fn keywords(&self, names: &Names<'d>) -> Vec<Completion> {
        if !self.line().is_empty() {
            return Vec::new();
        }
        let item = |name: &str, docs: &str, has_name: bool| {
            let mut item = Completion::new(Kind::Keyword, name);
            item.detail = Some(docs.to_owned());
            let head = if has_name { format!("{name} ${{1:Name}} {{") } else { format!("{name} {{") };
            item.insert.snippet = Some(format!("{head}\n  $0\n}}"));
            item
        };
        let own = KEYWORDS
            .iter()
            .filter(|(name, _)| self.namespace.is_none() || !matches!(*name, "types" | "namespace"));
        let blocks =
            names.catalog.blocks().iter().filter(|block| self.namespace.is_none() || block.keyword != "enum");
        own.map(|(name, docs)| item(name, docs, *name != "types"))
            .chain(blocks.map(|block| item(block.keyword, block.docs, true)))
            .collect()
    }

    /// In a model or composite type.
    fn member(&self, keyword: &str, line: &[Token], names: &Names<'d>) -> Vec<Completion> {
        let signs = self.before.len() - self.before.trim_end_matches('@').len();
        let is_model = keyword == "model";
        let last = line.last().map_or(T::End, |token| token.kind);
        match line {
            [] => {
                if is_model {
                    attributes(names.catalog.model_attributes(), "@@")
                } else {
                    Vec::new()
                }
            }
            [only] if only.kind == T::DoubleAt && signs == 2 && is_model => {
                attributes(names.catalog.model_attributes(), "@@")
            }
            [only] if only.kind == T::At && signs == 1 && is_model => {
                attributes(names.catalog.model_attributes(), "@@")
            }
            [only] if only.kind == T::Ident => types(names, self.namespace),
            [_, qualifier, dot] if dot.kind == T::Dot => qualified(names, qualifier.span.of(self.before)),
            [first, ..] if first.kind == T::Ident && is_model => match last {
                T::At | T::Ident | T::Question | T::RightBracket | T::RightParenthesis => {
                    attributes(names.catalog.field_attributes().iter(), "@")
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// In a block of keys and values.
    fn entry(&self, keyword: &str, line: &[Token], block: usize, names: &Names<'d>) -> Vec<Completion> {
        let Some(spec) = names.catalog.block(keyword) else { return Vec::new() };
        match line {
            [] => keys(spec, &self.given(block)),
            [only] if matches!(only.kind, T::At | T::DoubleAt) => keys(spec, &[]),
            [key, equals, rest @ ..] if equals.kind == T::Equals => match (key.span.of(self.before), rest) {
                ("target", []) => models(names, self.namespace),
                ("permissive", []) => words(&["true", "false"]),
                ("roles", [open, ..]) if open.kind == T::LeftBracket => roles(names),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The keys that a block has before the cursor.
    fn given(&self, block: usize) -> Vec<&'d str> {
        let equals = (block..self.tokens.len()).filter(|at| self.kind(*at) == T::Equals);
        equals.map(|at| self.slice(at.saturating_sub(1))).collect()
    }

    /// In the parentheses of an attribute; `None` outside of them.
    fn argument(&self, block: usize, names: &Names<'d>) -> Option<Vec<Completion>> {
        let mut open: Vec<usize> = Vec::new();
        for at in block..self.tokens.len() {
            match self.kind(at) {
                T::LeftParenthesis => open.push(at),
                T::RightParenthesis => drop(open.pop()),
                _ => {}
            }
        }
        let first = *open.first()?;
        let head = self.slice(first.checked_sub(1)?);
        let sign = self.kind(first.checked_sub(2)?);
        let (is_model, spec) = match sign {
            T::At => (false, names.catalog.field_attribute(head)),
            T::DoubleAt => (true, names.catalog.model_attribute(head)),
            _ => {
                let is_native_enum = head == "enum" && sign == T::Dot;
                return Some(if is_native_enum { native_enums(names, self.namespace) } else { Vec::new() });
            }
        };
        if let [_, inner] = open.as_slice()
            && head == "default"
        {
            let function = names.catalog.function(self.slice(inner.saturating_sub(1)));
            return Some(function.map(numbers).unwrap_or_default());
        }
        let owner = Thing::Declared(self.namespace, self.slice(block + 1));
        let Some(spec) = spec.filter(|_| open.len() == 1) else { return Some(Vec::new()) };
        let given = (first..self.tokens.len()).filter(|at| self.kind(*at) == T::Colon);
        let given: Vec<&str> = given.map(|at| self.slice(at.saturating_sub(1))).collect();
        let commas = self.top_commas(first);
        let start = commas.last().copied().unwrap_or(first);
        let is_named = self.kind(start + 2) == T::Colon;
        let parameter = match is_named {
            true => spec.named.iter().find(|parameter| parameter.name == self.slice(start + 1)),
            false => spec.positional.get(commas.len()),
        };
        let at_start = start + 1 == self.tokens.len();
        let after_colon = is_named && start + 3 == self.tokens.len();
        let last = self.kind(self.tokens.len() - 1);
        let in_list = matches!(last, T::LeftBracket | T::Comma) && !at_start;
        let mut found = Vec::new();
        if let Some(parameter) = parameter.filter(|_| at_start || after_colon || in_list) {
            let field = if is_model { None } else { self.line_type(names) };
            found = values(names, parameter, owner, field, self.namespace, in_list);
        }
        if at_start {
            found.extend(named(spec, &given));
        }
        Some(found)
    }

    /// The commas between the arguments that open at a token.
    fn top_commas(&self, open: usize) -> Vec<usize> {
        let mut depth = 0_usize;
        let mut commas = Vec::new();
        for at in open + 1..self.tokens.len() {
            match self.kind(at) {
                T::LeftBracket | T::LeftBrace | T::LeftParenthesis => depth += 1,
                T::RightBracket | T::RightBrace | T::RightParenthesis => depth = depth.saturating_sub(1),
                T::Comma if depth == 0 => commas.push(at),
                _ => {}
            }
        }
        commas
    }

    /// What the type of the field of this line refers to.
    fn line_type(&self, names: &Names<'d>) -> Option<Thing<'d>> {
        let line = self.line();
        let word =
            |at: usize| line.get(at).filter(|it| it.kind == T::Ident).map(|it| it.span.of(self.before));
        let is_qualified = line.get(2).is_some_and(|token| token.kind == T::Dot);
        match (word(1), word(3).filter(|_| is_qualified)) {
            (Some(qualifier), Some(name)) => {
                let qualifier = names.namespaces.iter().find(|known| **known == qualifier)?;
                let ((namespace, name), _) = names.declared.get_key_value(&(Some(*qualifier), name))?;
                Some(Thing::Declared(*namespace, name))
            }
            (Some(name), None) => names.resolve(self.namespace, name),
            _ => None,
        }
    }
}
