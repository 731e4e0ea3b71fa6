import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

const LOANS = "prisma/loans.prisma";
const ROOMS = "prisma/rooms.prisma";
const ROOM = "/// A room with shelves.\nmodel Room {\n  id   Int    @id @default(autoincrement())\n  name String\n}\n";

scenario("action that adds an index", {}, async (window) => {
  await window.at(LOANS, "bookId]");
  await window.page.waitForSelector(".squiggly-warning");
  await window.shotOfActions("actions-index");
  await window.action("Add `@@index([bookId])`");
  assert.match(await window.shows((it) => it.includes("@@index([bookId])")), /backAt +DateTime\?\n\n {2}@@index\(\[bookId\]\)\n\}/);
  assert.match(await window.save(LOANS), /\n\n {2}@@index\(\[bookId\]\)\n\}/);
  await window.shot("actions-index-done");
});

scenario("action that writes onDelete", {}, async (window) => {
  await window.at(LOANS, "@relation");
  await window.page.waitForSelector(".squiggly-info");
  await window.shotOfActions("actions-on-delete");
  await window.action("onDelete: Restrict");
  assert.match(await window.save(LOANS), /references: \[id\], onDelete: Restrict\)/);
});

scenario("action that adds audit fields", { files: { [ROOMS]: ROOM } }, async (window) => {
  await window.at(ROOMS, "Room");
  await window.page.waitForSelector(".squiggly-info");
  await window.shotOfActions("actions-audit");
  await window.action("Add `updatedAt`");
  assert.match(await window.save(ROOMS), /updatedAt +DateTime +@default\(now\(\)\) +@updatedAt\n/);
});

scenario("action that suppresses a rule", {}, async (window) => {
  await window.at(LOANS, "bookId]");
  await window.page.waitForSelector(".squiggly-warning");
  await window.action("Suppress `fk-missing-index`…");
  const rows = window.page.locator(".quick-input-widget .monaco-list-row");
  await rows.filter({ hasText: "on this line" }).waitFor();
  await window.shot("actions-suppress-choice");
  await window.press("Enter");
  await window.shows((it) => it.includes("prisma-lens-ignore"));
  await window.shot("actions-suppress");
  assert.match(await window.save(LOANS), /\n {2}\/\/ prisma-lens-ignore fk-missing-index\n {2}book /);
  const texts = await window.problems((it) => it.includes("missing-index-for-query"));
  assert.doesNotMatch(texts, /`Loan\.bookId` has no index/);
});

scenario("action that turns a rule off", {}, async (window) => {
  await window.at(LOANS, "bookId]");
  await window.page.waitForSelector(".squiggly-warning");
  await window.action("Suppress `fk-missing-index`…");
  const rows = window.page.locator(".quick-input-widget .monaco-list-row");
  await rows.filter({ hasText: "Turn `fk-missing-index` off" }).click();
  await window.page.waitForSelector(".tab[data-resource-name='prisma-lens.toml']");
  await window.problems((it) => it !== "" && !it.includes("fk-missing-index"));
  await window.shot("actions-off");
  await window.page.locator(".tab[data-resource-name='prisma-lens.toml']").click();
  assert.match(await window.save("prisma-lens.toml"), /^fk-missing-index = "off"$/m);
});

scenario("action that explains a rule", {}, async (window) => {
  await window.at(LOANS, "bookId]");
  await window.page.waitForSelector(".squiggly-warning");
  await window.action("Explain");
  const page = await window.webview();
  await page.locator("h1").first().waitFor();
  await window.shot("actions-explain");
  assert.match(await page.locator("body").innerText(), /fk-missing-index/);
});
