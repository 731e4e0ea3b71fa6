//! The code of an application that belongs to one schema.

use std::sync::Arc;

use base::ItemId;
use base::text::uncapitalized;
use model::schema::Schema;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::application::Application;
use crate::code::{Call, CodeFile};

/// The code that asks one schema: which calls are about its models, and which files use its client. It does not depend on the text
/// of the schema, so it stays valid while that is edited.
#[derive(Debug, Default)]
pub struct ProjectCode {
    application: Arc<Application>,
    by_delegate: FxHashMap<SmolStr, Vec<CallId>>,
    /// The files that use the client, as indexes, in order.
    files: Vec<u32>,
}

/// A call in an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallId {
    /// The index in [`Application::files`].
    pub file: u32,
    /// The index in [`CodeFile::calls`].
    pub call: u32,
}

/// A call of Prisma Client, and the model that it is about.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// The file.
    pub file: &'a Arc<CodeFile>,
    /// The call.
    pub call: &'a Call,
    /// The model in the schema.
    pub model: ItemId,
}

/// The models of a schema by the names that the client gives them.
#[derive(Clone, Debug, Default)]
pub struct Delegates {
    by_name: FxHashMap<String, ItemId>,
}

impl Delegates {
    /// Those of a schema. Where two models differ in the case of the first letter only, the first counts.
    pub fn of(schema: &Schema) -> Delegates {
        let mut by_name = FxHashMap::default();
        for (id, item, _) in schema.models() {
            by_name.entry(uncapitalized(item.name())).or_insert(id);
        }
        Delegates { by_name }
    }

    /// The model that the client calls so.
    pub fn get(&self, name: &str) -> Option<ItemId> {
        self.by_name.get(name).copied()
    }
}

impl ProjectCode {
    /// The code of an application by schema. `owner` names the schema, below `schemas`, whose client a file uses: for a model as the
    /// client calls it, or for the file as a whole.
    pub fn assign(
        application: &Arc<Application>,
        schemas: usize,
        mut owner: impl FnMut(&CodeFile, Option<&str>) -> Option<usize>,
    ) -> Vec<ProjectCode> {
        let new = || ProjectCode { application: application.clone(), ..ProjectCode::default() };
        let mut all: Vec<ProjectCode> = (0..schemas).map(|_| new()).collect();
        for (at, file) in (0..).zip(application.files()) {
            let mut owners = FxHashSet::default();
            let mut known: FxHashMap<&str, Option<usize>> = FxHashMap::default();
            for (number, call) in (0..).zip(&file.calls) {
                let delegate = call.delegate.text.as_str();
                let of_delegate = *known.entry(delegate).or_insert_with(|| owner(file, Some(delegate)));
                let Some((schema, code)) =
                    of_delegate.and_then(|schema| Some((schema, all.get_mut(schema)?)))
                else {
                    continue;
                };
                if application.is_client_call(file, call) {
                    code.by_delegate
                        .entry(call.delegate.text.clone())
                        .or_default()
                        .push(CallId { file: at, call: number });
                    owners.insert(schema);
                }
            }
            if owners.is_empty() {
                owners.extend(owner(file, None));
            }
            for schema in owners {
                if let Some(code) = all.get_mut(schema) {
                    code.files.push(at);
                }
            }
        }
        all
    }

    /// Whether no code uses the client of the schema.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The application.
    pub fn application(&self) -> &Arc<Application> {
        &self.application
    }

    /// The files that use the client.
    pub fn files(&self) -> impl Iterator<Item = &Arc<CodeFile>> {
        self.files.iter().filter_map(|at| self.application.files().get(*at as usize))
    }

    /// The calls about the model of this name, in the order of files and text.
    pub fn of_model(&self, name: &str) -> impl Iterator<Item = (&Arc<CodeFile>, &Call)> {
        let ids = self.by_delegate.get(uncapitalized(name).as_str()).into_iter().flatten();
        ids.filter_map(|id| self.call(*id))
    }

    /// The calls about models of a schema, in the order of files and text.
    pub fn queries(&self, schema: &Schema) -> Vec<Query<'_>> {
        let mut ids: Vec<(CallId, ItemId)> = Vec::new();
        for (name, model) in Delegates::of(schema).by_name {
            let calls = self.by_delegate.get(name.as_str()).into_iter().flatten();
            ids.extend(calls.map(|id| (*id, model)));
        }
        ids.sort_unstable_by_key(|(id, _)| *id);
        let query = |(id, model)| self.call(id).map(|(file, call)| Query { file, call, model });
        ids.into_iter().filter_map(query).collect()
    }

    fn call(&self, id: CallId) -> Option<(&Arc<CodeFile>, &Call)> {
        let file = self.application.files().get(id.file as usize)?;
        Some((file, file.calls.get(id.call as usize)?))
    }
}

/// The calls of one file, of those of [`ProjectCode::queries`].
pub fn queries_of_file<'q, 'a>(queries: &'q [Query<'a>], file: &CodeFile) -> &'q [Query<'a>] {
    let start = queries.partition_point(|query| query.file.path < file.path);
    let end = queries.partition_point(|query| query.file.path <= file.path);
    queries.get(start..end).unwrap_or_default()
}
