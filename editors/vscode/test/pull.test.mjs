// Findings of the workspace are asked for when something has changed, and not while nothing has.
import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.mjs";

const { PullOnChange } = load("pull.ts");

/** The library, which asks again as soon as it has an answer, with as many steps as a busy loop takes. */
function library(answers = () => []) {
  const pull = new PullOnChange();
  const cancellation = { cancel() {} };
  const token = {
    onCancellationRequested(listener) {
      cancellation.cancel = listener;
      return { dispose() {} };
    },
  };
  const run = { pull, cancellation, count: 0, isStopped: false };
  const next = async (_ids, _token, report) => {
    run.count += 1;
    report({ items: answers(run.count) });
    return { items: [] };
  };
  void (async () => {
    while (!run.isStopped && run.count < 1000) {
      await pull.middleware.provideWorkspaceDiagnostics([], token, () => {}, next);
    }
  })();
  return run;
}

const rest = () => new Promise((resolve) => setTimeout(resolve, 20));
const full = [{ kind: "full" }];
const unchanged = [{ kind: "unchanged" }];

test("asks until the answers bring nothing new", async () => {
  const run = library((count) => (count <= 3 ? full : unchanged));
  await rest();
  assert.equal(run.count, 5);
  await rest();
  assert.equal(run.count, 5);
});

test("asks again after each kind of change", async () => {
  const run = library(() => unchanged);
  await rest();
  assert.equal(run.count, 2);
  const { middleware, messages } = run.pull;
  const sent = async () => {};
  const changes = [
    () => middleware.didOpen({}, sent),
    () => middleware.didChange({}, sent),
    () => middleware.didSave({}, sent),
    () => middleware.didClose({}, sent),
    () => middleware.workspace.didChangeConfiguration([], sent),
    () => middleware.workspace.didChangeWatchedFile({}, sent),
    () => middleware.workspace.didChangeWorkspaceFolders({}, sent),
    () => messages.handleMessage({ method: "workspace/diagnostic/refresh" }, () => {}),
    () => messages.handleMessage({ method: "$/progress", params: { value: { kind: "end" } } }, () => {}),
  ];
  let count = 2;
  for (const change of changes) {
    await change();
    await rest();
    count += 2;
    assert.equal(run.count, count, String(change));
  }
  // Other messages are no change, and all go on to their readers.
  let read = 0;
  for (const message of [{ method: "window/logMessage" }, { method: "$/progress", params: { value: { kind: "report" } } }, { id: 1 }]) {
    messages.handleMessage(message, () => (read += 1));
  }
  await rest();
  assert.deepEqual([run.count, read], [count, 3]);
});

test("does not ask without end where each answer is called new", async () => {
  const run = library(() => full);
  await rest();
  assert.equal(run.count, 10);
});

test("lets a request go when the connection ends or the request is cancelled", async () => {
  for (const end of [(run) => run.pull.clear(), (run) => run.cancellation.cancel()]) {
    const run = library(() => unchanged);
    await rest();
    run.isStopped = true;
    end(run);
    await rest();
    assert.equal(run.count, 3);
  }
});
