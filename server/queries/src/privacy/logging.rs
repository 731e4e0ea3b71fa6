//! Whether accesses to personal data leave a trace.

use std::path::Path;
use std::sync::Arc;

use base::ItemId;
use base::text::Span;
use checks::rules::words;
use model::schema::Schema;
use model::schema::item::ModelRef;
use smol_str::SmolStr;

use super::access::{Access, Effect, Site};
use super::data_map::PersonalModel;
use super::erasure::is_audit_trail;
use crate::link::ProjectCode;

/// Words in names of functions and files that hand data out in bulk.
const EXPORT_WORDS: &[&str] = &["export", "exports", "download", "downloads", "csv", "takeout", "dump"];

/// Whether accesses leave a trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessLogging {
    /// The models whose rows record what somebody did.
    pub audit_models: Vec<AuditModel>,
    /// The extensions of clients that see queries.
    pub extensions: Vec<QueryExtension>,
    /// The functions that hand out personal data in bulk, by their names.
    pub exports: Vec<Export>,
    /// How many functions of the application return personal data.
    pub reading_functions: usize,
    /// How many of them write to an audit model as well.
    pub logged_functions: usize,
}

/// A model whose rows record what somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditModel {
    /// The model.
    pub model: ItemId,
    /// The calls that add rows.
    pub writers: Vec<Site>,
    /// Whether calls change or delete its rows.
    pub changed_by: Vec<Site>,
}

/// `$extends` with `query`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryExtension {
    /// The file.
    pub file: Arc<Path>,
    /// The call, in bytes of the file.
    pub span: Span,
    /// The models as the client calls them, or `$allModels`.
    pub models: Vec<SmolStr>,
}

/// A function that hands out personal data in bulk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its first call that returns personal data.
    pub site: Site,
    /// The models whose data it reads.
    pub models: Vec<ItemId>,
    /// Whether it writes to an audit model.
    pub is_logged: bool,
}

/// Whether accesses to these models leave a trace.
pub(super) fn logging(
    schema: &Schema,
    code: &ProjectCode,
    personal: &[PersonalModel],
    accesses: &[Access],
) -> AccessLogging {
    let models = schema.models().map(|(id, item, model)| ModelRef { id, item, model });
    let audit_models: Vec<AuditModel> = models
        .filter(|owner| is_audit_trail(schema, *owner))
        .map(|owner| {
            let own = |effect| {
                accesses.iter().filter(move |it: &&Access| it.model == owner.id && it.effect == effect)
            };
            let adds = |it: &&Access| it.operation.name().starts_with("create") || !it.path.is_empty();
            let writers = own(Effect::Write).filter(adds).map(|it| it.site.clone());
            let changes = own(Effect::Write).filter(|it| !adds(it)).chain(own(Effect::Delete));
            AuditModel {
                model: owner.id,
                writers: writers.collect(),
                changed_by: changes.map(|it| it.site.clone()).collect(),
            }
        })
        .collect();
    let mut logging = AccessLogging { audit_models, ..AccessLogging::default() };
    for file in code.files() {
        let seeing = file.extensions.iter().filter(|it| !it.query_models.is_empty() || it.is_partial);
        logging.extensions.extend(seeing.map(|extension| QueryExtension {
            file: file.path.clone(),
            span: extension.span,
            models: extension.query_models.clone(),
        }));
    }
    functions(personal, accesses, &mut logging);
    logging
}

/// Looks at the functions that return personal data.
fn functions(personal: &[PersonalModel], accesses: &[Access], logging: &mut AccessLogging) {
    let is_personal = |model: ItemId| personal.iter().any(|it| it.model == model);
    let key = |access: &Access| (access.site.file.clone(), access.site.function.clone());
    let mut live: Vec<&Access> = accesses.iter().filter(|access| access.is_live()).collect();
    live.sort_by_key(|access| key(access));
    for function in live.chunk_by(|a, b| key(a) == key(b)) {
        let reads = function.iter().filter(|it| it.effect == Effect::Read && is_personal(it.model));
        let mut reads: Vec<&&Access> = reads.collect();
        reads.sort_by(|a, b| a.site.cmp(&b.site));
        let Some(first) = reads.first() else { continue };
        let is_audit = |model: ItemId| logging.audit_models.iter().any(|it| it.model == model);
        let is_logged = function.iter().any(|it| it.effect == Effect::Write && is_audit(it.model));
        logging.reading_functions += 1;
        logging.logged_functions += usize::from(is_logged);
        if hands_out(&first.site) {
            let mut models: Vec<ItemId> = reads.iter().map(|it| it.model).collect();
            models.sort_unstable();
            models.dedup();
            logging.exports.push(Export { site: first.site.clone(), models, is_logged });
        }
    }
}

/// Whether the name of the function, or of the file or its folder, speaks of an export.
fn hands_out(site: &Site) -> bool {
    let path = site.file.components().rev().take(2).filter_map(|part| part.as_os_str().to_str());
    path.chain(site.function.as_deref()).any(|name| words(name).contain_any(EXPORT_WORDS))
}
