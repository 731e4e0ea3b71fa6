// Starts the built extension in a stand-in for the editor, with a server that writes down what it is told.
import assert from "node:assert/strict";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const { seen, state } = require("./editor.cjs");
const extension = require("../out/extension.js");

const STUB = require.resolve("./server.cjs");
const unix = process.platform !== "win32";

/** Runs `body` with the extension active, and gives what the server wrote down once it has ended. */
async function session({ settings = {}, extensions = [], path = process.env.PATH, bundled = false }, body = async () => {}) {
  const home = await mkdtemp(join(tmpdir(), "prisma-lens-"));
  const log = join(home, "log");
  await writeFile(log, "");
  if (bundled) {
    await mkdir(join(home, "server"));
    await install(join(home, "server"));
  }
  const server = { path: "", extraArgs: [log], ...settings.server };
  Object.assign(state, { settings: { ...settings, server }, extensions, folder: home });
  Object.assign(seen, { messages: [], lines: [] });
  const before = process.env.PATH;
  process.env.PATH = path;
  try {
    await extension.activate({ subscriptions: [], extensionPath: home });
    await body(home);
    await extension.deactivate();
    return await settled(log);
  } finally {
    process.env.PATH = before;
    await rm(home, { recursive: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** What the servers wrote down, as soon as each of them has been told to exit: nobody waits for that when the editor closes. */
async function settled(log) {
  for (let left = 100; ; left--) {
    const lines = (await readFile(log, "utf8")).split("\n");
    // What follows the last line end is empty, or still being written.
    const messages = lines.slice(0, -1).map((line) => JSON.parse(line));
    const count = (is) => messages.filter(is).length;
    if (left === 0 || count((it) => it.started) === count((it) => it.method === "exit")) return messages;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function install(folder) {
  await copyFile(STUB, join(folder, "prisma-lens"));
  await chmod(join(folder, "prisma-lens"), 0o755);
}

const methods = (log) => log.map((message) => message.method ?? (message.started ? "(start)" : "(reply)"));

test("starts the server that the settings name", { skip: !unix }, async () => {
  const log = await session({ settings: { preset: "strict", server: { path: STUB } } });
  assert.deepEqual(methods(log), ["(start)", "initialize", "initialized", "shutdown", "exit"]);
  assert.equal(log[0].started, "lsp");
  const { initializationOptions, workspaceFolders } = log[1].params;
  assert.equal(initializationOptions.preset, "strict");
  assert.equal("server" in initializationOptions, false);
  assert.equal(workspaceFolders.length, 1);
  assert.deepEqual(seen.messages, []);
  assert.ok(seen.lines.includes("Connected to stub 1"));
});

test("a path is resolved against the workspace folder", { skip: !unix }, async () => {
  for (const path of ["${workspaceFolder}/server/prisma-lens", "server/prisma-lens"]) {
    const log = await session({ bundled: true, settings: { server: { path } } });
    assert.equal(methods(log)[1], "initialize", path);
    assert.ok(seen.lines.some((line) => line.endsWith("(prismaLens.server.path)")), path);
  }
});

test("prefers the bundled server to the one on PATH", { skip: !unix }, async () => {
  const home = await mkdtemp(join(tmpdir(), "prisma-lens-"));
  await install(home);
  const path = [home, process.env.PATH].join(delimiter);
  await session({ bundled: true, path });
  assert.ok(seen.lines.some((line) => line.endsWith("(bundled with the extension)")), seen.lines.join("\n"));
  await session({ path });
  assert.ok(seen.lines.some((line) => line.endsWith("(PATH)")), seen.lines.join("\n"));
  await rm(home, { recursive: true, maxRetries: 10, retryDelay: 50 });
});

test("says once that there is no server", async () => {
  const log = await session({ path: "" });
  assert.deepEqual(log, []);
  assert.equal(seen.messages.length, 1);
  assert.match(seen.messages[0][0], /neither bundled with this extension nor on PATH/);
  assert.deepEqual(seen.messages[0].slice(1), ["Open Settings", "Show Output"]);
});

test("does not pass over a path that names no program", async () => {
  const log = await session({ bundled: true, settings: { server: { path: "/nowhere/prisma-lens" } } });
  assert.deepEqual(log, []);
  assert.match(seen.messages[0][0], /\/nowhere\/prisma-lens/);
});

test("restarts on command, one server at a time", { skip: !unix }, async () => {
  const restart = () => seen.commands.get("prismaLens.restart")();
  const log = await session({ settings: { server: { path: STUB } } }, () => Promise.all([restart(), restart()]));
  const run = ["(start)", "initialize", "initialized", "shutdown", "exit"];
  assert.deepEqual(methods(log), [...run, ...run, ...run]);
});

test("shows its output on command", () =>
  session({ path: "" }, async () => {
    seen.commands.get("prismaLens.showOutput")();
    assert.equal(seen.lines.at(-1), "(shown)");
  }));

test("notes the official extension in the output only", async () => {
  await session({ path: "", extensions: [{ id: "Prisma.prisma" }] });
  assert.ok(seen.lines.some((line) => line.includes("Prisma.prisma")));
  assert.equal(seen.messages.length, 1);
  await session({ path: "" });
  assert.ok(!seen.lines.some((line) => line.includes("Prisma.prisma")));
});

test("shows the explanation of a rule beside the schema", { skip: !unix }, async () => {
  let shown;
  const log = await session({ settings: { server: { path: STUB } } }, async () => {
    seen.executed.length = 0;
    await seen.commands.get("prismaLens.explain")("fk-missing-index");
    shown = [...seen.executed];
  });
  assert.deepEqual(
    shown.map(([command, uri]) => [command, uri.scheme, uri.path]),
    [["markdown.showPreviewToSide", "prisma-lens-rule", "/fk-missing-index.md"]],
  );
  const asked = log.find((message) => message.method === "workspace/executeCommand");
  assert.deepEqual(asked.params, { command: "prismaLens.explain", arguments: ["fk-missing-index"] });
  const { experimental } = log.find((message) => message.method === "initialize").params.capabilities;
  assert.deepEqual(experimental.commands.commands, ["prismaLens.explain"]);
});

test("shows a picture of the schema beside the text", { skip: !unix }, async () => {
  seen.posted.length = 0;
  const log = await session({ settings: { server: { path: STUB } } }, async (home) => {
    const uri = `file://${home}/schema.prisma`;
    state.editor = { document: { languageId: "prisma", uri: { toString: () => uri } }, selection: { active: { line: 3, character: 1 } } };
    await seen.commands.get("prismaLens.showDiagram")();
    await seen.commands.get("prismaLens.showDiagramHere")();
    state.editor = undefined;
    await seen.commands.get("prismaLens.showDiagram")();
  });
  assert.deepEqual(seen.posted, [{ svg: "<svg/>" }, { svg: "<svg/>" }]);
  const asked = log.filter((message) => message.method === "workspace/executeCommand");
  const [whole, here] = asked.map((message) => message.params.arguments[0]);
  assert.equal(whole.theme, "dark");
  assert.equal(whole.position, undefined);
  assert.deepEqual([here.position, here.depth], [{ line: 3, character: 1 }, 1]);
});

test("shows the next migration beside the schema", { skip: !unix }, async () => {
  seen.shown.length = 0;
  let uri;
  const log = await session({ settings: { server: { path: STUB } } }, async (home) => {
    uri = `file://${home}/schema.prisma`;
    // The code lens names the schema; without one it is the schema in view, and nothing without that.
    await seen.commands.get("prismaLens.previewMigration")(uri);
    state.editor = { document: { languageId: "prisma", uri: { toString: () => uri } } };
    await seen.commands.get("prismaLens.showMigrationPreview")();
    state.editor = { document: { languageId: "sql", uri: { toString: () => "file:///a.sql" } } };
    await seen.commands.get("prismaLens.showMigrationPreview")();
    state.editor = undefined;
    await seen.commands.get("prismaLens.showMigrationPreview")();
  });
  assert.equal(seen.shown.length, 2);
  for (const [document, options] of seen.shown) {
    assert.deepEqual([document.uri.scheme, document.uri.query], ["prisma-lens-migration", uri]);
    assert.deepEqual([document.languageId, document.text], ["sql", "-- No changes"]);
    assert.deepEqual([options.preserveFocus, options.preview], [true, false]);
  }
  const asked = log.filter((message) => message.method === "prismaLens/migrationPreview");
  assert.deepEqual(asked.map((message) => message.params.textDocument.uri), [uri, uri]);
  // What the client shows itself is no command for the server.
  assert.equal(log.some((message) => message.method === "workspace/executeCommand"), false);
});
