//! A client that only measures: the moment of a message is that at which its last byte was read, before it is parsed, or
//! that before its first byte is written, after it was put together.
#![allow(dead_code, reason = "each bench uses its own part of this")]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

/// How long to wait for any one answer.
const PATIENCE: Duration = Duration::from_secs(180);

/// A server process and what it has sent.
pub struct Client {
    child: Child,
    input: ChildStdin,
    messages: Receiver<(Instant, Vec<u8>)>,
    last_id: i64,
}

/// A message and the moment at which it was there.
pub struct Arrived {
    /// When its last byte was read.
    pub at: Instant,
    /// The message.
    pub message: Value,
    /// How long it was, in bytes.
    pub size: usize,
}

impl Client {
    /// Starts a server in a folder.
    pub fn start(command: &[String], folder: &Path) -> Result<Client> {
        let (program, arguments) = command.split_first().context("no command for the server")?;
        let mut child = Command::new(program)
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("`{program}` does not start"))?;
        let input = child.stdin.take().context("no standard input")?;
        let output = child.stdout.take().context("no standard output")?;
        let (sender, messages) = channel();
        std::thread::spawn(move || read(output, &sender));
        Ok(Client { child, input, messages, last_id: 0 })
    }

    /// Sends a notification, and tells when.
    pub fn notify(&mut self, method: &str, params: &Value) -> Result<Instant> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    /// Sends a request and waits for the answer; tells how long it took and what the result was, which is null where the
    /// server does not know the method.
    pub fn request(&mut self, method: &str, params: &Value) -> Result<(Duration, Value)> {
        let (id, sent) = self.post(method, params)?;
        let mut reply = self.reply(id)?;
        if let Some(error) = reply.message.get("error")
            && error.get("code") != Some(&json!(-32601))
        {
            bail!("{method} was answered with {error}");
        }
        Ok((reply.at - sent, reply.message.get_mut("result").map_or(Value::Null, Value::take)))
    }

    /// Sends a request, and gives its id and tells when.
    pub fn post(&mut self, method: &str, params: &Value) -> Result<(i64, Instant)> {
        self.last_id += 1;
        let message = json!({ "jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params });
        Ok((self.last_id, self.send(&message)?))
    }

    /// Waits for the answer to a request.
    pub fn reply(&mut self, id: i64) -> Result<Arrived> {
        self.wait(|message| message.get("method").is_none() && message.get("id") == Some(&json!(id)))
    }

    /// Waits for a message that is `wanted`; answers what the server asks meanwhile, and drops the rest.
    pub fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Result<Arrived> {
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let (at, body) = self.messages.recv_timeout(left).context("the server does not answer")?;
            let message: Value = serde_json::from_slice(&body).context("the server sent no JSON")?;
            if wanted(&message) {
                return Ok(Arrived { at, message, size: body.len() });
            }
            self.answer(&message)?;
        }
    }

    /// Waits for the answer to a request, but no longer than so long: `None` where the server has ended, or does not answer.
    pub fn reply_within(&mut self, id: &Value, patience: Duration) -> Option<Value> {
        let until = Instant::now() + patience;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let (_, body) = self.messages.recv_timeout(left).ok()?;
            let message: Value = serde_json::from_slice(&body).ok()?;
            if message.get("method").is_none() && message.get("id") == Some(id) {
                return Some(message);
            }
            // Who has ended is found out by the next read.
            let _ = self.answer(&message);
        }
    }

    /// Sends bytes as they are.
    pub fn send_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.input.write_all(bytes)?;
        Ok(self.input.flush()?)
    }

    /// Whether the process has ended.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Takes in what still comes, until nothing has come for a while.
    pub fn settle(&mut self) -> Result<()> {
        loop {
            match self.messages.recv_timeout(Duration::from_millis(300)) {
                Ok((_, body)) => self.answer(&serde_json::from_slice(&body)?)?,
                Err(RecvTimeoutError::Timeout) => return Ok(()),
                Err(RecvTimeoutError::Disconnected) => bail!("the server has ended"),
            }
        }
    }

    /// The memory of the server's process and its children that is in use, in bytes (`VmRSS`; Linux only).
    pub fn memory(&self) -> u64 {
        let mut waiting = vec![self.child.id().to_string()];
        let mut sum = 0;
        while let Some(process) = waiting.pop() {
            let folder = format!("/proc/{process}");
            let status = std::fs::read_to_string(format!("{folder}/status")).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
            let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
            sum += kilobytes.unwrap_or(0) * 1024;
            let children = std::fs::read_to_string(format!("{folder}/task/{process}/children"));
            waiting.extend(children.unwrap_or_default().split_whitespace().map(str::to_owned));
        }
        sum
    }

    /// The processor time of the server's process so far, in milliseconds, to a hundredth of a second (Linux only).
    pub fn processor_time(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        // The name of the program, in parentheses, may have spaces. Of the fields behind it, the 12th and 13th are ticks.
        let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
        fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() * 10.0
    }

    fn send(&mut self, message: &Value) -> Result<Instant> {
        let body = message.to_string();
        let framed = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let sent = Instant::now();
        self.input.write_all(framed.as_bytes())?;
        self.input.flush()?;
        Ok(sent)
    }

    fn answer(&mut self, message: &Value) -> Result<()> {
        let (Some(id), Some(method)) = (message.get("id"), message.get("method")) else { return Ok(()) };
        let result = match message.pointer("/params/items").and_then(Value::as_array) {
            Some(items) if method == "workspace/configuration" => json!(vec![json!({}); items.len()]),
            _ => Value::Null,
        };
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }))?;
        Ok(())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Ends at the end of the server's output, and at anything that is no frame.
fn read(output: ChildStdout, sender: &Sender<(Instant, Vec<u8>)>) {
    let mut output = BufReader::with_capacity(1 << 20, output);
    while let Some(body) = frame(&mut output) {
        if sender.send((Instant::now(), body)).is_err() {
            return;
        }
    }
}

fn frame(output: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    Some(body)
}
