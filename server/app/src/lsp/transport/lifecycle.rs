//! Where a session stands, and what that means for the next message.
//!
//! This is decided before tower-lsp sees a message, because it does not answer requests whose method starts with `$/`,
//! and it drops what a client sends right behind `initialize` without waiting for the answer.

use std::borrow::Cow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

use super::repair::{readable_change, readable_opening, repaired};

/// The state of a session, shared by the threads that read and write.
#[derive(Default)]
pub struct Lifecycle {
    phase: Mutex<Phase>,
    changed: Condvar,
}

/// A message for the server.
#[derive(Debug)]
pub enum Message {
    /// A request or a notification.
    Request(Request),
    /// The client's answer to a request of the server.
    Response(Response),
    /// The answer to a request that nothing else is to be done for.
    Answer(Response),
}

/// What to do with an incoming body.
#[derive(Debug)]
pub enum Incoming {
    /// Hand this to the server.
    Forward(Message),
    /// As `Forward`; then read nothing more until the server has answered, since the answer decides on what follows.
    ForwardAndWait(Message),
    /// Answer this, in its turn.
    Answer(Response),
    /// Nothing is to be done; the text says why.
    Drop(&'static str),
    /// The client wants the process to end.
    Exit,
}

#[derive(Debug, Default, PartialEq)]
enum Phase {
    #[default]
    Fresh,
    Initializing(Id),
    Running,
    ShuttingDown(Id),
    ShutDown,
}

impl Lifecycle {
    /// Decides on one incoming body.
    pub fn admit(&self, body: &[u8]) -> Incoming {
        // Nearly all messages are requests, and the longest of them, a document, should be read once and not more. A
        // list of the members' values would be taken for a request as well.
        if body.trim_ascii_start().starts_with(b"{")
            && let Ok(request) = serde_json::from_slice::<Request>(body)
            && !request.method().is_empty()
        {
            return self.admit_request(request);
        }
        let value = match serde_json::from_slice::<Value>(body) {
            Ok(value) => value,
            Err(cause) => {
                // Half of an emoji is no text, but an editor may send one; a lost change would be worse.
                if let Some(text) = repaired(body)
                    && let Ok(value) = serde_json::from_str::<Value>(&text)
                    && (value.get("method").is_some() && std::str::from_utf8(body).is_ok()
                        || carries_text(&value))
                {
                    return self.admit(text.as_bytes());
                }
                let message = format!("The message is not JSON: {cause}");
                return answer(Id::Null, error(ErrorCode::ParseError, message));
            }
        };
        let Value::Object(members) = &value else {
            return answer(Id::Null, error(ErrorCode::InvalidRequest, "The message is not a JSON object"));
        };
        if !members.contains_key("method") {
            return admit_response(value);
        }
        let id = members.get("id").and_then(|id| serde_json::from_value(id.clone()).ok());
        match serde_json::from_value::<Request>(value) {
            Ok(request) => self.admit_request(request),
            Err(cause) => {
                let message = format!("The message is not a JSON-RPC 2.0 request: {cause}");
                answer(id.unwrap_or_default(), error(ErrorCode::InvalidRequest, message))
            }
        }
    }

    /// Records an answer: those to `initialize` and `shutdown` change what is allowed.
    pub fn observe(&self, response: &Response) {
        let mut phase = self.lock();
        let (Phase::Initializing(awaited) | Phase::ShuttingDown(awaited)) = &*phase else { return };
        if response.id() != awaited {
            return;
        }
        *phase = match (&*phase, response.is_ok()) {
            (Phase::Initializing(_), false) => Phase::Fresh,
            (Phase::Initializing(_), true) | (_, false) => Phase::Running,
            (_, true) => Phase::ShutDown,
        };
        self.changed.notify_all();
    }

    /// Waits until no answer to `initialize` or `shutdown` is due any more, or the time is over.
    pub fn wait_until_settled(&self, at_most: Duration) {
        let due = |phase: &mut Phase| matches!(phase, Phase::Initializing(_) | Phase::ShuttingDown(_));
        drop(self.changed.wait_timeout_while(self.lock(), at_most, due));
    }

    /// The exit code of the process if it ends now: 0 after `shutdown`, else 1.
    pub fn exit_code(&self) -> i32 {
        match *self.lock() {
            Phase::ShutDown | Phase::ShuttingDown(_) => 0,
            Phase::Fresh | Phase::Initializing(_) | Phase::Running => 1,
        }
    }

    fn admit_request(&self, request: Request) -> Incoming {
        let mut phase = self.lock();
        let Some(id) = request.id().cloned() else {
            return match (request.method(), &*phase) {
                ("exit", _) => Incoming::Exit,
                ("textDocument/didChange", Phase::Running) => forward(readable_change(request)),
                ("textDocument/didOpen", Phase::Running) => forward(readable_opening(request)),
                (_, Phase::Running) => forward(request),
                (_, Phase::ShuttingDown(_) | Phase::ShutDown) => {
                    Incoming::Drop("a notification after shutdown")
                }
                _ => Incoming::Drop("a notification before initialize"),
            };
        };
        match (request.method(), &*phase) {
            ("initialize", Phase::Fresh) => {
                *phase = Phase::Initializing(id);
                forward_and_wait(relaxed(request))
            }
            ("initialize", _) => {
                answer(id, error(ErrorCode::InvalidRequest, "The session is already initialized"))
            }
            (_, Phase::Fresh | Phase::Initializing(_)) => {
                answer(id, error(ErrorCode::ServerError(-32002), "The first request must be `initialize`"))
            }
            (_, Phase::ShuttingDown(_) | Phase::ShutDown) => answer(
                id,
                error(ErrorCode::InvalidRequest, "The session was shut down; only `exit` is allowed"),
            ),
            ("shutdown", Phase::Running) => {
                *phase = Phase::ShuttingDown(id);
                forward_and_wait(without_params(request))
            }
            ("exit" | "initialized", Phase::Running) => {
                answer(id, error(ErrorCode::InvalidRequest, "A notification must not have an id"))
            }
            (method, Phase::Running) if method.starts_with("$/") => {
                let message = format!("There is no request {method}");
                answer(id, error(ErrorCode::MethodNotFound, message))
            }
            (_, Phase::Running) => forward(request),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Phase> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a message is one that brings the text of a document.
fn carries_text(message: &Value) -> bool {
    let method = message.get("method").and_then(Value::as_str);
    matches!(method, Some("textDocument/didOpen" | "textDocument/didChange"))
}

fn admit_response(value: Value) -> Incoming {
    let is_answer = value.get("result").is_some() || value.get("error").is_some();
    let id = value.get("id").and_then(|id| serde_json::from_value(id.clone()).ok());
    match serde_json::from_value::<Response>(value) {
        Ok(response) => Incoming::Forward(Message::Response(response)),
        Err(_) => match (is_answer, id) {
            // The task that waits for it must hear something.
            (true, Some(id)) => {
                let cause = error(ErrorCode::InvalidRequest, "The client's answer has not the form of one");
                Incoming::Forward(Message::Response(Response::from_error(id, cause)))
            }
            (true, None) => Incoming::Drop("an answer without a usable id"),
            (false, id) => {
                let cause = error(ErrorCode::InvalidRequest, "The message has neither a method nor a result");
                answer(id.unwrap_or_default(), cause)
            }
        },
    }
}

/// Removes from the parameters of `initialize` what would make the whole session fail and is of no importance:
/// newer values of `trace`, a process id that is no positive number, roots that are no URIs. `workspace.diagnostics`,
/// as the protocol calls it, is given the name under which `lsp-types` looks for it.
fn relaxed(request: Request) -> Request {
    let (_, id, params) = request.into_parts();
    let mut params = params.unwrap_or_default();
    if let Value::Object(members) = &mut params {
        members.remove("trace");
        members.retain(|name, value| match name.as_str() {
            "processId" => value.as_u64().is_some_and(|pid| u32::try_from(pid).is_ok()),
            "rootUri" => is_uri(value),
            "rootPath" => value.is_string(),
            "workDoneToken" => value.is_string() || value.is_i64(),
            _ => true,
        });
        let capabilities = members.entry("capabilities").or_insert_with(|| Value::Object(Default::default()));
        if let Some(Value::Object(workspace)) = capabilities.get_mut("workspace")
            && let Some(diagnostics) = workspace.get("diagnostics").cloned()
        {
            workspace.insert("diagnostic".to_owned(), diagnostics);
        }
        if let Some(Value::Array(folders)) = members.get_mut("workspaceFolders") {
            folders.retain(|folder| folder.get("uri").is_some_and(is_uri));
        }
    }
    build("initialize", id, Some(params))
}

/// `shutdown` has no parameters, and some clients send an empty object all the same, which would be refused.
fn without_params(request: Request) -> Request {
    let (_, id, _) = request.into_parts();
    build("shutdown", id, None)
}

fn build(method: &'static str, id: Option<Id>, params: Option<Value>) -> Request {
    let request = Request::build(method).id(id.unwrap_or_default());
    match params {
        Some(params) => request.params(params).finish(),
        None => request.finish(),
    }
}

fn is_uri(value: &Value) -> bool {
    value.as_str().is_some_and(|text| lsp_types::Url::parse(text).is_ok())
}

fn forward(request: Request) -> Incoming {
    Incoming::Forward(Message::Request(request))
}

fn forward_and_wait(request: Request) -> Incoming {
    Incoming::ForwardAndWait(Message::Request(request))
}

fn answer(id: Id, cause: Error) -> Incoming {
    Incoming::Answer(Response::from_error(id, cause))
}

fn error(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Error {
    Error { code, message: message.into(), data: None }
}
