import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

scenario("F12 goes to another file", {}, async (window) => {
  await window.at("prisma/loans.prisma", "Book ", { skip: 1 });
  await window.page.waitForSelector(".squiggly-warning");
  await window.press("F12");
  await window.page.waitForSelector('.editor-group-container.active .tab.active[data-resource-name="books.prisma"]');
  await window.until(async () => (await window.cursor()).line === 2, () => "The cursor is not on the declaration");
  assert.deepEqual(await window.cursor(), { line: 2, column: 7 });
  await window.shot("definition");
});

scenario("references across files", {}, async (window) => {
  await window.at("prisma/books.prisma", "Book ", { skip: 1 });
  await window.press("Shift+F12");
  const rows = window.page.locator(".peekview-widget .ref-tree .monaco-list-row");
  await rows.first().waitFor();
  await window.shot("references");
  const text = (await rows.allInnerTexts()).join("\n");
  assert.match(text, /loans\.prisma/);
});

scenario("rename across files", {}, async (window) => {
  await window.at("prisma/books.prisma", "Book ", { skip: 1 });
  await window.rename("Volume", "rename");
  await window.shows((it) => it.includes("model Volume {"));
  await window.command("File: Save All Files");
  await window.until(async () => (await window.saved("prisma/loans.prisma")).includes("Volume"), () => "loans.prisma was not changed");
  assert.match(await window.saved("prisma/loans.prisma"), /book +Volume +@relation/);
  assert.match(await window.saved("prisma/books.prisma"), /model Volume \{[^}]*@@map\("Book"\)\n\}/);
  await window.shot("rename-done");
});

scenario("outline", {}, async (window) => {
  await window.file("prisma/loans.prisma");
  await window.command("Explorer: Focus on Outline View");
  const rows = window.page.locator(".outline-tree .monaco-list-row");
  await window.until(async () => (await rows.allInnerTexts()).join().includes("Reader"), () => "The outline has no Reader");
  await window.shot("outline");
  const text = (await rows.allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
  assert.match(text, /Loan/);
});

scenario("rename with a preview says where code uses the name", {}, async (window) => {
  await window.at("prisma/loans.prisma", "backAt", { skip: 2 });
  // The finding in the code is there once the code is read.
  await window.problems((it) => it.includes("n-plus-one"));
  await window.at("prisma/loans.prisma", "backAt", { skip: 2 });
  await window.rename("returnedAt", "rename-box", "Control+Enter");
  const rows = window.page.locator(".bulk-edit-panel .monaco-list-row");
  await rows.filter({ hasText: "returnedAt" }).waitFor();
  await window.page.getByRole("button", { name: /Group Changes By Type/i }).click();
  await rows.filter({ hasText: "Rename what code uses" }).waitFor();
  await window.shot("rename-preview");
  assert.match((await rows.allInnerTexts()).join("\n"), /Code is not changed: 1 place in `loans\.ts`/);
});

scenario("symbols of the workspace", {}, async (window) => {
  await window.at("prisma/books.prisma", "Book ");
  await window.press("Control+KeyT");
  await window.page.waitForSelector(".quick-input-widget .input");
  await window.page.keyboard.insertText("reader.em");
  await window.page.locator(".quick-input-widget .monaco-list-row", { hasText: "email" }).first().waitFor();
  await window.shot("symbols");
  await window.press("Enter");
  await window.until(async () => (await window.active()) === "loans.prisma", () => "The symbol was not opened");
});
