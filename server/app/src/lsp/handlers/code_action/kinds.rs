//! The kinds of code actions, and which of them a client asks for.

use tower_lsp::lsp_types::{CodeActionKind, CodeActionParams};

use ide::RefactoringKind;

/// The kind of the action that applies all safe fixes.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.prismaLens");
/// Blocks that go to other files. The protocol has named this kind later than the others.
const MOVE: CodeActionKind = CodeActionKind::new("refactor.move");
/// What `prisma format` adds beside white space.
const COMPLETE: CodeActionKind = CodeActionKind::new("source.fixAll.prisma");

/// The kinds of refactorings.
pub(super) const REFACTORINGS: [CodeActionKind; 4] =
    [CodeActionKind::REFACTOR_EXTRACT, CodeActionKind::REFACTOR_REWRITE, MOVE, COMPLETE];

/// All kinds.
pub(super) const ALL: [CodeActionKind; 6] = [
    CodeActionKind::QUICKFIX,
    FIX_ALL,
    CodeActionKind::REFACTOR_EXTRACT,
    CodeActionKind::REFACTOR_REWRITE,
    MOVE,
    COMPLETE,
];

/// The kind of a refactoring.
pub(super) fn of_refactoring(kind: RefactoringKind) -> CodeActionKind {
    match kind {
        RefactoringKind::Extract => CodeActionKind::REFACTOR_EXTRACT,
        RefactoringKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        RefactoringKind::Move => MOVE,
        RefactoringKind::Complete => COMPLETE,
    }
}

/// Whether the client asks for actions of this kind. Kinds are paths: `source` takes in `source.fixAll`.
pub(super) fn is_requested(params: &CodeActionParams, kind: &CodeActionKind) -> bool {
    let Some(only) = &params.context.only else { return true };
    only.iter().any(|wanted| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty())
    })
}
