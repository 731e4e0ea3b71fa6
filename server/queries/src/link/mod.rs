//! Which model of a schema a call is about, and whether what it is called on is a client at all.

mod clients;
mod evidence;

use std::path::Path;
use std::sync::Arc;

use base::ItemId;
use base::text::uncapitalized;
use model::schema::Schema;
use rustc_hash::FxHashMap;

use crate::code::{Call, CodeFile, Receiver};
use clients::Clients;

/// The code of an application: what its files say, and which names hold clients across them.
#[derive(Debug, Default)]
pub struct Application {
    files: Vec<Arc<CodeFile>>,
    clients: Clients,
    /// Names that hold a client because the user says so.
    named: Vec<String>,
}

/// The models of a schema by the names that the client gives them.
#[derive(Debug, Default)]
pub struct Delegates {
    by_name: FxHashMap<String, ItemId>,
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

impl Application {
    /// The application that consists of these files.
    pub fn new(files: Vec<Arc<CodeFile>>) -> Application {
        let clients = Clients::new(&files);
        Application { files, clients, named: Vec::new() }
    }

    /// The same, where these names hold a client, such as `store` in `this.store.user`.
    pub fn with_clients(self, named: Vec<String>) -> Application {
        Application { named, ..self }
    }

    /// Its files.
    pub fn files(&self) -> &[Arc<CodeFile>] {
        &self.files
    }

    /// The calls about the models of a schema, in the order of files and text. `owns` says whether a file asks this schema for a
    /// model, where an application has several with a model of that name.
    pub fn queries<'a>(
        &'a self,
        delegates: &Delegates,
        mut owns: impl FnMut(&Path, &str) -> bool,
    ) -> Vec<Query<'a>> {
        let mut queries = Vec::new();
        for file in &self.files {
            for call in &file.calls {
                let Some(model) = delegates.get(&call.delegate.text) else { continue };
                if self.is_client_call(file, call) && owns(&file.path, &call.delegate.text) {
                    queries.push(Query { file, call, model });
                }
            }
        }
        queries
    }

    /// Whether a call on something with the name of a model is a call of Prisma Client.
    fn is_client_call(&self, file: &CodeFile, call: &Call) -> bool {
        let is_named = |text: &str| {
            let last = text.rsplit('.').next().unwrap_or(text);
            self.named.iter().any(|name| name == last)
        };
        match &call.receiver {
            Receiver::Client { .. } => true,
            Receiver::Unknown(text) if is_named(text) => true,
            Receiver::Imported { name, members, .. } if is_named(members) || is_named(name) => true,
            Receiver::Imported { module, name, members } => {
                let is_known = members.is_empty() && self.clients.exports(&file.path, module, name);
                let text = if members.is_empty() { name } else { members };
                is_known || evidence::speaks_for_client(text, Some(module), call.operation)
            }
            Receiver::Unknown(text) => evidence::speaks_for_client(text, None, call.operation),
        }
    }
}
