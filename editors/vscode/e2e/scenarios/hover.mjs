import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

const LOANS = "prisma/loans.prisma";

scenario("hover", {}, async (window) => {
  await window.at("prisma/books.prisma", "Loan[]");
  const model = await window.hover();
  await window.shot("hover-model");
  assert.match(model, /model Loan \{/);
  assert.match(model, /One book in the hands of one reader\./);

  await window.press("Escape");
  await window.at(LOANS, "@relation", { skip: 2 });
  await window.hover();
  await window.shot("hover-attribute");

  await window.press("Escape");
  await window.at(LOANS, "bookId]", { skip: 2 });
  const finding = await window.hover();
  await window.shot("hover-finding");
  assert.match(finding, /Foreign key `Loan\.bookId` has no index/);
});
