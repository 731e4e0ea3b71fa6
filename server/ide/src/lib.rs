//! Editor features, one file each.
//!
//! The input is an immutable [`Analysis`] and an offset, the output is plain data with spans. This crate does not know
//! the protocol.

mod analysis;
mod analysis_host;
mod code_references;
mod comment_hover;
mod completion;
mod convert;
mod definition;
mod diagnostics;
mod diagram;
mod dialects;
mod document_links;
mod find_symbols;
mod fix_all;
mod folding;
mod formatted_edits;
mod fuzzy;
mod generated_files;
mod hierarchy;
mod hints;
mod hover;
mod lenses;
mod linked_editing;
mod migration_findings;
mod migration_hover;
mod move_addresses;
mod next;
mod next_migration;
mod open_comments;
mod outline;
mod query_findings;
mod refactor;
mod references;
mod registry;
mod rename;
mod repeated_declarations;
mod selection;
mod semantic;
mod settings;
mod signature_help;
mod usual_names;

pub use analysis::{Analysis, AnalysisFile, FileNote};
pub use analysis_host::{AnalysisHost, KeptFindings};
pub use code_references::{CodeReference, code_references, references_of_field, references_of_model};
pub use comment_hover::comment_hover;
pub use completion::{Completion, CompletionKind, Completions, Insert, Rank};
pub use convert::{Conversion, Loss, Note, NoteKind, convert, convert_accepting};
pub use definition::Target;
pub use diagnostics::{Diagnosis, diagnostics, diagnostics_with_titles};
pub use diagram::{Columns, DiagramFormat, DiagramOptions, Focus, Graph, Theme, UnknownModel, diagram};
pub use dialects::{
    completions, definition, highlights, hover, prepare_rename, references, rename, semantic_tokens,
    signature_help,
};
pub use document_links::{Link, LinkTarget, document_links};
pub use find_symbols::{FoundSymbol, SymbolQuery, best_symbols, find_symbols};
pub use fix_all::{Fixed, fix_all, fix_each};
pub use folding::{Fold, FoldKind, folding, limit_folds};
pub use formatted_edits::{format_fixes, formatted_edits};
pub use fuzzy::Pattern;
pub use hierarchy::{HierarchyEdge, HierarchyItem, hierarchy_item_at, incoming, outgoing};
pub use hints::{Hint, HintKind, HintKinds, hints};
pub use hover::{Hover, Topic, documentation};
pub use lenses::{Lens, LensKind, findings_title, lens_places, lenses};
pub use linked_editing::linked_editing;
pub use migration_findings::{MIGRATION_RULES, history_findings, migration_findings};
pub use migration_hover::migration_hover;
pub use next_migration::{NewMigrations, ProjectHistory};
pub use outline::{Symbol, SymbolKind, outline, outline_in_parts};
pub(crate) use query_findings::query_findings_after;
pub use query_findings::{QueryFindings, query_findings};
pub use refactor::{
    Change, FileUse, RELATION_LACKS, Refactoring, RefactoringKind, Unavailable, refactorings,
    unavailable_refactorings,
};
pub use references::{Occurrence, Role};
pub use registry::registry;
pub use rename::{Refusal, Renamable};
pub use selection::selection;
pub use semantic::{SemanticKind, SemanticToken, Traits};
pub use settings::{
    remove_setting, settings_completions, settings_documentation, settings_hover, settings_links,
};
pub use signature_help::{Signature, SignatureParam};
