import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { scenario } from "../lib/scenario.mjs";

const LOANS = "prisma/loans.prisma";

/** The page of the diagram, once its picture contains `text`. */
async function diagram(window, text) {
  const page = await window.webview();
  const picture = page.locator("#stage svg");
  let shown = "";
  await window.until(async () => {
    shown = await picture.evaluate((it) => it.textContent, undefined, { timeout: 1000 }).catch(() => "");
    return shown.includes(text);
  }, () => `The diagram has no ${text}: ${shown}`);
  return page;
}

scenario("diagram", {}, async (window) => {
  await window.at(LOANS, "  backAt");
  await window.command("Prisma Lens: Show Diagram");
  await diagram(window, "Reader");
  await window.page.waitForTimeout(500);
  await window.shot("diagram");
  await window.press("End", "Enter");
  await window.type("renewed Boolean");
  await diagram(window, "renewed");
  await window.press("Escape");
  await window.page.waitForTimeout(500);
  await window.shot("diagram-redrawn");
});

scenario("diagram of one block, in a dark theme", { settings: { "workbench.colorTheme": "Default Dark Modern" } }, async (window) => {
  await window.at("prisma/books.prisma", "Shelf {", { skip: 1 });
  await window.command("Prisma Lens: Show Diagram of the Block at the Cursor");
  const page = await diagram(window, "CLOSED");
  await window.page.waitForTimeout(500);
  await window.shot("diagram-block");
  const text = await page.locator("#stage svg").evaluate((it) => it.textContent);
  assert.match(text, /Book/);
  assert.doesNotMatch(text, /Reader/);
});

scenario("diagram leads to the source and back", {}, async (window) => {
  await window.at(LOANS, "  backAt");
  await window.command("Prisma Lens: Show Diagram");
  const page = await diagram(window, "Shelf");
  await page.locator("#stage svg text", { hasText: "CLOSED" }).first().click();
  await window.until(async () => (await window.active()) === "books.prisma", () => "The click did not lead to the source");
  await window.page.waitForTimeout(500);
  await window.shot("diagram-source");
  await page.locator("#search").fill("reader");
  await window.page.waitForTimeout(500);
  await window.shot("diagram-search");
  assert.match(await page.locator("#matches").innerText(), /\d/);
});

for (const [label, ending, content] of [["SVG", "svg", /^<svg[^]*Reader/], ["PNG", "png", /^\x89PNG/], ["Mermaid", "mmd", /^erDiagram$[^]*Reader/m]]) {
  scenario(`diagram exported as ${label}`, {}, async (window) => {
    await window.at(LOANS, "Loan");
    await window.command("Prisma Lens: Export Diagram");
    await window.page.locator(".quick-input-widget .monaco-list-row", { hasText: label }).first().click();
    // The editor asks for the file in a box of its own, and suggests one beside the schema.
    await window.page.locator(".quick-input-widget .quick-input-title", { hasText: "Export Diagram" }).waitFor();
    await window.page.waitForTimeout(1000);
    await window.shot(`diagram-export-${ending}`);
    await window.press("Enter");
    const [message] = await window.notifications();
    assert.match(message, new RegExp(`wrote loans\\.${ending}`));
    assert.match(await readFile(join(window.folder, `prisma/loans.${ending}`), "latin1"), content);
  });
}

scenario("diagram after a reload", {}, async (window) => {
  await window.at(LOANS, "Loan");
  await window.command("Prisma Lens: Show Diagram");
  await diagram(window, "Reader");
  // By the editor's own command, which keeps what is open; the browser may be faster than that.
  await window.command("Developer: Reload Window");
  await window.page.waitForSelector(".tab[data-resource-name='loans.prisma']", { state: "detached" });
  await window.page.waitForSelector(".tab[data-resource-name='loans.prisma']");
  await diagram(window, "Reader");
  await window.page.waitForTimeout(500);
  await window.shot("diagram-reloaded");
});
