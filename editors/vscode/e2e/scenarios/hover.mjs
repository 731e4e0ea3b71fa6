import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

scenario("hover", {}, async (window) => {
  await window.at("prisma/books.prisma", "Loan[]");
  await window.page.waitForSelector(".squiggly-info, .squiggly-warning, .view-line");
  const text = await window.hover();
  await window.shot("hover-model");
  console.log(text);
  assert.match(text, /model Loan/);
  assert.match(text, /One book in the hands of one reader\./);
});
