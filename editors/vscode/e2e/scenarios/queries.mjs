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
  await window.action("Suppress `n-plus-one` for this statement");
  assert.match(await window.save(CODE), /\n {4}\/\/ prisma-lens-ignore n-plus-one\n {4}const book = await/);
  await window.page.locator(".squiggly-warning").waitFor({ state: "detached" });
  await window.shot("queries-suppressed");
});

scenario("from a field to the code that uses it", {}, async (window) => {
  await window.at("prisma/loans.prisma", "backAt", { skip: 2 });
  const rows = window.page.locator(".peekview-widget .ref-tree .monaco-list-row");
  // As long as the code is not read, there is only the declaration, and the editor goes there instead of listing it.
  await window.until(async () => {
    await window.press("Shift+F12");
    return rows.filter({ hasText: "loans.ts" }).waitFor({ timeout: 2000 }).then(() => true, () => false);
  }, () => "The references do not name the code");
  await window.shot("queries-references");
});
