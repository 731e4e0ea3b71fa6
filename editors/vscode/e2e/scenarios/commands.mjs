import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

const LOANS = "prisma/loans.prisma";

/** The text of the page that a command shows beside the schema, once it contains `text`. */
async function page(window, text) {
  const body = (await window.webview()).locator("body");
  let shown = "";
  await window.until(async () => {
    shown = await body.innerText({ timeout: 1000 }).catch(() => "");
    return shown.includes(text);
  }, () => `The page does not say ${text}:\n${shown}`);
  return shown;
}

scenario("fix all", {}, async (window) => {
  await window.at(LOANS, "Loan");
  await window.page.waitForSelector(".squiggly-warning");
  await window.command("Prisma Lens: Fix All");
  await window.shows((it) => it.includes("@@index([bookId])"));
  await window.shot("command-fix-all");
  assert.match(await window.save(LOANS), /@@index\(\[bookId\]\)/);
});

scenario("fix all on save", { settings: { "[prisma]": { "editor.codeActionsOnSave": { "source.fixAll.prismaLens": "explicit" } } } }, async (window) => {
  await window.at(LOANS, "  backAt");
  await window.press("End", "Enter");
  await window.type("note String?");
  await window.press("Escape");
  assert.match(await window.save(LOANS), /note +String\?[^}]*@@index\(\[bookId\]\)/);
});

scenario("explain a rule by its name", {}, async (window) => {
  await window.at(LOANS, "bookId]");
  await window.command("Prisma Lens: Explain Rule");
  const row = window.page.locator(".quick-input-widget .monaco-list-row").first();
  // The rules that report something at the cursor come first.
  await row.filter({ hasText: "fk-missing-index" }).waitFor();
  await window.shot("command-explain-choice");
  await window.press("Enter");
  await page(window, "A foreign key without an index.");
  await window.shot("command-explain");
});

scenario("list rules", {}, async (window) => {
  await window.at(LOANS, "Loan");
  await window.command("Prisma Lens: List Rules");
  await page(window, "fk-missing-index");
  await window.shot("command-rules");
});

scenario("index advice", {}, async (window) => {
  await window.at(LOANS, "Loan");
  await window.command("Prisma Lens: Advise on Indexes");
  await page(window, "readerId");
  await window.shot("command-advise");
});

scenario("migration plan", {}, async (window) => {
  await window.at(LOANS, "  backAt");
  await window.press("End", "Enter");
  await window.type("renewed Boolean");
  await window.press("Escape");
  await window.save(LOANS);
  await window.command("Prisma Lens: Plan the Next Migration in Stages");
  await page(window, "renewed");
  await window.shot("command-plan");
});
