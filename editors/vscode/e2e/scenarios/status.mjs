import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

const LOANS = "prisma/loans.prisma";

/** Opens what the braces beside the language show, and gives its text once `done` holds for it. */
async function status(window, done) {
  const items = window.page.locator(".hover-language-status");
  let text = "";
  await window.until(async () => {
    if ((await items.count()) === 0) await window.page.locator("#status\\.languageStatus").click();
    await items.first().waitFor({ timeout: 2000 }).catch(() => {});
    text = (await items.allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
    return done(text);
  }, () => `The language status is:\n${text}`);
  return text;
}

scenario("language status", {}, async (window) => {
  await window.at(LOANS, "Loan");
  const text = await status(window, (it) => it.includes("ready"));
  await window.shot("status");
  assert.match(text, /Prisma 6\.19/);
  assert.match(text, /from 6\.19\.0 in package\.json/);
  assert.match(text, /Preset: recommended/);
  assert.match(text, /no prisma-lens\.toml/);
  assert.match(text, /3 schema files/);
});

scenario("language status of a configured schema", { files: { "prisma-lens.toml": 'preset = "strict"\n' } }, async (window) => {
  await window.at(LOANS, "Loan");
  const text = await status(window, (it) => it.includes("Preset: strict"));
  await window.shot("status-configured");
  assert.match(text, /prisma-lens\.toml/);
});

scenario("create configuration", {}, async (window) => {
  await window.at(LOANS, "Loan");
  await window.command("Prisma Lens: Create Configuration");
  await window.until(async () => (await window.active()) === "prisma-lens.toml", () => "prisma-lens.toml is not shown");
  await window.page.waitForTimeout(1000);
  await window.shot("create-configuration");
  assert.match(await window.visible(), /\[rules\]/);
});

scenario("select the Prisma version", {}, async (window) => {
  await window.file("prisma/schema.prisma");
  await window.page.waitForSelector('#status\\.problems:not([aria-label="No Problems"])');
  await window.command("Prisma Lens: Select Prisma Version");
  const rows = window.page.locator(".quick-input-widget .monaco-list-row");
  await rows.filter({ hasText: "the newest version of Prisma 7" }).waitFor();
  await window.shot("select-version");
  await window.page.keyboard.insertText("7");
  await window.press("Enter");
  // Prisma 7 has the URL elsewhere.
  await window.page.waitForSelector(".squiggly-error");
  const texts = await window.problems((it) => it.includes("schema.prisma"));
  assert.match(texts, /`url` is not supported in the schema since Prisma 7/);
});
