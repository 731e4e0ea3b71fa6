//! Blocks: their heads, the lines in them, and the comments and blank lines between them.

use base::cancel;

use crate::format::next::line::{Columns, Layout, Line};
use crate::format::next::printer::{Gap, Printer};
use crate::next::{Attribute, Body, Declaration, Document, Entry, Field, Lexeme, NamedType, TokenKind};

impl Printer<'_> {
    /// Lays out the whole text.
    pub(super) fn document(&mut self, document: &Document) {
        self.declarations(&document.declarations, 0);
    }

    /// Lays out declarations, separated by blank lines, and the comments behind the last.
    fn declarations(&mut self, declarations: &[Declaration], level: u32) {
        for (at, declaration) in declarations.iter().enumerate() {
            cancel::check();
            let gap = self.comments(Gap::line(at > 0), level);
            self.declaration(declaration, gap, level);
        }
        self.comments_at_end(declarations.is_empty(), level);
    }

    fn declaration(&mut self, declaration: &Declaration, gap: Gap, level: u32) {
        match declaration {
            Declaration::Model(fields) | Declaration::CompositeType(fields) => {
                self.head(&fields.body, gap, level);
                self.fields(&fields.fields, &fields.attributes, level + 1);
            }
            Declaration::Block(block) => {
                self.head(&block.body, gap, level);
                if block.fields.is_empty() {
                    let entries = block.entries.iter().map(Line::from);
                    let attributes = block.attributes.iter().map(Line::from);
                    self.lines(entries.chain(attributes).collect(), Layout::Plain, level + 1);
                } else {
                    self.fields(&block.fields, &block.attributes, level + 1);
                }
            }
            Declaration::Namespace(namespace) => {
                self.head(&namespace.body, gap, level);
                self.declarations(&namespace.declarations, level + 1);
            }
            Declaration::Types(types) => {
                self.head(&types.body, gap, level);
                self.lines(types.types.iter().map(Line::from).collect(), Layout::Attributes, level + 1);
            }
        }
        self.emit(Gap::Line, level);
        self.line_comment(level);
    }

    /// Lays out a head up to its brace. The comments in it go behind the brace, the first on the same line.
    fn head(&mut self, body: &Body, gap: Gap, level: u32) {
        let mut comments: Vec<Lexeme> = Vec::new();
        let mut gap = gap;
        loop {
            let lexeme = self.peek();
            if lexeme.is_comment() {
                comments.push(lexeme);
                self.next += 1;
                continue;
            }
            self.emit(gap, level);
            if lexeme.kind == TokenKind::LeftBrace || lexeme.span.start >= body.span.end {
                break;
            }
            gap = Gap::Spaces(1);
        }
        if self.peek().is_comment() && self.peek().breaks == 0 {
            comments.push(self.peek());
            self.next += 1;
        }
        for (at, comment) in comments.into_iter().enumerate() {
            let gap = if at == 0 { Gap::Spaces(1) } else { Gap::Line };
            self.add(comment, gap, level + 1);
        }
    }

    fn fields(&mut self, fields: &[Field], attributes: &[Attribute], level: u32) {
        let lines = fields.iter().map(Line::from).chain(attributes.iter().map(Line::from));
        let layout = self.columns(fields).map_or(Layout::Attributes, Layout::Columns);
        self.lines(lines.collect(), layout, level);
    }

    /// The widths of the names and types of fields. `None` if comments break the lines of all.
    fn columns(&self, fields: &[Field]) -> Option<Columns> {
        let mut from = self.next;
        let widths = fields.iter().filter_map(|field| self.widths(&Line::from(field), &mut from));
        widths.reduce(|a, b| Columns { name: a.name.max(b.name), ty: a.ty.max(b.ty) })
    }

    /// Lays out the lines of a block, and the comments behind the last.
    fn lines(&mut self, mut lines: Vec<Line>, layout: Layout, level: u32) {
        lines.sort_by_key(|line| line.span.start);
        let mut is_behind_attribute = true;
        for (at, line) in lines.iter().enumerate() {
            // The attributes of a block follow a blank line.
            let is_forced = line.is_block_attribute && !is_behind_attribute;
            let is_behind_blank = at > 0 && (is_forced || self.peek().breaks > 1);
            let gap = self.comments(Gap::line(is_behind_blank), level);
            self.line(line, layout, gap, level);
            is_behind_attribute = line.is_block_attribute;
        }
        self.comments_at_end(lines.is_empty(), level);
    }

    /// Lays out the comments before something, the first of them with this white space before it. Returns the white space
    /// for what follows: a comment directly above it.
    fn comments(&mut self, gap: Gap, level: u32) -> Gap {
        let mut gap = gap;
        while self.peek().is_comment() {
            self.emit(gap, level);
            gap = if self.peek().is_comment() { Gap::line(self.peek().breaks > 1) } else { Gap::Line };
        }
        gap
    }

    /// Lays out the comments before the end of a block or of the text.
    fn comments_at_end(&mut self, is_first: bool, level: u32) {
        let is_behind_blank = !is_first && self.peek().breaks > 1;
        self.comments(Gap::line(is_behind_blank), level);
    }
}

impl From<&Field> for Line {
    fn from(field: &Field) -> Line {
        let ty = field.ty.iter().map(|ty| ty.span.start);
        let attributes = field.attributes.iter().map(|attribute| attribute.span.start);
        Line { span: field.span, cells: ty.chain(attributes).collect(), is_block_attribute: false }
    }
}

impl From<&NamedType> for Line {
    fn from(named: &NamedType) -> Line {
        let cells = named.attributes.iter().map(|attribute| attribute.span.start).collect();
        Line { span: named.span, cells, is_block_attribute: false }
    }
}

impl From<&Entry> for Line {
    fn from(entry: &Entry) -> Line {
        Line { span: entry.span, cells: Vec::new(), is_block_attribute: false }
    }
}

impl From<&Attribute> for Line {
    fn from(attribute: &Attribute) -> Line {
        Line { span: attribute.span, cells: Vec::new(), is_block_attribute: true }
    }
}
