// Runs the built extension in a stand-in for the editor, with a server that records its messages.
import assert from "node:assert/strict";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(import.meta.url);
export const { seen, spaces, state } = require("./editor.cjs");
const extension = require("../out/extension.js");

export const STUB = require.resolve("./server.cjs");
/** What the extension remembers from one window to the next. */
export const memory = new Map();
const globalState = { get: (key) => memory.get(key), update: async (key, value) => void memory.set(key, value) };

export const unix = process.platform !== "win32";

/** Runs `body` with the extension active, and gives what the server wrote down once it has ended. */
export async function session({ settings = {}, extensions = [], path = process.env.PATH, bundled = false, folder }, body = async () => {}) {
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
export async function until(holds) {
  for (let left = 600; !holds(); left--) {
    assert.ok(left > 0, "it did not happen within half a minute");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function install(folder) {
  await copyFile(STUB, join(folder, "prisma-lens"));
  await chmod(join(folder, "prisma-lens"), 0o755);
}

/** What the server was told to do, beside what is asked at any time. */
export const methods = (log) =>
  log.map((message) => message.method ?? (message.started ? "(start)" : "(reply)")).filter((method) => method !== "prismaLens/status");

/** An editor with the cursor in the block `User` of a schema. */
export function schemaEditor(home, languageId = "prisma") {
  const path = `${home}/schema.prisma`;
  const uri = { path, fsPath: path, scheme: "file", toString: () => `file://${path}` };
  return { document: { languageId, uri }, selection: { active: { line: 3, character: 1 } } };
}
