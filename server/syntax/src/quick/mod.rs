//! A fast parser for ordinary blocks.
//!
//! tree-sitter's parser handles any text, at some thousand instructions per byte: half the time of opening a schema of
//! 1,000 models. This parser handles only ordinary lines, writes their nodes directly into a [`SyntaxTree`], and gives
//! up at anything else, for which tree-sitter parses the block. So the grammar alone defines what text means, above all
//! for broken text. A property test over generated and real schemas checks that both agree wherever this parser does
//! not give up.

mod values;

use crate::tree::Entry;
use crate::{Kind, Role, SyntaxTree};

/// The result for an ordinary block.
#[derive(Clone, Debug)]
pub struct Ordinary {
    /// Its syntax tree.
    pub tree: SyntaxTree,
    /// Whether it certainly has no syntax errors. Searching for them would take as long as parsing.
    pub is_faultless: bool,
}

/// Parses the block with this text; `None` if it is not ordinary.
pub fn parse(text: &str) -> Option<Ordinary> {
    // NUL is the end of the file to tree-sitter's lexer, and its character classes omit the last code point.
    let is_odd = || !text.is_ascii() && text.bytes().any(|byte| byte >= 0xF4);
    if text.len() > u32::MAX as usize || memchr::memchr(0, text.as_bytes()).is_some() || is_odd() {
        return None;
    }
    let nodes = Vec::with_capacity(text.len() / 2 + 8);
    let mut reader = QuickReader {
        text: text.as_bytes(),
        at: 0,
        nodes,
        comments: Vec::new(),
        comments_end: 0,
        is_faultless: true,
    };
    reader.source_file()?;
    Some(Ordinary { tree: SyntaxTree { nodes: reader.nodes }, is_faultless: reader.is_faultless })
}

/// Reads a block from its start. Methods return `None` to give up; a method that reads a node writes it and moves the
/// position after it.
struct QuickReader<'t> {
    text: &'t [u8],
    at: usize,
    nodes: Vec<Entry>,
    /// The comment lines directly before the current line, not written yet: their parent node comes first.
    comments: Vec<Comment>,
    /// The end of the last of them, including the newline.
    comments_end: usize,
    /// Whether everything so far is free of errors that the grammar accepts.
    is_faultless: bool,
}

#[derive(Clone, Copy)]
struct Comment {
    kind: Kind,
    start: usize,
    end: usize,
}

/// The kind of lines in a block's body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Members {
    Fields,
    Values,
    Settings,
}

impl QuickReader<'_> {
    fn source_file(&mut self) -> Option<()> {
        self.spaces();
        let root = self.open(Kind::SourceFile, Role::None, self.at);
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' | b'\r' => self.blank_line()?,
                b'/' => self.comment_line()?,
                _ => self.block()?,
            }
            self.spaces();
        }
        self.loose_comments();
        self.close(root);
        Some(())
    }

    fn block(&mut self) -> Option<()> {
        let start = self.documented_from();
        let keyword = self.word()?;
        let (block, word, body, members) = match self.text.get(keyword.0..keyword.1)? {
            b"model" => (Kind::Model, Kind::ModelWord, Kind::ModelBody, Members::Fields),
            b"view" => (Kind::View, Kind::ViewWord, Kind::ModelBody, Members::Fields),
            b"type" => (Kind::CompositeType, Kind::TypeWord, Kind::ModelBody, Members::Fields),
            b"enum" => (Kind::Enum, Kind::EnumWord, Kind::EnumBody, Members::Values),
            b"datasource" => (Kind::Datasource, Kind::DatasourceWord, Kind::ConfigBody, Members::Settings),
            b"generator" => (Kind::Generator, Kind::GeneratorWord, Kind::ConfigBody, Members::Settings),
            _ => return None,
        };
        let node = self.open(block, Role::None, start);
        self.documentation();
        self.leaf(word, Role::Keyword, keyword);
        self.spaces();
        let name = self.word()?;
        self.leaf(Kind::Identifier, Role::Name, name);
        self.spaces();
        self.body(body, members)?;
        let end = self.at;
        self.spaces();
        match self.peek() {
            Some(b'/') => self.line_comment()?,
            _ => self.at = end,
        }
        self.close(node);
        self.spaces();
        // The rest of the line may belong to the declaration.
        matches!(self.peek(), None | Some(b'\n' | b'\r')).then_some(())
    }

    fn body(&mut self, kind: Kind, members: Members) -> Option<()> {
        let node = self.open(kind, Role::Body, self.at);
        self.token(b'{', Kind::OpeningBrace)?;
        self.spaces();
        if self.peek() != Some(b'}') {
            if self.peek() == Some(b'/') {
                self.line_comment()?;
            }
            self.newline()?;
            self.lines(members)?;
        } else {
            // Braces are on separate lines.
            self.is_faultless = false;
        }
        self.token(b'}', Kind::ClosingBrace)?;
        self.close(node);
        Some(())
    }

    /// Reads up to the closing brace.
    fn lines(&mut self, members: Members) -> Option<()> {
        loop {
            self.spaces();
            match self.peek()? {
                b'\n' | b'\r' => self.blank_line()?,
                b'/' => self.comment_line()?,
                b'}' => {
                    self.loose_comments();
                    return Some(());
                }
                b'@' => {
                    self.is_faultless &= members != Members::Settings;
                    self.block_attribute()?;
                }
                _ => self.member(members)?,
            }
        }
    }

    fn member(&mut self, members: Members) -> Option<()> {
        let (kind, role) = match members {
            Members::Fields => (Kind::FieldDeclaration, Role::Name),
            Members::Values => (Kind::EnumValue, Role::Name),
            Members::Settings => (Kind::KeyValue, Role::Key),
        };
        let start = self.documented_from();
        let node = self.open(kind, Role::None, start);
        self.documentation();
        let name = self.word()?;
        self.leaf(Kind::Identifier, role, name);
        let mut end = self.at;
        self.spaces();
        match members {
            Members::Fields if !matches!(self.peek()?, b'@' | b'/' | b'\n' | b'\r') => {
                self.field_type()?;
                end = self.at;
            }
            Members::Settings => {
                self.token(b'=', Kind::Equals)?;
                self.spaces();
                self.expression(Role::Value, 0)?;
                end = self.at;
            }
            // It has no type.
            Members::Fields => self.is_faultless = false,
            Members::Values => {}
        }
        self.spaces();
        while self.peek()? == b'@' {
            self.is_faultless &= members != Members::Settings;
            self.attribute()?;
            end = self.at;
            self.spaces();
        }
        self.line_end(node, end)
    }

    fn field_type(&mut self) -> Option<()> {
        let node = self.open(Kind::FieldType, Role::Type, self.at);
        let name = self.word()?;
        self.at = name.0;
        self.path(Role::Name)?;
        // A type has neither dots nor, except `Unsupported`, arguments.
        self.is_faultless &= self.at == name.1;
        if self.peek() == Some(b'(') {
            self.arguments(0)?;
            self.is_faultless = false;
        }
        let mut modifiers = 0;
        loop {
            let modifier = match self.peek()? {
                b'?' => Kind::OptionalModifier,
                b'[' => Kind::ListModifier,
                _ => break,
            };
            let modifier_node = self.open(modifier, Role::Modifier, self.at);
            if modifier == Kind::OptionalModifier {
                self.token(b'?', Kind::QuestionMark)?;
            } else {
                self.token(b'[', Kind::OpeningBracket)?;
                self.token(b']', Kind::ClosingBracket)?;
            }
            self.close(modifier_node);
            modifiers += 1;
        }
        self.is_faultless &= modifiers < 2;
        self.close(node);
        Some(())
    }

    fn attribute(&mut self) -> Option<()> {
        let node = self.open(Kind::Attribute, Role::None, self.at);
        self.token(b'@', Kind::At)?;
        self.path(Role::Name)?;
        if self.peek() == Some(b'(') {
            self.arguments(0)?;
        }
        self.close(node);
        Some(())
    }

    fn block_attribute(&mut self) -> Option<()> {
        let start = self.documented_from();
        let node = self.open(Kind::BlockAttribute, Role::None, start);
        self.documentation();
        let at = self.at;
        self.bytes(b"@@")?;
        self.leaf(Kind::DoubleAt, Role::None, (at, self.at));
        self.path(Role::Name)?;
        if self.peek() == Some(b'(') {
            self.arguments(0)?;
        }
        let end = self.at;
        self.spaces();
        self.line_end(node, end)
    }

    /// The end of a line that contains the node, which ends at `end` if no comment follows.
    fn line_end(&mut self, node: usize, end: usize) -> Option<()> {
        if self.peek()? == b'/' {
            self.line_comment()?;
            self.close(node);
        } else {
            let behind = std::mem::replace(&mut self.at, end);
            self.close(node);
            self.at = behind;
        }
        self.newline()
    }

    /// A comment after other text on its line.
    fn line_comment(&mut self) -> Option<()> {
        let comment = self.comment()?;
        self.leaf(comment.kind, Role::Comment, (comment.start, comment.end));
        Some(())
    }

    /// A line with only a comment.
    fn comment_line(&mut self) -> Option<()> {
        let comment = self.comment()?;
        self.comments.push(comment);
        self.newline()?;
        self.comments_end = self.at;
        Some(())
    }

    fn comment(&mut self) -> Option<Comment> {
        let start = self.at;
        self.bytes(b"//")?;
        let kind = if self.peek() == Some(b'/') { Kind::DocComment } else { Kind::Comment };
        let rest = self.text.get(self.at..)?;
        let end = memchr::memchr2(b'\n', b'\r', rest).map_or(self.text.len(), |length| self.at + length);
        self.at = end;
        Some(Comment { kind, start, end })
    }

    fn blank_line(&mut self) -> Option<()> {
        self.loose_comments();
        self.newline()
    }

    /// Writes comments that document nothing.
    fn loose_comments(&mut self) {
        self.comment_block(Role::None);
    }

    /// Writes the comments above the node that was opened last.
    fn documentation(&mut self) {
        self.comment_block(Role::Documentation);
    }

    fn comment_block(&mut self, role: Role) {
        let Some(first) = self.comments.first() else { return };
        let node = self.open(Kind::CommentBlock, role, first.start);
        let comments = std::mem::take(&mut self.comments);
        for comment in &comments {
            self.leaf(comment.kind, Role::None, (comment.start, comment.end));
        }
        self.comments = comments;
        self.comments.clear();
        let behind = std::mem::replace(&mut self.at, self.comments_end);
        self.close(node);
        self.at = behind;
    }

    /// The start of a node that includes the comments above it.
    fn documented_from(&self) -> usize {
        self.comments.first().map_or(self.at, |comment| comment.start)
    }

    /// A newline, which is not a node.
    fn newline(&mut self) -> Option<()> {
        match self.peek()? {
            b'\n' => self.at += 1,
            b'\r' => self.at += if self.text.get(self.at + 1) == Some(&b'\n') { 2 } else { 1 },
            _ => return None,
        }
        Some(())
    }

    fn spaces(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Reads a name of ASCII letters, digits, `_` and `-` that begins with a letter or `_`. Writes no node.
    fn word(&mut self) -> Option<(usize, usize)> {
        let start = self.at;
        if !matches!(self.peek()?, b'a'..=b'z' | b'A'..=b'Z' | b'_') {
            return None;
        }
        while matches!(self.peek(), Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-')) {
            self.at += 1;
        }
        // A letter of another script may follow.
        self.peek().is_none_or(|byte| byte.is_ascii()).then_some((start, self.at))
    }

    fn bytes(&mut self, expected: &[u8]) -> Option<()> {
        self.text.get(self.at..)?.starts_with(expected).then(|| self.at += expected.len())
    }

    /// A one-byte token.
    fn token(&mut self, byte: u8, kind: Kind) -> Option<()> {
        (self.peek()? == byte).then_some(())?;
        self.at += 1;
        self.leaf(kind, Role::None, (self.at - 1, self.at));
        Some(())
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn leaf(&mut self, kind: Kind, role: Role, (start, end): (usize, usize)) {
        self.nodes.push(Entry::leaf(kind, role, start, end));
    }

    /// Opens a node with children, and returns the handle to close it.
    fn open(&mut self, kind: Kind, role: Role, start: usize) -> usize {
        self.nodes.push(Entry::leaf(kind, role, start, start));
        self.nodes.len() - 1
    }

    /// Closes a node at the current position.
    fn close(&mut self, node: usize) {
        let size = self.nodes.len() - node;
        if let Some(entry) = self.nodes.get_mut(node) {
            entry.close(self.at, size);
        }
    }
}
