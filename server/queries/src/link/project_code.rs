//! The code of an application that belongs to one schema.

use std::borrow::Borrow;
use std::sync::Arc;

use base::ItemId;
use base::text::uncapitalized;
use model::schema::Schema;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::application::Application;
use crate::code::{Call, CodeFile};

/// The code that asks one schema: which calls are about its models, and which files use its client. It does not depend on the text
/// of the schema, so it stays valid while that is edited.
#[derive(Debug, Default)]
pub struct ProjectCode {
    application: Arc<Application>,
    by_delegate: FxHashMap<SmolStr, Vec<CallId>>,
    /// The files that use the client, as indexes, in order, with their calls, as indexes.
    files: Vec<(u32, Arc<[u32]>)>,
}

/// Which schemas a file of code asks, and by which calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileOwners {
    /// A schema, by its index, with the indexes in [`CodeFile::calls`]. There are none where a file uses the client otherwise.
    by_schema: Vec<(usize, Arc<[u32]>)>,
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

/// A file that uses the client of a schema, with its calls.
#[derive(Clone, Debug)]
pub struct FileQueries<'a> {
    /// The file.
    pub file: &'a Arc<CodeFile>,
    /// The index in [`Application::files`].
    pub index: u32,
    /// The calls that are about models of the schema, in the order of the text.
    pub queries: Vec<Query<'a>>,
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

impl FileOwners {
    /// Those of a file. `owner` names the schema whose client the file uses: for a model as the client calls it, or for the file as a
    /// whole.
    pub fn of(
        application: &Application,
        file: &CodeFile,
        mut owner: impl FnMut(Option<&str>) -> Option<usize>,
    ) -> FileOwners {
        let mut by_schema: Vec<(usize, Vec<u32>)> = Vec::new();
        let mut known: FxHashMap<&str, Option<usize>> = FxHashMap::default();
        for (number, call) in (0..).zip(&file.calls) {
            let delegate = call.delegate.text.as_str();
            let schema = *known.entry(delegate).or_insert_with(|| owner(Some(delegate)));
            let Some(schema) = schema.filter(|_| application.is_client_call(file, call)) else { continue };
            match by_schema.iter_mut().find(|(other, _)| *other == schema) {
                Some((_, calls)) => calls.push(number),
                None => by_schema.push((schema, vec![number])),
            }
        }
        if by_schema.is_empty() {
            by_schema.extend(owner(None).map(|schema| (schema, Vec::new())));
        }
        FileOwners {
            by_schema: by_schema.into_iter().map(|(schema, calls)| (schema, calls.into())).collect(),
        }
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
        let owners = application.files().iter();
        let owners = owners.map(|file| FileOwners::of(application, file, |delegate| owner(file, delegate)));
        ProjectCode::new(application, schemas, owners)
    }

    /// The code of an application by schema, where it is known which of the `schemas` each of its files asks, in their order.
    pub fn new(
        application: &Arc<Application>,
        schemas: usize,
        owners: impl IntoIterator<Item = impl Borrow<FileOwners>>,
    ) -> Vec<ProjectCode> {
        let new = || ProjectCode { application: application.clone(), ..ProjectCode::default() };
        let mut all: Vec<ProjectCode> = (0..schemas).map(|_| new()).collect();
        for (at, (file, owners)) in (0..).zip(application.files().iter().zip(owners)) {
            for (schema, calls) in &owners.borrow().by_schema {
                let Some(code) = all.get_mut(*schema) else { continue };
                code.files.push((at, calls.clone()));
                for number in calls.iter() {
                    let Some(call) = file.calls.get(*number as usize) else { continue };
                    let id = CallId { file: at, call: *number };
                    match code.by_delegate.get_mut(&call.delegate.text) {
                        Some(ids) => ids.push(id),
                        None => {
                            code.by_delegate.insert(call.delegate.text.clone(), vec![id]);
                        }
                    }
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
        self.files.iter().filter_map(|(at, _)| self.application.files().get(*at as usize))
    }

    /// The files that use the client, each with its index in [`Application::files`] and its calls about models of a schema, in the
    /// order of files and text.
    pub fn queries_by_file(&self, schema: &Schema) -> impl Iterator<Item = FileQueries<'_>> {
        let delegates = Delegates::of(schema);
        self.files.iter().filter_map(move |(at, calls)| {
            let file = self.application.files().get(*at as usize)?;
            let query = |number: &u32| {
                let call = file.calls.get(*number as usize)?;
                Some(Query { file, call, model: delegates.get(&call.delegate.text)? })
            };
            Some(FileQueries { file, index: *at, queries: calls.iter().filter_map(query).collect() })
        })
    }

    /// The calls about the model of this name, in the order of files and text.
    pub fn of_model(&self, name: &str) -> impl Iterator<Item = (&Arc<CodeFile>, &Call)> {
        let ids = self.by_delegate.get(uncapitalized(name).as_str()).into_iter().flatten();
        ids.filter_map(|id| self.call(*id))
    }

    /// The calls about models of a schema, in the order of files and text.
    pub fn queries(&self, schema: &Schema) -> Vec<Query<'_>> {
        self.queries_by_file(schema).flat_map(|it| it.queries).collect()
    }

    fn call(&self, id: CallId) -> Option<(&Arc<CodeFile>, &Call)> {
        let file = self.application.files().get(id.file as usize)?;
        Some((file, file.calls.get(id.call as usize)?))
    }
}
