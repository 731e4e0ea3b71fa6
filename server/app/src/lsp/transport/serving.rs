//! The loop around the service: messages in, answers and the server's own messages out.
//!
//! All handlers run as parts of this one task, each as soon as its message is taken in and until it first waits for something.
//! So a request sees the text that its client saw, and however fast messages come, nothing of them piles up here. What takes time
//! is done on other threads.

use std::sync::Arc;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, SinkExt, Stream, StreamExt};
use serde::Serialize;
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::{ClientSocket, LanguageServer, LspService};
use tower_service::Service;

use super::closing::Closing;
use super::intake::Intake;
use super::lifecycle::{Lifecycle, Message};
use super::slot::ResponseSlot;
use super::writer::Outbox;
use crate::lsp::body::Body;

/// How many requests may be unanswered before further ones wait where they were read.
const MAX_UNANSWERED: usize = 1024;

/// The way out.
#[derive(Clone)]
pub struct Output {
    pub lifecycle: Arc<Lifecycle>,
    pub outbox: Outbox,
    pub closing: Closing,
}

impl Output {
    /// Answers a request of the client.
    pub fn answer(&self, response: &Response) {
        // Once `initialize` is answered, the next message may be answered by another task, so this answer goes first.
        self.send(response);
        self.lifecycle.observe(response);
    }

    /// Answers a request whose handler has put the result into its slot.
    fn answer_with(&self, response: &Response, result: &Body) {
        let mut body = Body::from(b"{\"jsonrpc\":\"2.0\",\"id\":".to_vec());
        body.push_json(response.id());
        body.push(b",\"result\":");
        body.append(result.clone());
        body.push(b"}");
        self.outbox.send(body);
    }

    fn send(&self, message: &impl Serialize) {
        match serde_json::to_vec(message) {
            Ok(body) => self.outbox.send(body.into()),
            Err(error) => tracing::error!("cannot write a message: {error}"),
        }
    }
}

/// Serves until no more messages come, and all requests that still ran then are answered.
pub async fn serve<S: LanguageServer>(
    mut service: LspService<S>,
    socket: ClientSocket,
    messages: Intake,
    output: Output,
) {
    let (mut to_client, mut answers) = socket.split();
    let mut running = FuturesUnordered::new();
    loop {
        // A client that does not read its answers gets no more of them made, and nothing else to read.
        let is_full = output.outbox.room().is_full();
        let is_held = is_full || running.len() >= MAX_UNANSWERED;
        tokio::select! {
            message = messages.next(is_held) => match message {
                // Without asking whether the service is ready: it is not only while it is initialized, and until then the
                // thread that reads holds everything back.
                Some(Message::Request(request)) => {
                    let slot = ResponseSlot::default();
                    let handler = slot.scope(service.call(request));
                    let mut handler = Box::pin(async move { (handler.await, slot) });
                    match (&mut handler).now_or_never() {
                        Some(done) => finish(done, &mut to_client, &output),
                        None => running.push(handler),
                    }
                }
                Some(Message::Response(response)) => {
                    if answers.send(response).await.is_err() {
                        tracing::debug!("received a response to an unknown request");
                    }
                }
                Some(Message::Answer(response)) => output.answer(&response),
                None => break,
            },
            Some(done) = running.next() => finish(done, &mut to_client, &output),
            Some(request) = to_client.next(), if !is_full => output.send(&request),
            () = output.outbox.room().until_not_full(), if is_full => {}
        }
    }
    // The client will answer nothing any more, so pending requests to it must not wait for an answer.
    drop((to_client, answers));
    output.closing.close();
    while let Some(done) = running.next().await {
        answered(done, &output);
    }
}

/// Ends a message. What was told before its answer goes out before it, such as the end of a progress, and does not wait until all
/// requests are answered.
fn finish<E: std::fmt::Display>(
    done: (Result<Option<Response>, E>, ResponseSlot),
    to_client: &mut (impl Stream<Item = Request> + Unpin),
    output: &Output,
) {
    while let Some(Some(request)) = to_client.next().now_or_never() {
        output.send(&request);
    }
    answered(done, output);
}

/// Sends what has come of a message, if it was a request.
fn answered<E: std::fmt::Display>(
    (done, slot): (Result<Option<Response>, E>, ResponseSlot),
    output: &Output,
) {
    match done {
        Ok(Some(response)) => match slot.result() {
            Some(result) => output.answer_with(&response, result),
            None => output.answer(&response),
        },
        Ok(None) => {}
        Err(error) => tracing::error!("cannot handle a message: {error}"),
    }
}
