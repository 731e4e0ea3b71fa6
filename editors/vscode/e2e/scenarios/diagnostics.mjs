import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

scenario("squiggles", {}, async (window) => {
  await window.file("prisma/loans.prisma");
  await window.page.waitForSelector(".squiggly-warning");
  const texts = await window.problems((it) => it.includes("missing-index-for-query"));
  assert.match(texts, /Foreign key `Loan\.bookId` has no index.*\nprisma-lens\nfk-missing-index\n\[Ln 4, Col 40\]/);
  await window.shot("squiggles");
});

scenario("squiggles while typing", {}, async (window) => {
  await window.at("prisma/books.prisma", "String", { skip: 6 });
  await window.type("x");
  await window.page.waitForSelector(".squiggly-error");
  const texts = await window.problems((it) => it.includes("Stringx"));
  assert.match(texts, /Unknown type `Stringx`.*\nprisma\nunknown-type\n\[Ln 4, Col 13\]/);
  await window.shot("squiggles-typing");
  await window.file("prisma/books.prisma", 4, 20);
  await window.press("Backspace");
  await window.page.locator(".squiggly-error").waitFor({ state: "detached" });
});
