// Starts the built extension in a stand-in for the editor, with a server that writes down what it is told.
import assert from "node:assert/strict";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const { seen, spaces, state } = require("./editor.cjs");
const extension = require("../out/extension.js");

const STUB = require.resolve("./server.cjs");
/** What the extension remembers from one window to the next. */
const memory = new Map();
const globalState = { get: (key) => memory.get(key), update: async (key, value) => void memory.set(key, value) };

const unix = process.platform !== "win32";

/** Runs `body` with the extension active, and gives what the server wrote down once it has ended. */
async function session({ settings = {}, extensions = [], path = process.env.PATH, bundled = false, folder }, body = async () => {}) {
  const home = await mkdtemp(join(tmpdir(), "prisma-lens-"));
  const log = join(home, "log");
  await writeFile(log, "");
  if (bundled) {
    await mkdir(join(home, "server"));
    await install(join(home, "server"));
  }
  const server = { path: "", extraArgs: [log], ...settings.server };
  Object.assign(state, { settings: { ...settings, server }, extensions, folder: folder ?? home });
  Object.assign(seen, { messages: [], lines: [], updates: [] });
  const before = process.env.PATH;
  process.env.PATH = path;
  try {
    await extension.activate({ subscriptions: [], extensionPath: home, extensionUri: { path: home }, globalState });
    try {
      await body(home);
    } finally {
      // A server that is left running would keep this process alive.
      await extension.deactivate();
    }
    return await settled(log);
  } finally {
    process.env.PATH = before;
    await rm(home, { recursive: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** What the servers wrote down, as soon as each of them has been told to exit: nobody waits for that when the editor closes. */
async function settled(log) {
  const crashed = (it) => it.params?.arguments?.[0] === "crash";
  for (let left = 100; ; left--) {
    const lines = (await readFile(log, "utf8")).split("\n");
    // What follows the last line end is empty, or still being written.
    const messages = lines.slice(0, -1).map((line) => JSON.parse(line));
    const count = (is) => messages.filter(is).length;
    if (left === 0 || count((it) => it.started) === count((it) => it.method === "exit" || crashed(it))) return messages;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until something holds, which otherwise is a failure. */
async function until(holds) {
  for (let left = 200; !holds(); left--) {
    assert.ok(left > 0, "it did not happen within ten seconds");
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

test("runs the program of the project's npm package, unless the folder is not trusted", { skip: !unix }, async () => {
  const home = await mkdtemp(join(tmpdir(), "prisma-lens-"));
  const modules = join(home, "node_modules");
  const libc = process.report.getReport().header.glibcVersionRuntime === undefined ? "musl" : "glibc";
  const other = libc === "musl" ? "glibc" : "musl";
  const platform = { os: process.platform, cpu: process.arch };
  const platforms = [{ package: "right", libc, ...platform }, { package: "wrong", libc: other, ...platform }, { package: "far", os: "aix", cpu: "ppc" }];
  for (const name of ["prisma-lens", "wrong", "right", "far"]) {
    await mkdir(join(modules, name), { recursive: true });
    await install(join(modules, name));
  }
  await writeFile(join(modules, "prisma-lens/platforms.json"), JSON.stringify(platforms));
  const started = () => seen.lines.find((line) => line.startsWith("Starting"));
  await session({ bundled: true, folder: home });
  assert.equal(started(), `Starting ${join(modules, "right/prisma-lens")} (node_modules of the project)`);
  await rm(join(modules, "right"), { recursive: true });
  await session({ bundled: true, folder: home });
  assert.equal(started(), `Starting ${join(modules, "wrong/prisma-lens")} (node_modules of the project)`);
  state.isTrusted = false;
  await session({ bundled: true, folder: home });
  assert.match(started(), /bundled with the extension/);
  state.isTrusted = true;
  await rm(home, { recursive: true });
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
  assert.match(seen.messages[0][0], /not bundled with this extension and not on PATH/);
  assert.deepEqual(seen.messages[0].slice(1), ["Select Program…"]);
});

test("the program that the user selects is written to the settings", async () => {
  Object.assign(state, { answer: "Select Program…", picked: STUB });
  await session({ path: "" }, () => until(() => seen.updates.length > 0));
  assert.deepEqual(seen.updates, [["prismaLens.server.path", STUB, true]]);
});

test("does not pass over a path that names no program", async () => {
  const log = await session({ bundled: true, settings: { server: { path: "/nowhere/prisma-lens" } } });
  assert.deepEqual(log, []);
  assert.match(seen.messages[0][0], /\/nowhere\/prisma-lens/);
});

/** Programs that are no server, or one that fails, as scripts of the shell. */
async function script(home, text) {
  const path = join(home, "program");
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return path;
}

test("a program that ends at once is one message with one action, and is not started again", { skip: !unix }, async () => {
  const home = await mkdtemp(join(tmpdir(), "prisma-lens-"));
  const path = await script(home, `echo start >>${home}/starts; echo "no such option: lsp" >&2; exit 3`);
  state.answer = "Restart";
  await session({ settings: { server: { path } } }, () => until(() => seen.messages.length === 2));
  for (const message of seen.messages) {
    assert.deepEqual(message, [`Prisma Lens: ${path} ended with exit code 3 (no such option: lsp).`, "Restart"]);
  }
  // The second start is the one that the user asked for.
  assert.equal((await readFile(join(home, "starts"), "utf8")).trim(), "start\nstart");
  await rm(home, { recursive: true });
});

test("a file that cannot be run is one message", { skip: !unix }, async () => {
  const home = await mkdtemp(join(tmpdir(), "prisma-lens-"));
  const path = join(home, "program");
  await writeFile(path, "\u007fELF");
  await chmod(path, 0o755);
  await session({ settings: { server: { path } } });
  assert.equal(seen.messages.length, 1);
  assert.match(seen.messages[0][0], /program could not be started: |program ended with exit code/);
  await rm(home, { recursive: true });
});

test("a server that crashes is started again, but not for ever", { skip: !unix }, async () => {
  const log = await session({ settings: { server: { path: STUB } } }, async () => {
    const crash = () => seen.commands.get("prismaLens.explain")?.("crash").catch(() => {});
    const connected = () => seen.lines.filter((line) => line === "Connected to stub 1").length;
    for (let count = 1; count <= 5; count++) {
      await until(() => connected() === count);
      await crash();
    }
    await until(() => seen.messages.length > 0);
    assert.equal(connected(), 5);
    assert.deepEqual(seen.messages, [["Prisma Lens: the language server crashed 5 times within three minutes.", "Restart"]]);
    await seen.commands.get("prismaLens.restart")();
    assert.equal(connected(), 6);
  });
  assert.equal(log.filter((message) => message.started).length, 6);
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

test("notes the official extension once, with one action", async () => {
  memory.clear();
  const official = { path: "", extensions: [{ id: "Prisma.prisma" }] };
  const notices = () => seen.messages.filter(([text]) => text.includes("the extension Prisma is enabled too"));
  await session({ path: "" });
  assert.deepEqual(notices(), []);
  state.answer = "Show Extension";
  seen.executed.length = 0;
  await session(official);
  assert.deepEqual(notices().map(([, ...actions]) => actions), [["Show Extension"]]);
  assert.deepEqual(seen.executed, [["extension.open", "Prisma.prisma"]]);
  await session(official);
  assert.deepEqual(notices(), []);
});

test("formats, colours and renames schemas only, and links the configuration of Prisma", { skip: !unix }, async () => {
  seen.languages.length = 0;
  await session({ settings: { server: { path: STUB } } });
  const languages = (name) => seen.languages.filter(([it]) => it === name).map(([, selector]) => selector);
  const isSchema = (filter) => filter.language === "prisma";
  for (const name of ["DocumentFormattingEdit", "DocumentSemanticTokens", "Rename"]) {
    const [selector, ...more] = languages(name);
    assert.ok(more.length === 0 && selector.every(isSchema), `${name}: ${JSON.stringify(selector)}`);
  }
  const others = (selector) => selector.filter((filter) => !isSchema(filter)).map((filter) => filter.pattern);
  assert.deepEqual(languages("Hover").map(others), [["**/migration.sql", "**/prisma-lens.toml"]]);
  const links = languages("DocumentLink").map(others).flat();
  assert.ok(links.some((pattern) => pattern.startsWith("**/prisma.config.")), String(links));
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
    [["markdown.showPreviewToSide", "prisma-lens-page", "/fk-missing-index.md"]],
  );
  const asked = log.find((message) => message.method === "workspace/executeCommand");
  assert.deepEqual(asked.params, { command: "prismaLens.explain", arguments: ["fk-missing-index"] });
  const { experimental } = log.find((message) => message.method === "initialize").params.capabilities;
  assert.deepEqual(experimental.commands.commands, ["prismaLens.explain"]);
});

/** An editor with the cursor in the block `User` of a schema. */
function schemaEditor(home, languageId = "prisma") {
  const path = `${home}/schema.prisma`;
  const uri = { path, fsPath: path, scheme: "file", toString: () => `file://${path}` };
  return { document: { languageId, uri }, selection: { active: { line: 3, character: 1 } } };
}

const range = { contains: () => true };
const SYMBOLS = [{ name: "User", kind: "Class", range, selectionRange: range, children: [] }];

test("shows a diagram of the schema beside the text, and restores it", { skip: !unix }, async () => {
  seen.posted.length = 0;
  seen.panels.length = 0;
  let home;
  const diagrams = () => seen.posted.filter((message) => message.kind === "diagram");
  const log = await session({ settings: { server: { path: STUB } } }, async (folder) => {
    home = folder;
    state.editor = schemaEditor(folder);
    state.results = { "vscode.executeDocumentSymbolProvider": SYMBOLS };
    await seen.commands.get("prismaLens.showDiagram")();
    await until(() => diagrams().length === 1);
    await seen.commands.get("prismaLens.showDiagramHere")();
    await until(() => diagrams().length === 2);
    seen.panels[0].dispose();
    const panel = spaces.window.createWebviewPanel();
    await seen.serializers.get("prismaLens.diagram").deserializeWebviewPanel(panel, { subject: diagrams()[1].subject });
    await until(() => diagrams().length === 3);
    // Without a schema in view there is nothing to show.
    state.editor = undefined;
    await seen.commands.get("prismaLens.showDiagram")();
  });
  const whole = { uri: `file://${home}/schema.prisma` };
  const here = { ...whole, focus: "User", depth: 1 };
  assert.deepEqual(diagrams(), [whole, here, here].map((subject) => ({ kind: "diagram", svg: "<svg/>", subject })));
  assert.deepEqual(seen.posted.filter(({ kind }) => kind === "cursor").at(-1), { kind: "cursor", block: "User" });
  const asked = log.filter((message) => message.method === "workspace/executeCommand");
  assert.deepEqual(asked[1].params.arguments, [{ ...here, format: "svg", theme: "light" }]);
  assert.match(seen.panels[0].webview.html, /default-src 'none'; style-src self; script-src self;/);
});

test("exports a diagram to the file that the user names", { skip: !unix }, async () => {
  const log = await session({ settings: { server: { path: STUB } } }, async (folder) => {
    state.editor = schemaEditor(folder);
    state.pick = "Mermaid";
    await seen.commands.get("prismaLens.exportDiagram")();
    assert.equal(seen.files.get(`${folder}/schema.mmd`), "<svg/>");
    state.pick = "PNG";
    const exported = seen.commands.get("prismaLens.exportDiagram")();
    await until(() => seen.posted.some(({ kind }) => kind === "rasterize"));
    seen.panels.at(-1).receive({ kind: "png", bytes: Buffer.from("pixels") });
    await exported;
    assert.equal(seen.files.get(`${folder}/schema.png`), "pixels");
    state.editor = undefined;
  });
  const asked = log.filter((message) => message.method === "workspace/executeCommand").map(({ params }) => params.arguments[0]);
  assert.deepEqual([asked[0].format, asked.at(-1).theme], ["mermaid", "light"]);
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
