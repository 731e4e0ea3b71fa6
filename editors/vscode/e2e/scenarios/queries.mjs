import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

const CODE = "src/loans.ts";

scenario("findings in TypeScript", {}, async (window) => {
  // The extension starts with a schema; the server asks for TypeScript then.
  await window.at("prisma/loans.prisma", "Loan");
  await window.at(CODE, "findUnique", { skip: 2 });
  await window.page.waitForSelector(".squiggly-warning");
  const texts = await window.problems((it) => it.includes("n-plus-one"));
  assert.match(texts, /`book\.findUnique` runs once for each element of the loop.*\nprisma-lens\nn-plus-one\n\[Ln 14, Col 36\]/);
  await window.shot("queries");
});

scenario("actions in TypeScript", {}, async (window) => {
  await window.at("prisma/loans.prisma", "Loan");
  await window.at(CODE, "findUnique", { skip: 2 });
  await window.page.waitForSelector(".squiggly-warning");
  await window.shotOfActions("queries-actions");
  await window.action("Suppress `n-plus-one`…");
  await window.page.locator(".quick-input-widget .monaco-list-row", { hasText: "for this statement" }).waitFor();
  await window.press("Enter");
  await window.shows((it) => it.includes("prisma-lens-ignore"));
  assert.match(await window.save(CODE), /\n {4}\/\/ prisma-lens-ignore n-plus-one\n {4}const book = await/);
  await window.page.locator(".squiggly-warning").waitFor({ state: "detached" });
  await window.shot("queries-suppressed");
});

scenario("from a field to the code that uses it", {}, async (window) => {
  await window.at("prisma/loans.prisma", "backAt", { skip: 2 });
  // The editor goes to the only other reference at once, instead of listing it. It is known once the code is read.
  await window.until(async () => {
    await window.press("Shift+F12");
    await window.page.waitForTimeout(1000);
    return (await window.active()) === "loans.ts";
  }, () => "The references do not name the code");
  await window.until(async () => (await window.cursor()).line === 7, () => "The cursor is not on the use");
  assert.deepEqual(await window.cursor(), { line: 7, column: 24 });
});
