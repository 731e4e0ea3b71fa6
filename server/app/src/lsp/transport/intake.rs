//! What has been read and is not yet handled, in the order in which it came.
//!
//! Requests wait here while the client does not read its answers; what comes after them waits too, since a request is about the
//! text at its place. `$/cancelRequest` does not wait, nor do the client's answers. When much waits, reading does.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use serde_json::Value;
use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

use super::lifecycle::Message;
use super::room::Room;

/// How much may wait here before reading does, in bytes of memory.
const LIMIT: usize = 16 * 1024 * 1024;

/// What a message takes beside its parameters, in bytes.
const OVERHEAD: usize = 1024;

/// Takes messages in, from the thread that reads.
pub(super) struct Reader {
    shared: Arc<Shared>,
    room: Room,
}

/// Gives messages out, to the serve loop.
pub struct Intake(Arc<Shared>);

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    /// Something was taken out.
    taken: Condvar,
    /// Something was put in.
    filled: Notify,
}

#[derive(Default)]
struct Queue {
    /// What does not wait for anything.
    ahead: VecDeque<Message>,
    /// What is handled in order, with its size in bytes. Nothing is left of a request that was cancelled and answered.
    in_order: VecDeque<Option<(Message, usize)>>,
    /// The number of the first one in order.
    first: u64,
    /// The numbers of requests by their ids.
    requests: FxHashMap<Id, u64>,
    /// The sizes of all in order, in bytes.
    size: usize,
    /// Whether no more will be put in.
    is_ended: bool,
    /// Whether no more will be taken out.
    is_abandoned: bool,
}

/// The two ends of a new queue. `room` says whether the client is behind with reading.
pub(super) fn intake(room: Room) -> (Reader, Intake) {
    let shared = Arc::<Shared>::default();
    (Reader { shared: shared.clone(), room }, Intake(shared))
}

impl Reader {
    /// Puts a message in, once there is room for it. Gives whether it can still be handled.
    pub(super) fn put(&self, message: Message) -> bool {
        let size = size(&message);
        let mut queue = self.shared.lock();
        match message {
            Message::Request(request) if request.method() == "$/cancelRequest" => {
                queue.cancel(request, !self.room.is_full());
            }
            Message::Response(_) => queue.ahead.push_back(message),
            Message::Request(_) | Message::Answer(_) => {
                let is_full = |queue: &mut Queue| queue.size > LIMIT && !queue.is_abandoned;
                queue = self.shared.taken.wait_while(queue, is_full).unwrap_or_else(PoisonError::into_inner);
                queue.put(message, size);
            }
        }
        let is_abandoned = queue.is_abandoned;
        drop(queue);
        self.shared.filled.notify_one();
        !is_abandoned
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.shared.lock().is_ended = true;
        self.shared.filled.notify_one();
    }
}

impl Intake {
    /// The next message, or `None` when all are taken and no more will come. While `is_held`, nothing is given that leads to an
    /// answer, and nothing behind it.
    pub(super) async fn next(&self, is_held: bool) -> Option<Message> {
        loop {
            let mut filled = std::pin::pin!(self.0.filled.notified());
            filled.as_mut().enable();
            {
                let mut queue = self.0.lock();
                if let Some(message) = queue.take(is_held) {
                    self.0.taken.notify_one();
                    return Some(message);
                }
                if queue.is_ended && queue.in_order.is_empty() {
                    return None;
                }
            }
            filled.await;
        }
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        self.0.lock().is_abandoned = true;
        self.0.taken.notify_one();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn put(&mut self, message: Message, size: usize) {
        if let Some(id) = asks(&message) {
            self.requests.insert(id.clone(), self.first + self.in_order.len() as u64);
        }
        self.size += size;
        self.in_order.push_back(Some((message, size)));
    }

    /// A request that waits here is answered, at once or in its place; any other is cancelled where it is.
    fn cancel(&mut self, cancel: Request, at_once: bool) {
        let id = cancel.params().and_then(|it| serde_json::from_value::<Id>(it.get("id")?.clone()).ok());
        let number = id.as_ref().and_then(|id| self.requests.remove(id));
        let at = number.and_then(|number| usize::try_from(number.checked_sub(self.first)?).ok());
        let (Some(id), Some(slot)) = (id, at.and_then(|at| self.in_order.get_mut(at))) else {
            self.ahead.push_back(Message::Request(cancel));
            return;
        };
        let answer = Message::Answer(Response::from_error(id, Error::request_cancelled()));
        if !at_once {
            if let Some((message, _)) = slot {
                *message = answer;
            }
            return;
        }
        self.size -= slot.take().map_or(0, |(_, size)| size);
        self.ahead.push_back(answer);
    }

    fn take(&mut self, is_held: bool) -> Option<Message> {
        if let Some(message) = self.ahead.pop_front() {
            return Some(message);
        }
        loop {
            if let Some(Some((message, _))) = self.in_order.front()
                && is_held
                && (asks(message).is_some() || matches!(message, Message::Answer(_)))
            {
                return None;
            }
            let slot = self.in_order.pop_front()?;
            self.first += 1;
            let Some((message, size)) = slot else { continue };
            self.size -= size;
            if let Some(id) = asks(&message)
                && self.requests.get(id).is_some_and(|number| *number < self.first)
            {
                self.requests.remove(id);
            }
            return Some(message);
        }
    }
}

/// What a message takes, in bytes: a list of numbers is many times as long as its text.
fn size(message: &Message) -> usize {
    match message {
        Message::Request(request) => {
            OVERHEAD + size_of_id(request.id()) + request.params().map_or(0, size_of_value)
        }
        Message::Response(response) | Message::Answer(response) => OVERHEAD + size_of_id(Some(response.id())),
    }
}

fn size_of_id(id: Option<&Id>) -> usize {
    match id {
        Some(Id::String(id)) => id.len(),
        _ => 0,
    }
}

/// What a value takes beside itself, in bytes. How deep values nest is limited where they are read.
fn size_of_value(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.capacity(),
        Value::Array(values) => {
            values.capacity() * size_of::<Value>() + values.iter().map(size_of_value).sum::<usize>()
        }
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                size_of::<String>() + name.capacity() + size_of::<Value>() + size_of_value(value)
            };
            members.iter().map(member).sum()
        }
    }
}

/// The id of a request.
fn asks(message: &Message) -> Option<&Id> {
    match message {
        Message::Request(request) => request.id(),
        Message::Response(_) | Message::Answer(_) => None,
    }
}
