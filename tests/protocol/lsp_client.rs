//! An editor, as far as the server can tell: spawns the real binary and speaks the protocol with it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails like this"
)]

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long to wait for anything that must come, on a machine that has other things to do as well.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// One running server. It is killed when this is dropped.
pub struct LspClient {
    child: Child,
    input: Arc<Mutex<Option<ChildStdin>>>,
    output: Option<ChildStdout>,
    inbox: Arc<Inbox>,
    next_id: i64,
}

/// What the client answers when the server asks.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The settings by section; a section without an entry is answered with `null`.
    pub settings: Value,
    /// Whether registrations are refused.
    pub refuse_registrations: bool,
}

#[derive(Default)]
struct Inbox {
    content: Mutex<Content>,
    arrived: Condvar,
}

#[derive(Default)]
struct Content {
    replies: HashMap<String, Value>,
    notifications: VecDeque<Value>,
    asked: VecDeque<Value>,
    closed: bool,
}

impl LspClient {
    /// Starts `prisma-lens lsp` and reads what it says; no message is sent yet.
    pub fn spawn() -> LspClient {
        LspClient::spawn_with(&[], Answers { settings: json!({}), ..Answers::default() })
    }

    /// As `spawn`, with further arguments and other answers.
    pub fn spawn_with(arguments: &[&str], answers: Answers) -> LspClient {
        let mut client = LspClient::spawn_deaf(arguments);
        client.start_reading(answers);
        client
    }

    /// As `spawn`, but nothing is read before `start_reading`.
    pub fn spawn_deaf(arguments: &[&str]) -> LspClient {
        // A long run may be held against a program that is already built.
        let program = std::env::var_os("PRISMA_LENS_PROGRAM");
        let mut child = Command::new(program.unwrap_or_else(|| env!("CARGO_BIN_EXE_prisma-lens").into()))
            .arg("lsp")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let input = Arc::new(Mutex::new(child.stdin.take()));
        let output = child.stdout.take();
        LspClient { child, input, output, inbox: Arc::default(), next_id: 0 }
    }

    /// Begins to read, and to answer what the server asks.
    pub fn start_reading(&mut self, answers: Answers) {
        let output = self.output.take().expect("reading begins once");
        let (inbox, input) = (self.inbox.clone(), self.input.clone());
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read_message(&mut output) {
                if message.get("method").is_some() && message.get("id").is_some() {
                    let reply = answers.reply(&message);
                    inbox.change(|content| content.asked.push_back(message));
                    write(&input, &framed(&reply));
                } else if message.get("method").is_some() {
                    inbox.change(|content| content.notifications.push_back(message));
                } else {
                    inbox.change(|content| {
                        content.replies.insert(message["id"].to_string(), message);
                    });
                }
            }
            inbox.change(|content| content.closed = true);
        });
    }

    /// Sends `initialize` (with `extra` members in the parameters) and `initialized`; gives the result of the former.
    pub fn initialize(&mut self, extra: Value) -> Value {
        let mut params = json!({ "processId": std::process::id(), "rootUri": null, "capabilities": {} });
        for (name, value) in extra.as_object().cloned().unwrap_or_default() {
            params[name] = value;
        }
        let reply = self.request("initialize", params);
        assert!(reply.get("result").is_some(), "initialize failed: {reply}");
        self.notify("initialized", json!({}));
        reply["result"].clone()
    }

    /// Sends a request and waits for the whole reply.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.post(method, params);
        self.reply(&json!(id))
    }

    /// Sends a request and gives its id.
    pub fn post(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Waits for the reply to the request `id`.
    pub fn reply(&mut self, id: &Value) -> Value {
        self.await_that(&format!("a reply to {id}"), |content| content.replies.remove(&id.to_string()))
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Waits for the next notification `method` and gives its parameters. Others before it stay.
    pub fn notification(&mut self, method: &str) -> Value {
        self.notification_that(method, |_| true)
    }

    /// Waits for a notification `method` whose parameters are `wanted`. Others stay.
    pub fn notification_that(&mut self, method: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        self.await_that(&format!("a notification {method}"), |content| {
            let is_it = |message: &Value| message["method"] == method && wanted(&message["params"]);
            let at = content.notifications.iter().position(is_it)?;
            Some(content.notifications.remove(at)?["params"].take())
        })
    }

    /// The notifications `method` that have come so far, without waiting.
    pub fn taken(&self, method: &str) -> Vec<Value> {
        let mut content = self.inbox.content.lock().unwrap();
        let (taken, rest) = std::mem::take(&mut content.notifications)
            .into_iter()
            .partition(|message| message["method"] == method);
        content.notifications = rest;
        let taken: VecDeque<Value> = taken;
        taken.into_iter().map(|mut message| message["params"].take()).collect()
    }

    /// Waits until the server has asked for `method`, and gives the parameters of that request.
    pub fn asked(&mut self, method: &str) -> Value {
        self.await_that(&format!("a request {method}"), |content| {
            let at = content.asked.iter().position(|message| message["method"] == method)?;
            Some(content.asked.remove(at)?["params"].take())
        })
    }

    /// What the server has sent and asked so far and nobody has waited for, in no order.
    pub fn leftovers(&self) -> Vec<Value> {
        let content = self.inbox.content.lock().unwrap();
        content.notifications.iter().chain(&content.asked).chain(content.replies.values()).cloned().collect()
    }

    /// The number of the server's process.
    #[cfg(target_os = "linux")]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Sends one message with its frame.
    pub fn send(&mut self, message: &Value) {
        self.send_raw(&framed(message));
    }

    /// Sends bytes as they are.
    pub fn send_raw(&mut self, bytes: &[u8]) {
        write(&self.input, bytes);
    }

    /// Ends the server's input.
    pub fn close_input(&mut self) {
        self.input.lock().unwrap().take();
    }

    /// Sends `shutdown` and `exit`, and gives the exit code.
    pub fn leave(&mut self) -> Option<i32> {
        assert_eq!(self.request("shutdown", Value::Null)["result"], Value::Null);
        self.notify("exit", Value::Null);
        self.exit_code()
    }

    /// Waits for the process to end.
    pub fn exit_code(&mut self) -> Option<i32> {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < until, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn await_that<T>(&self, what: &str, mut take: impl FnMut(&mut Content) -> Option<T>) -> T {
        let until = Instant::now() + PATIENCE;
        let mut content = self.inbox.content.lock().unwrap();
        loop {
            if let Some(found) = take(&mut content) {
                return found;
            }
            assert!(!content.closed, "the server's output ended before {what}");
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "no {what} came; left over: {:?}", content.notifications);
            content = self.inbox.arrived.wait_timeout(content, left).unwrap().0;
        }
    }
}

impl Drop for LspClient {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answers {
    fn reply(&self, request: &Value) -> Value {
        let id = &request["id"];
        match request["method"].as_str().unwrap_or_default() {
            "workspace/configuration" => {
                let items = request["params"]["items"].as_array().cloned().unwrap_or_default();
                let of = |item: &Value| self.settings[item["section"].as_str().unwrap_or_default()].clone();
                let values: Vec<Value> = items.iter().map(of).collect();
                json!({ "jsonrpc": "2.0", "id": id, "result": values })
            }
            "workspace/applyEdit" => json!({ "jsonrpc": "2.0", "id": id, "result": { "applied": true } }),
            "client/registerCapability" if self.refuse_registrations => {
                json!({ "jsonrpc": "2.0", "id": id, "error": { "code": -32601, "message": "not here" } })
            }
            _ => json!({ "jsonrpc": "2.0", "id": id, "result": null }),
        }
    }
}

impl Inbox {
    fn change(&self, change: impl FnOnce(&mut Content)) {
        change(&mut self.content.lock().unwrap());
        self.arrived.notify_all();
    }
}

/// A message with the header before it.
pub fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// A write that fails means that the server has gone, and then the test finds out by what does not come.
fn write(input: &Mutex<Option<ChildStdin>>, bytes: &[u8]) {
    if let Some(input) = input.lock().unwrap().as_mut() {
        let _ = input.write_all(bytes).and_then(|()| input.flush());
    }
}

/// The server's own framing is strict, so anything else on its output fails the test.
fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut header = String::new();
    if output.read_line(&mut header).ok()? == 0 {
        return None;
    }
    let length = header.strip_prefix("Content-Length: ").and_then(|length| length.trim_end().parse().ok());
    let length = length.unwrap_or_else(|| panic!("not a header: {header:?}"));
    let mut empty = String::new();
    output.read_line(&mut empty).ok()?;
    assert_eq!(empty, "\r\n");
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("the server sends JSON"))
}
