// The page with the diagram, in a browser with the policy that the editor sets, and a script in place of the extension.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { load } from "./load.mjs";

const { page } = load("diagram/page.ts");

const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];
const browser = BROWSERS.find((name) => {
  try {
    return execFileSync(name, ["--version"], { stdio: "pipe" }).length > 0;
  } catch {
    return false;
  }
});
const skip = browser === undefined && "needs Chromium";

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100" viewBox="0 0 400 100">
<style>text{fill:#123456}.page{fill:#fff}</style><rect class="page" width="400" height="100"/>
<g class="model" id="prisma-User"><rect class="box" x="10" y="10" width="100" height="80"/><text class="name" x="12" y="24">User</text>
<text class="mark" x="12" y="44">PK</text><text class="id" x="30" y="44">id</text><text class="ty" x="60" y="44">Int</text>
<text x="30" y="64">role</text><a href="#prisma-Role"><text class="ty" x="60" y="64">Role</text></a></g>
<g class="enum" id="prisma-Role"><rect class="box" x="280" y="10" width="100" height="80"/><text class="name" x="282" y="24">Role</text>
<text x="282" y="44">ADMIN</text></g></svg>`;

/** Runs a scenario in the page; it gives a value that JSON can carry. */
async function run(scenario) {
  const out = fileURLToPath(new URL("../out/webview/", import.meta.url));
  const texts = new Map([
    ["/scenario.js", `(${inPage})(${JSON.stringify(SVG)}, ${scenario})`],
    ["/diagram.js", await readFile(join(out, "diagram.js"))],
    ["/diagram.css", await readFile(join(out, "diagram.css"))],
  ]);
  let answer;
  const answered = new Promise((resolve) => (answer = resolve));
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, "http://localhost");
    if (pathname === "/result") answer(JSON.parse(decodeURIComponent(search.slice(1))));
    const type = pathname.endsWith(".js") ? "text/javascript" : pathname.endsWith(".css") ? "text/css" : "text/html";
    response.setHeader("content-type", `${type}; charset=utf-8`).end(texts.get(pathname) ?? "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const webview = { cspSource: origin, asWebviewUri: (uri) => `${origin}/${uri.path.split("/").at(-1)}` };
  const html = page(webview, { path: "/extension" });
  texts.set("/", html.replace("<script src", `<script src="${origin}/scenario.js"></script>\n<script src`));
  const profile = await mkdtemp(join(tmpdir(), "prisma-lens-"));
  const options = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${profile}`, "--window-size=800,600"];
  const child = spawn(browser, [...options, `${origin}/`], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const late = setTimeout(() => answer({ error: "the page gave no result" }), 30_000);
  try {
    return await answered;
  } finally {
    clearTimeout(late);
    child.kill();
    await ended;
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Runs in the page before its own script: stands for the editor, and writes down what the scenario gives. */
function inPage(svg, scenario) {
  const told = [];
  const state = {};
  const refused = [];
  document.addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective));
  window.acquireVsCodeApi = () => ({ postMessage: (message) => told.push(message), setState: (value) => Object.assign(state, value) });
  const rest = () => new Promise((resolve) => setTimeout(resolve, 60));
  const tell = async (message) => {
    window.postMessage(message, "*");
    await rest();
  };
  const tools = {
    svg,
    told,
    state,
    rest,
    tell,
    show: (subject = { uri: "file:///a.prisma" }, text = svg) => tell({ kind: "diagram", svg: text, subject }),
    find: (selector) => document.getElementById("stage").shadowRoot.querySelector(selector),
    box: (selector) => tools.find(selector).getBoundingClientRect(),
    click: (selector) => tools.find(selector).dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, cancelable: true })),
    fill: (selector) => getComputedStyle(tools.find(selector)).fill,
  };
  addEventListener("load", async () => {
    let result;
    try {
      result = await scenario(tools);
    } catch (error) {
      result = { error: String(error) };
    }
    location.href = `/result?${encodeURIComponent(JSON.stringify({ ...result, refused }))}`;
  });
}

test("draws in the colours of the theme, and takes nothing from outside", { skip }, async () => {
  const result = await run(async ({ show, state, told, fill }) => {
    document.documentElement.style.setProperty("--vscode-editor-foreground", "rgb(1, 2, 3)");
    await show();
    return { told, state, text: fill("text.name"), page: fill(".page"), empty: document.getElementById("empty").hidden };
  });
  assert.deepEqual(result, {
    told: [{ kind: "ready" }],
    state: { subject: { uri: "file:///a.prisma" } },
    text: "rgb(1, 2, 3)",
    page: "rgba(0, 0, 0, 0)",
    empty: true,
    refused: [],
  });
});

test("fits again when its subject or its size changes, and keeps what the user looks at otherwise", { skip }, async () => {
  const result = await run(async ({ svg, show, box, rest }) => {
    await show();
    const first = box("svg").width;
    document.getElementById("in").click();
    const zoomed = box("svg").width;
    await show();
    const same = box("svg").width;
    await show({ uri: "file:///a.prisma", focus: "User" });
    const other = box("svg").width;
    const wide = svg.replace('viewBox="0 0 400 100"', 'viewBox="0 0 4000 100"').replace('width="400"', 'width="4000"');
    await show({ uri: "file:///a.prisma", focus: "User" }, wide);
    const grown = box("svg").width;
    document.body.style.width = "300px";
    for (let left = 60; left > 0 && box("svg").width > 301; left--) await new Promise(requestAnimationFrame);
    return { first, zoomed, same, other, fits: grown <= 800, narrow: Math.round(box("svg").width) };
  });
  assert.deepEqual(result, { first: 400, zoomed: 500, same: 500, other: 400, fits: true, narrow: 300, refused: [] });
});

test("says why it is empty, and keeps the picture where there is no newer one", { skip }, async () => {
  const result = await run(async ({ show, tell, find }) => {
    const text = (id) => (document.getElementById(id).hidden ? "" : document.getElementById(id).textContent);
    await tell({ kind: "problem", text: "The language server is not running." });
    const without = [text("empty"), text("problem")];
    await show(undefined, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"></svg>');
    const nothing = text("empty");
    await show();
    await tell({ kind: "problem", text: "Unknown model" });
    return { without, nothing, after: [text("empty"), text("problem"), find("#prisma-User") !== null] };
  });
  assert.deepEqual(result.without, ["The language server is not running.", ""]);
  assert.match(result.nothing, /no models/);
  assert.deepEqual(result.after, ["", "Unknown model", true]);
});

test("a click leads to the source, and a type to its block", { skip }, async () => {
  const { opened, moved } = await run(async ({ show, told, click, box }) => {
    await show();
    click("#prisma-User .name");
    click("#prisma-User .id");
    click("#prisma-User .mark");
    const before = box("#prisma-Role .box").x;
    click("#prisma-User a text");
    click(".page");
    return { opened: told.filter((one) => one.kind === "open"), moved: box("#prisma-Role .box").x !== before };
  });
  const open = { kind: "open", block: "User" };
  assert.deepEqual(opened, [open, { ...open, field: "id" }, { ...open, field: "id" }]);
  assert.equal(moved, true);
});

test("follows the cursor, and finds models and fields", { skip }, async () => {
  const result = await run(async ({ show, tell, find }) => {
    await show();
    await tell({ kind: "cursor", block: "Role" });
    await show();
    const cursor = [find("#prisma-User"), find("#prisma-Role")].map((one) => one.classList.contains("cursor"));
    const input = document.getElementById("search");
    const search = (text) => {
      input.value = text;
      input.dispatchEvent(new Event("input"));
      return [document.getElementById("matches").textContent, find(".current")?.id];
    };
    const found = [search("ro"), search("adm"), search("zzz"), search("")];
    search("ro");
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
    return { cursor, found, next: find(".current").id, dim: find(".dim")?.id };
  });
  assert.deepEqual(result.cursor, [false, true]);
  assert.deepEqual(result.found, [["1 of 2", "prisma-Role"], ["1 of 1", "prisma-Role"], ["none", null], ["", null]]);
  assert.equal(result.next, "prisma-User");
});

test("draws a PNG", { skip }, async () => {
  const { png, refused } = await run(async ({ tell, told, rest }) => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><style>rect{fill:red}</style><rect width="20" height="10"/></svg>';
    await tell({ kind: "rasterize", svg });
    for (let left = 50; left > 0 && !told.some((one) => one.kind === "png"); left--) await rest();
    const answer = told.find((one) => one.kind === "png");
    const image = new Image();
    image.src = `data:image/png;base64,${btoa(String.fromCharCode(...answer.bytes))}`;
    await image.decode();
    const context = document.createElement("canvas").getContext("2d");
    context.drawImage(image, 0, 0);
    return { png: { width: image.naturalWidth, height: image.naturalHeight, pixel: [...context.getImageData(5, 5, 1, 1).data] } };
  });
  assert.deepEqual(png, { width: 40, height: 20, pixel: [255, 0, 0, 255] });
  assert.deepEqual(refused, []);
});
