// A scenario is a test in a window of its own, on a copy of the fixture.
import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { cached, chromium, program, WORKSPACE } from "./paths.mjs";
import { pack, Server, workspace } from "./server.mjs";
import { Workbench } from "./workbench.mjs";

const HOME = join(tmpdir(), `prisma-lens-e2e-${process.pid}`);

/** How long an attempt may take, in milliseconds. */
const TIMEOUT = 120_000;

let server;
let browser;
let context;

before(async () => {
  server = await Server.start(join(HOME, "editor"), await pack(), program());
  const { chromium: engine } = cached("playwright-core");
  // Without a sandbox, which neither root nor most containers can make; it visits nothing but the editor.
  browser = await engine.launch({ executablePath: chromium(), args: ["--no-sandbox", "--disable-gpu"] });
  context = await browser.newContext();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await rm(HOME, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/**
 * Registers a scenario. `files` adds to the fixture and replaces, by paths; `settings` are those of the user; `size` is that of the
 * window, in pixels. `body` is given the window, and the server beside it. A scenario that fails is tried once more.
 */
export function scenario(name, options, body) {
  test(name, { timeout: 2 * TIMEOUT }, async (report) => {
    try {
      await attempt(name, options, body);
    } catch (error) {
      // The editor draws when it likes, so a key may come too early. What fails twice is a fault.
      report.diagnostic(`failed once, and is tried again: ${error.message}`);
      await attempt(`${name} again`, options, body);
    }
  });
}

async function attempt(name, { files = {}, settings = {}, size }, body) {
  const id = name.replaceAll(/[^a-z0-9]+/gi, "-");
  const folder = await workspace(WORKSPACE, join(HOME, id), files);
  await server.settings(settings);
  const window = await Workbench.open(context, server, folder, size);
  try {
    await body(window, { server });
  } catch (error) {
    await window.shot(`${id}-failed`).catch(() => {});
    throw error;
  } finally {
    await window.close();
    await ended(server);
  }
}

/** A closed window's language server may live a moment longer; the next scenario starts without it. */
async function ended(server) {
  for (let left = 100; left > 0 && (await server.languageServers()).length > 0; left--) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The names of all files with scenarios, without their ending. */
export async function scenarios() {
  const names = await readdir(new URL("../scenarios", import.meta.url));
  return names.filter((name) => name.endsWith(".mjs")).map((name) => name.slice(0, -".mjs".length)).sort();
}
