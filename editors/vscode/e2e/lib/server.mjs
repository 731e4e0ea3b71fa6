// code-server with the packed extension: VS Code in a browser, with its extension host on this machine.
import { execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { cached, EXTENSION, OUTPUT } from "./paths.mjs";

const run = promisify(execFile);

/** What a quiet editor needs; everything else is as the editor and the extension ship it. */
const QUIET = {
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.commandCenter": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "git.enabled": false,
  "remote.autoForwardPorts": false,
  // As on a desktop; in a browser the editor saves by itself.
  "files.autoSave": "off",
};

/** No marketplace: nothing is looked up on the network. */
const NO_GALLERY = JSON.stringify({ serviceUrl: "", itemUrl: "", resourceUrlTemplate: "" });

/** Packs the extension as it is released, but without a program in it, and gives the path of the file. */
export async function pack() {
  const file = join(OUTPUT, "prisma-lens.vsix");
  await run("npm", ["run", "--silent", "package", "--", "--out", file], { cwd: EXTENSION });
  return file;
}

/** A running code-server. */
export class Server {
  #process;
  #home;
  /** Address of the workbench, without the folder to open. */
  url;

  /** Installs the extension from `vsix` into an empty profile below `home`, and starts the server with `program` on PATH. */
  static async start(home, vsix, program) {
    const server = new Server();
    server.#home = home;
    await rm(home, { recursive: true, force: true });
    await mkdir(join(home, "data/User"), { recursive: true });
    await server.settings({});
    const entry = join(dirname(cached.resolve("code-server/package.json")), "out/node/entry.js");
    const places = ["--user-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions"), "--config", join(home, "config.yaml")];
    await writeFile(join(home, "config.yaml"), "auth: none\n");
    // A home of its own: nothing of whoever runs this takes part. The editor takes PATH from a login shell.
    await writeFile(join(home, ".profile"), `PATH="${dirname(program)}:$PATH"\nexport PATH\n`);
    const env = { PATH: process.env.PATH, HOME: home, LANG: "C.UTF-8", SHELL: "/bin/sh", EXTENSIONS_GALLERY: NO_GALLERY };
    await run(process.execPath, [entry, ...places, "--install-extension", vsix], { env });
    const port = await freePort();
    const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"];
    flags.push("--disable-workspace-trust", "--disable-getting-started-override");
    server.#process = spawn(process.execPath, [entry, ...places, ...flags], { env, stdio: ["ignore", "pipe", "pipe"] });
    const log = createWriteStream(join(OUTPUT, "code-server.log"));
    server.#process.stdout.pipe(log);
    server.#process.stderr.pipe(log);
    server.url = `http://127.0.0.1:${port}/`;
    await answers(server.url);
    return server;
  }

  /** Replaces the settings of the user. */
  async settings(settings) {
    await writeFile(join(this.#home, "data/User/settings.json"), JSON.stringify({ ...QUIET, ...settings }, null, 2));
  }

  /** Process ids of the language servers that the editor runs now. */
  async languageServers() {
    const all = await processes();
    const ours = new Set([this.#process.pid]);
    for (let size = 0; size !== ours.size; ) {
      size = ours.size;
      all.filter((one) => ours.has(one.parent)).forEach((one) => ours.add(one.id));
    }
    return all.filter((one) => ours.has(one.id) && one.name === "prisma-lens").map((one) => one.id);
  }

  async stop() {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill();
    await ended;
  }
}

/** A copy of the fixture in a folder of its own; `files` adds to it and replaces, by paths. */
export async function workspace(fixture, folder, files = {}) {
  await rm(folder, { recursive: true, force: true });
  await cp(fixture, folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

async function processes() {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(ids.map((id) => readFile(`/proc/${id}/stat`, "utf8").catch(() => "")));
  return stats.flatMap((line) => {
    const [, id, name, parent] = /^(\d+) \((.*)\) \S (\d+)/.exec(line) ?? [];
    return id === undefined ? [] : [{ id: Number(id), name, parent: Number(parent) }];
  });
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(url) {
  for (let left = 240; ; left--) {
    const ok = await fetch(url).then((it) => it.ok, () => false);
    if (ok) return;
    if (left === 0) throw new Error(`code-server does not answer at ${url}.`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
