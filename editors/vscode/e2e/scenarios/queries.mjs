import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

const CODE = "src/loans.ts";

scenario("code that uses Prisma Client", {}, async (window) => {
  // A schema has to be open: the extension starts with it, and the server asks for TypeScript then.
  await window.at("prisma/loans.prisma", "Loan");
  await window.at(CODE, "findUnique", { skip: 2 });
  await window.page.waitForSelector(".squiggly-warning");
  const texts = await window.problems((it) => it.includes("n-plus-one"));
  await window.shot("queries-problems");
  assert.match(texts, /prisma-lens\nn-plus-one\n\[Ln 12, /);
});

scenario("code actions in TypeScript", {}, async (window) => {
  await window.at("prisma/loans.prisma", "Loan");
  await window.at(CODE, "findMany", { skip: 2 });
  await window.page.waitForTimeout(3000);
  console.log((await window.actions()).join("\n"));
  await window.shot("queries-actions");
});

scenario("F12 from code to the schema", {}, async (window) => {
  await window.at("prisma/loans.prisma", "Loan");
  await window.at(CODE, "backAt", { skip: 2 });
  await window.page.waitForTimeout(3000);
  console.log(await window.hover());
  await window.shot("queries-hover");
  await window.press("Escape", "F12");
  await window.page.waitForSelector('.editor-group-container.active .tab.active[data-resource-name="loans.prisma"]');
  await window.until(async () => (await window.cursor()).line === 9, () => "The cursor is not on the field");
  await window.shot("queries-definition");
});
