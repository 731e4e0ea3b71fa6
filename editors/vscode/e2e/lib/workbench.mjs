// One window of the editor, driven by the keyboard as a person would.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { OUTPUT } from "./paths.mjs";

/** How long anything may take to appear, in milliseconds: the machine may be busy, and the editor starts several processes. */
const PATIENCE = 30_000;

const ROWS = ".quick-input-widget .monaco-list-row";

export class Workbench {
  /** The page, for what has no method here. */
  page;
  /** The opened folder. */
  folder;

  /** Opens `folder` in a window without any history. `context` is kept for the next one: the browser has the editor's code in its cache. */
  static async open(context, server, folder, size = { width: 1280, height: 800 }) {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.setViewportSize(size);
    await page.goto(`${server.url}healthz`);
    await page.evaluate(async () => {
      localStorage.clear();
      const all = await indexedDB.databases();
      const deletion = (name) => new Promise((resolve) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: resolve, onerror: resolve }));
      await Promise.all(all.map(({ name }) => deletion(name)));
    });
    await page.goto(`${server.url}?folder=${encodeURIComponent(folder)}`);
    await page.waitForSelector(".explorer-folders-view .monaco-list-row");
    return Object.assign(new Workbench(), { page, folder });
  }

  async close() {
    await this.page.close();
  }

  /** Replaces the settings of the folder. */
  async configure(settings) {
    await mkdir(join(this.folder, ".vscode"), { recursive: true });
    await writeFile(join(this.folder, ".vscode/settings.json"), JSON.stringify(settings, null, 2));
  }

  /** Presses keys one after the other: `press("Control+KeyK", "Control+KeyI")`. */
  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types as fast as a quick writer. */
  async type(text) {
    await this.page.keyboard.type(text, { delay: 40 });
  }

  /** Opens a file of the folder, with the cursor at a line and a column, both from 1. */
  async file(path, line = 1, column = 1) {
    const name = basename(path);
    await this.#pick("Control+KeyP", `${path}:${line}:${column}`, name);
    await this.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`);
    await this.page.waitForSelector(".editor-group-container.active .monaco-editor.focused");
  }

  /**
   * Opens a file with the cursor `skip` characters into the `nth` occurrence of `text`, once there are `findings`: the fixture is made
   * so that there always is something to report about the schema.
   */
  async at(path, text, { skip = 0, nth = 1, findings = true } = {}) {
    const whole = await this.saved(path);
    let offset = -1;
    for (let left = nth; left > 0; left--) offset = whole.indexOf(text, offset + 1);
    assert.notEqual(offset, -1, `${path} does not contain ${text}`);
    const before = whole.slice(0, offset + skip).split("\n");
    await this.file(path, before.length, before.at(-1).length + 1);
    if (findings) await this.page.waitForSelector('#status\\.problems:not([aria-label="No Problems"])');
  }

  /** Runs a command of the palette by its title. */
  async command(title) {
    await this.#pick("F1", title, title);
  }

  async #pick(key, text, row) {
    await this.press(key);
    await this.page.waitForSelector(".quick-input-widget .input");
    await this.page.keyboard.insertText(text);
    await this.page.locator(ROWS, { hasText: row }).first().waitFor();
    // The list is filled in steps: Enter takes what is focused, so that has to be the wanted row.
    await this.until(async () => (await this.#focused(ROWS)).includes(row), () => `"${row}" is not the first choice`);
    await this.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  async #focused(rows) {
    return plain(await this.page.locator(`${rows}.focused`).first().innerText({ timeout: 1000 }).catch(() => ""));
  }

  /** The titles in the menu of code actions at the cursor. Leaves the menu open. */
  async actions() {
    const rows = this.page.locator(".action-widget .monaco-list-row");
    await this.until(async () => {
      // While the server reads the schema or the code there may be none yet.
      if (!(await rows.first().isVisible())) await this.press("Control+Period");
      return rows.first().waitFor({ timeout: 2000 }).then(() => true, () => false);
    }, () => "No code actions at the cursor");
    return (await this.page.locator(".action-widget .monaco-list-row.action").allInnerTexts()).map(plain);
  }

  /** Keeps a picture of the menu of code actions at the cursor, and closes it. Gives the titles. */
  async shotOfActions(name) {
    const titles = await this.actions();
    await this.shot(name);
    await this.press("Escape");
    await this.page.locator(".action-widget").waitFor({ state: "hidden" });
    return titles;
  }

  /** Chooses a code action by the keyboard: the first whose title contains `title`. */
  async action(title) {
    const rows = ".action-widget .monaco-list-row";
    const titles = await this.actions();
    assert(titles.some((it) => it.includes(title)), `No action "${title}" among:\n${titles.join("\n")}`);
    for (let left = titles.length + 1; !(await this.#focused(rows)).includes(title); left--) {
      assert(left > 0, `"${title}" cannot be reached by the arrow keys`);
      await this.press("ArrowDown");
    }
    await this.press("Enter");
    await this.page.locator(".action-widget").waitFor({ state: "hidden" });
  }

  /** What the hover at the cursor says. */
  async hover() {
    await this.press("Control+KeyK", "Control+KeyI");
    const hover = this.page.locator(".monaco-hover:not(.hidden) .hover-contents");
    await hover.first().waitFor();
    // The first part may say that the rest is loading.
    await this.until(async () => !(await hover.allInnerTexts()).join().includes("Loading"), () => "The hover is still loading");
    return plain((await hover.allInnerTexts()).join("\n"));
  }

  /** Renames what is at the cursor; keeps a picture of the box as `shot`. `key` ends it. */
  async rename(name, shot, key = "Enter") {
    await this.press("F2");
    await this.page.waitForSelector(".rename-box .rename-input:focus");
    await this.press("Control+KeyA");
    await this.type(name);
    await this.shot(shot);
    await this.press(key);
    await this.page.locator(".rename-box .rename-input:focus").waitFor({ state: "detached" });
  }

  /** The rows of the Problems view once `done` holds for them, joined by line breaks. */
  async problems(done) {
    await this.command("Problems: Focus on Problems View");
    const rows = this.page.locator(".markers-panel .monaco-list-row");
    let texts = [];
    await this.until(async () => {
      texts = (await rows.allInnerTexts()).map(plain);
      return done(texts.join("\n"));
    }, () => `The problems are:\n${texts.join("\n")}`);
    return texts.join("\n");
  }

  /** Waits until the visible text of the active editor fulfils `done`, and gives it. */
  async shows(done) {
    let text = "";
    await this.until(async () => {
      text = await this.visible();
      return done(text);
    }, () => `The editor shows:\n${text}`);
    return text;
  }

  /** The visible lines of the editor in a group, by default in the active one. */
  async visible(group = ".editor-group-container.active") {
    return this.page.evaluate((selector) => {
      const lines = [...document.querySelectorAll(`${selector} .monaco-editor .view-line`)];
      const top = (line) => Number.parseInt(line.style.top, 10);
      const texts = lines.sort((a, b) => top(a) - top(b)).map((line) => line.textContent);
      return texts.join("\n").replaceAll("\u00a0", " ");
    }, group);
  }

  /** Line and column of the cursor, both from 1, as the status bar says them. */
  async cursor() {
    const text = await this.page.locator("#status\\.editor\\.selection").innerText();
    const [, line, column] = /Ln (\d+), Col (\d+)/.exec(text) ?? [];
    return { line: Number(line), column: Number(column) };
  }

  /** The name of the file in the active editor. */
  async active() {
    return this.page.locator(".editor-group-container.active .tab.active").getAttribute("data-resource-name");
  }

  /** Saves the active editor, which has been edited, and gives the file's text. */
  async save(path) {
    const dirty = this.page.locator(".editor-group-container.active .tab.active.dirty");
    await dirty.waitFor();
    await this.press("Control+KeyS");
    await dirty.waitFor({ state: "detached" });
    return this.saved(path);
  }

  /** The text of a file of the folder, as it is on disk. */
  async saved(path) {
    return readFile(join(this.folder, path), "utf8");
  }

  /** The texts of the notifications, once there is one. */
  async notifications() {
    const all = this.page.locator(".notification-toast .notification-list-item");
    await all.first().waitFor();
    // They slide in, and a second one may follow.
    await this.page.waitForTimeout(1000);
    return (await all.allInnerTexts()).map(plain);
  }

  /** The document inside the webview of the active group. */
  async webview() {
    const outer = this.page.frameLocator("iframe.webview.ready");
    const inner = outer.frameLocator("iframe#active-frame");
    await inner.locator("body").waitFor();
    return inner;
  }

  /** Keeps a picture of the window, in the output folder or in another one. */
  async shot(name, folder = OUTPUT) {
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  /** Waits until `done` gives a true value, and gives that. `what` says what is wrong if it never does. */
  async until(done, what, patience = PATIENCE) {
    for (const end = Date.now() + patience; ; ) {
      const value = await done();
      if (value) return value;
      if (Date.now() > end) assert.fail(what());
      await this.page.waitForTimeout(100);
    }
  }
}

function plain(text) {
  return text.replaceAll("\u00a0", " ").trim();
}
