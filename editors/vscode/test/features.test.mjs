// What the extension shows: explanations, diagrams, migrations, the language status and reports.
import assert from "node:assert/strict";
import { test } from "node:test";

import { schemaEditor, seen, session, spaces, state, STUB, unix, until } from "./session.mjs";

const server = { settings: { server: { path: STUB } } };

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

test("shows the version, the configuration and the server in the language status", { skip: !unix }, async () => {
  const item = (name) => seen.items.get(`prismaLens.${name}`);
  const log = await session(server, async (home) => {
    state.editor = schemaEditor(home);
    await seen.commands.get("prismaLens.restart")();
    await until(() => item("version").text === "Prisma 6.19.0");
    assert.equal(item("version").detail, "from pnpm-lock.yaml");
    assert.deepEqual([item("configuration").text, item("configuration").detail], ["Preset: strict", "prisma-lens.toml"]);
    assert.equal(item("configuration").command.command, "vscode.open");
    const line = "Prisma 6.19.0 (pnpm-lock.yaml), preset strict (/project/prisma-lens.toml), 2 schema files";
    assert.equal(seen.lines.filter((one) => one === line).length, 1);
    assert.deepEqual([item("server").text, item("server").detail], ["Prisma Lens 1.2.3", "ready, 2 schema files"]);
    state.editor = undefined;
  });
  const asked = log.filter((message) => message.method === "prismaLens/status");
  assert.match(asked.at(-1).params.uri, /schema\.prisma$/);
  const { experimental } = log.find((message) => message.method === "initialize").params.capabilities;
  assert.deepEqual([experimental.prismaLensStatus, experimental.prismaLensChoose], [true, true]);
  // After the end, nothing is claimed any more.
  assert.deepEqual([item("version").text, item("server").detail], ["Prisma", "stopped"]);
});

test("lives with a server that knows nothing of the status", { skip: !unix }, async () => {
  process.env.STUB_WITHOUT_STATUS = "1";
  await session(server, async () => {
    const item = seen.items.get("prismaLens.server");
    await until(() => item.text === "Prisma Lens 1");
    assert.equal(item.detail, "ready");
    assert.deepEqual(seen.messages, []);
  });
  delete process.env.STUB_WITHOUT_STATUS;
});

test("the picked version is written to the settings", { skip: !unix }, async () => {
  const select = () => seen.commands.get("prismaLens.selectVersion")();
  await session(server, async () => {
    state.pick = "7";
    await select();
    state.pick = "Automatic";
    await select();
    Object.assign(state, { pick: "Other…", entered: "6.2" });
    await select();
    Object.assign(state, { entered: undefined });
    await select();
    state.pick = undefined;
    await select();
  });
  const values = seen.updates.map(([name, value]) => [name, value]);
  assert.deepEqual(values, ["7", undefined, "6.2"].map((value) => ["prismaLens.prismaVersion", value]));
});

test("reports are made by the program that was found", { skip: !unix }, async () => {
  const pages = seen.providers.get("prisma-lens-page");
  const text = (name) => pages.provideTextDocumentContent({ path: `/${name}.md` });
  await session(server, async (home) => {
    state.editor = schemaEditor(home);
    for (const name of ["plan", "advise", "listRules", "showVersion"]) await seen.commands.get(`prismaLens.${name}`)();
    const path = `${home}/schema.prisma`;
    assert.equal(text("Migration Plan"), `ran migrate plan --format markdown ${path} --color never in ${home}\n`);
    assert.equal(text("Index Advice"), `ran advise --format markdown ${path} --color never in ${home}\n`);
    assert.match(text("Rules"), /ran rules --format markdown --color never/);
    assert.match(seen.messages.at(-1)[0], /^ran --version .*, prismaLens\.server\.path: /);
    state.pick = "fk-missing-index";
    await seen.commands.get("prismaLens.explainRule")();
    assert.deepEqual(seen.executed.at(-1), ["prismaLens.explain", "fk-missing-index"]);
    // A run that fails is one message.
    seen.messages.length = 0;
    state.editor.document.uri.fsPath = "fail";
    await seen.commands.get("prismaLens.plan")();
    assert.deepEqual(seen.messages, [["Prisma Lens: Migration Plan: no schema", "Show Output"]]);
    state.editor = undefined;
  });
});

test("asks where a finding is to be suppressed", { skip: !unix }, async () => {
  await session(server, async () => {
    const edit = (newText) => ({ changes: { "file:///a": [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText }] } });
    const choices = [{ title: "In this line", edit: edit("line") }, { title: "In the file", edit: edit("file") }];
    seen.edits.length = 0;
    state.pick = "In the file";
    await seen.commands.get("prismaLens.chooseSuppression")({ uri: "file:///a", code: "x", choices });
    assert.equal(seen.edits.length, 1);
    state.pick = undefined;
    await seen.commands.get("prismaLens.chooseSuppression")({ uri: "file:///a", code: "x", choices });
    assert.equal(seen.edits.length, 1);
  });
});
