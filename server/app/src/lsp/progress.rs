//! Telling the client how far a long search has come.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::Progress as ProgressNotification;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress,
    WorkDoneProgressBegin, WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

use crate::lsp::shared::Shared;

/// What takes longer than this is worth telling of.
const LONG: Duration = Duration::from_millis(300);

/// How often what is told is brought up to date.
const REFRESH: Duration = Duration::from_millis(200);

/// What the search for schemas is called.
pub(super) const SCHEMA_SEARCH: &str = "Searching for Prisma schemas";
/// What the search for code is called.
pub(super) const CODE_SEARCH: &str = "Reading code that uses Prisma Client";

/// A search whose progress the client is shown, until this is dropped.
///
/// A client that gave a token with its request hears of it at once; another one that shows progress only when the
/// search turns out to be long. All of it happens beside the search, in a task of its own: nothing waits for the
/// client.
pub(super) struct SearchProgress {
    running: Option<oneshot::Sender<()>>,
    /// Where the client gave the token, which is good until the request is answered.
    told_by: Option<JoinHandle<()>>,
}

impl SearchProgress {
    /// Begins to tell of a search by its title.
    pub(super) fn begin(
        shared: &Shared,
        given: Option<ProgressToken>,
        title: &'static str,
    ) -> SearchProgress {
        let (running, ended) = oneshot::channel();
        let is_given = given.is_some();
        if !is_given && !shared.session().shows_progress() {
            return SearchProgress { running: None, told_by: None };
        }
        let name = format!("prisma-lens-search-{}", shared.next_number());
        let (client, disk) = (shared.client.clone(), shared.disk.clone());
        let task = tokio::spawn(async move {
            let mut ended = ended;
            let token = match given {
                Some(token) => token,
                None if timeout(LONG, &mut ended).await.is_ok() => return,
                None => match create(&client, NumberOrString::String(name)).await {
                    Some(token) => token,
                    None => return,
                },
            };
            let before = disk.searched();
            send_progress(&client, &token, begin(title)).await;
            let mut last = 0;
            while timeout(REFRESH, &mut ended).await.is_err() {
                let folders = disk.searched().saturating_sub(before);
                if folders != last {
                    last = folders;
                    send_progress(&client, &token, report(folders)).await;
                }
            }
            send_progress(&client, &token, WorkDoneProgress::End(WorkDoneProgressEnd { message: None }))
                .await;
        });
        SearchProgress { running: Some(running), told_by: is_given.then_some(task) }
    }

    /// Says that the search is over. To be awaited before the request is answered.
    pub(super) async fn end(mut self) {
        self.running = None;
        if let Some(task) = self.told_by.take()
            && let Err(error) = task.await
        {
            tracing::error!("cannot report progress: {error}");
        }
    }
}

/// Asks the client to make a token known. One that refuses shows no progress.
async fn create(client: &Client, token: ProgressToken) -> Option<ProgressToken> {
    let params = WorkDoneProgressCreateParams { token: token.clone() };
    match client.send_request::<WorkDoneProgressCreate>(params).await {
        Ok(()) => Some(token),
        Err(error) => {
            tracing::debug!("the client shows no progress: {}", error.message);
            None
        }
    }
}

fn begin(title: &str) -> WorkDoneProgress {
    WorkDoneProgress::Begin(WorkDoneProgressBegin {
        title: title.into(),
        cancellable: Some(false),
        ..WorkDoneProgressBegin::default()
    })
}

fn report(folders: u64) -> WorkDoneProgress {
    let message = Some(format!("{folders} folders"));
    WorkDoneProgress::Report(WorkDoneProgressReport { message, ..WorkDoneProgressReport::default() })
}

async fn send_progress(client: &Client, token: &ProgressToken, value: WorkDoneProgress) {
    let value = ProgressParamsValue::WorkDone(value);
    client.send_notification::<ProgressNotification>(ProgressParams { token: token.clone(), value }).await;
}
