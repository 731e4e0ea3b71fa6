import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

const LOANS = "prisma/loans.prisma";
const ALL = {
  "prismaLens.inlayHints.referentialActions": true,
  "prismaLens.inlayHints.nativeTypes": true,
  "prismaLens.codeLens.references": true,
  "prismaLens.codeLens.relations": true,
  "prismaLens.codeLens.findings": true,
  "prismaLens.codeLens.calls": true,
};

scenario("inlay hints and code lenses", {}, async (window) => {
  await window.at(LOANS, "Loan");
  // Off by default, and shown as soon as the settings say so.
  assert.equal(await window.page.locator(".codelens-decoration a").count(), 0);
  await window.configure(ALL);
  await window.page.locator(".codelens-decoration a").first().waitFor();
  await window.shows((it) => it.includes("onDelete: Restrict"));
  await window.page.waitForTimeout(1000);
  await window.shot("hints");
  const lenses = (await window.page.locator(".codelens-decoration").allInnerTexts()).map((it) => it.replaceAll(/\s+/g, " "));
  assert.match(lenses.join("\n"), /2 references \| \d relations? \| 4 findings.* \| 1 call/);
  assert.match(await window.visible(), /lentAt +DateTime +@default\(now\(\)\)\W*@db\.Timestamp\(3\)/);
});
