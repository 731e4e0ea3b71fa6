// The server is found, started, started again and stopped; what goes wrong is said once.
import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";

import { install, memory, methods, seen, session, state, STUB, unix, until } from "./session.mjs";

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
  assert.deepEqual(seen.updates, [["prismaLens.server.path", STUB, "Global"]]);
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

test("a server that refuses to start is one message with its reason", { skip: !unix }, async () => {
  process.env.STUB_REFUSES = "1";
  await session({ settings: { server: { path: STUB } } });
  delete process.env.STUB_REFUSES;
  assert.deepEqual(seen.messages, [[`Prisma Lens: ${STUB} did not start: not today.`, "Restart"]]);
});

test("a file that cannot be run is one message", { skip: !unix }, async () => {
  const home = await mkdtemp(join(tmpdir(), "prisma-lens-"));
  const path = join(home, "program");
  await writeFile(path, "\u007fELF");
  await chmod(path, 0o755);
  await session({ settings: { server: { path } } });
  assert.equal(seen.messages.length, 1);
  assert.match(seen.messages[0][0], /program (could not be started: |ended with exit code)/);
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
