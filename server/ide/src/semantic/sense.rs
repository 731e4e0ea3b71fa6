//! Resolves words to semantic tokens.

use rustc_hash::FxHashMap;

use crate::semantic::fields;
use crate::semantic::token::{SemanticKind, SemanticToken, Traits};
use base::{FieldId, ItemId};
use model::catalog::ScalarType;
use model::schema::Schema;
use model::schema::item::{Field, Item, ItemKind, ModelKind};
use model::schema::references::{Definition, Mention, mentions};
use syntax::{BlockWord, Token, TokenKind, tokens};

/// Arguments whose values are predefined words.
const WORDY: [&str; 5] = ["onDelete", "onUpdate", "sort", "type", "ops"];

/// Resolves the words of blocks, and caches the modifiers of the fields of each model.
pub(super) struct Sense<'s> {
    schema: &'s Schema,
    fields: FxHashMap<ItemId, Vec<Traits>>,
}

/// The state while reading a block.
struct Line<'i> {
    item: &'i Item,
    /// The current field.
    field: Option<&'i Field>,
    /// The number of fields so far.
    begun: usize,
    /// Whether the last word was the name of an argument with predefined words as values.
    is_wordy: bool,
}

impl<'s> Sense<'s> {
    pub(super) fn new(schema: &'s Schema) -> Sense<'s> {
        Sense { schema, fields: FxHashMap::default() }
    }

    /// The tokens of one block.
    pub(super) fn block(&mut self, id: ItemId, found: &mut Vec<SemanticToken>) {
        let schema = self.schema;
        let (Some(block), Some(item)) = (schema.block(id), schema.item(id)) else { return };
        let (text, start) = (schema.text(id), schema.start(id));
        let names = mentions(schema, id);
        let mut next = names.as_slice();
        let mut line = Line { item, field: None, begun: 0, is_wordy: false };
        for token in tokens(block, &text) {
            line.read(token, &text);
            while let [first, rest @ ..] = next
                && first.span.start < token.span.start
            {
                next = rest;
            }
            let mention = next.first().filter(|mention| mention.span == token.span);
            let (kind, traits) = match mention.and_then(|mention| self.named(mention, &line)) {
                Some(meaning) => meaning,
                None => match unnamed(token, token.span.of(&text), &line) {
                    Some(meaning) => meaning,
                    None => continue,
                },
            };
            found.push(SemanticToken { span: token.span.shifted(start), kind, traits });
        }
    }

    /// A word that refers to a declaration.
    fn named(&mut self, mention: &Mention, line: &Line<'_>) -> Option<(SemanticKind, Traits)> {
        let declared = Traits::default().with_if(Traits::DECLARATION, mention.is_declaration);
        Some(match &mention.definition {
            Definition::Item(id) => {
                let item = self.schema.item(*id)?;
                let kind = kind_of(item)?;
                let is_relation = matches!(kind, SemanticKind::Model | SemanticKind::View);
                let mut traits = declared.with_if(Traits::DEPRECATED, item.is_deprecated());
                if let Some(field) = line.field.filter(|_| !mention.is_declaration) {
                    traits =
                        traits.with(fields::of_arity(field.arity())).with_if(Traits::RELATION, is_relation);
                }
                (kind, traits)
            }
            Definition::Field(id) => (SemanticKind::Field, declared.with(self.field(*id))),
            Definition::EnumValue(id) => {
                let value = self.schema.enum_value(*id)?;
                (SemanticKind::Value, declared.with_if(Traits::DEPRECATED, value.is_deprecated()))
            }
            Definition::RelationName { .. } | Definition::DatabaseSchema(_) | Definition::NativeType(_) => {
                return None;
            }
        })
    }

    fn field(&mut self, id: FieldId) -> Traits {
        let schema = self.schema;
        let of_model =
            || schema.model(id.item).map(|model| fields::traits(schema, model)).unwrap_or_default();
        let known = self.fields.entry(id.item).or_insert_with(of_model);
        known.get(id.index as usize).copied().unwrap_or_default()
    }
}

impl<'i> Line<'i> {
    fn read(&mut self, token: Token, text: &str) {
        match token.kind {
            TokenKind::FieldName => {
                let fields = self.item.model().map_or(&[][..], |model| &model.fields);
                let rest = fields.get(self.begun..).unwrap_or(&[]);
                let at = rest.iter().position(|field| field.name.span == token.span);
                self.field = at.and_then(|at| rest.get(at));
                self.begun += at.map_or(0, |at| at + 1);
            }
            TokenKind::ArgumentName => self.is_wordy = WORDY.contains(&token.span.of(text)),
            TokenKind::Name => {}
            _ => self.is_wordy = false,
        }
    }
}

/// A word that refers to no declaration, by its position.
fn unnamed(token: Token, text: &str, line: &Line<'_>) -> Option<(SemanticKind, Traits)> {
    let none = Traits::default();
    Some(match token.kind {
        TokenKind::Comment => (SemanticKind::Comment, none),
        TokenKind::Documentation => (SemanticKind::Comment, Traits::DOCUMENTATION),
        TokenKind::String => (SemanticKind::String, none),
        TokenKind::Number => (SemanticKind::Number, none),
        TokenKind::Constant | TokenKind::Keyword => (SemanticKind::Keyword, none),
        TokenKind::BlockName(word) => (kind_of_block(word), Traits::DECLARATION),
        TokenKind::FieldName => (SemanticKind::Field, Traits::DECLARATION),
        TokenKind::ValueName => (SemanticKind::Value, Traits::DECLARATION),
        TokenKind::TypeName => {
            let is_built_in = ScalarType::parse(text).is_some() || text == "Unsupported";
            let arity = line.field.map_or(none, |field| fields::of_arity(field.arity()));
            (SemanticKind::Type, arity.with_if(Traits::BUILT_IN, is_built_in))
        }
        TokenKind::Key => (SemanticKind::Field, none),
        TokenKind::Attribute => (SemanticKind::Attribute, none),
        TokenKind::ArgumentName => (SemanticKind::Parameter, none),
        TokenKind::Function => (SemanticKind::Function, Traits::BUILT_IN),
        TokenKind::Name if line.is_wordy => (SemanticKind::Value, Traits::BUILT_IN),
        TokenKind::MemberKey | TokenKind::Name => return None,
    })
}

fn kind_of(item: &Item) -> Option<SemanticKind> {
    Some(match &item.kind {
        ItemKind::Model(model) => match model.kind {
            ModelKind::Model => SemanticKind::Model,
            ModelKind::View => SemanticKind::View,
            ModelKind::Type => SemanticKind::CompositeType,
        },
        ItemKind::Enum(_) => SemanticKind::Enum,
        ItemKind::Alias(_) => SemanticKind::Type,
        ItemKind::Datasource(_) | ItemKind::Generator(_) => SemanticKind::Config,
        ItemKind::Types(_) | ItemKind::Policy(_) | ItemKind::Role => SemanticKind::Type,
        ItemKind::Namespace => SemanticKind::Namespace,
        ItemKind::Other | ItemKind::Nothing => return None,
    })
}

fn kind_of_block(word: BlockWord) -> SemanticKind {
    match word {
        BlockWord::Model => SemanticKind::Model,
        BlockWord::View => SemanticKind::View,
        BlockWord::Type => SemanticKind::CompositeType,
        BlockWord::Enum => SemanticKind::Enum,
        BlockWord::Config => SemanticKind::Config,
        BlockWord::Namespace => SemanticKind::Namespace,
        BlockWord::Other => SemanticKind::Type,
    }
}
