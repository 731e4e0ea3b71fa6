//! The files of an application together.

use std::sync::Arc;

use super::clients::Clients;
use super::evidence;
use super::words::CodeWords;
use crate::code::{Call, CodeFile, Receiver};

/// The code of an application: what its files say, and which names hold clients across them.
#[derive(Debug, Default)]
pub struct Application {
    files: Vec<Arc<CodeFile>>,
    clients: Arc<Clients>,
    /// Names that hold a client because the user says so.
    named: Vec<String>,
    /// The words of all files of the application, also of those that ask nothing, where a rule wants them.
    words: Option<CodeWords>,
}

impl Application {
    /// The application that consists of these files, in this order.
    pub fn new(files: Vec<Arc<CodeFile>>) -> Application {
        let clients = Arc::new(Clients::new(&files));
        Application { files, clients, named: Vec::new(), words: None }
    }

    /// The same application with other files, without words. Which modules export clients is looked for again only where it changed.
    pub fn with_files(&self, files: Vec<Arc<CodeFile>>) -> Application {
        let clients = match self.clients.is_of(&files) {
            true => self.clients.clone(),
            false => Arc::new(Clients::new(&files)),
        };
        Application { files, clients, named: self.named.clone(), words: None }
    }

    /// Whether the same names hold clients in both, so that a call is one of Prisma Client in both or in neither.
    pub fn has_same_clients(&self, other: &Application) -> bool {
        Arc::ptr_eq(&self.clients, &other.clients) && self.named == other.named
    }

    /// The same, where these names hold a client, such as `store` in `this.store.user`.
    pub fn with_clients(self, named: Vec<String>) -> Application {
        Application { named, ..self }
    }

    /// The same, with the words of all files of the application, also of those that ask nothing.
    pub fn with_words(self, words: Option<CodeWords>) -> Application {
        Application { words, ..self }
    }

    /// The words of all files, where they were read.
    pub fn words(&self) -> Option<&CodeWords> {
        self.words.as_ref()
    }

    /// Its files.
    pub fn files(&self) -> &[Arc<CodeFile>] {
        &self.files
    }

    /// Whether a call is one of Prisma Client, given that a schema has its model.
    pub fn is_client_call(&self, file: &CodeFile, call: &Call) -> bool {
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
