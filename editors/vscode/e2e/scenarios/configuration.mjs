import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

const FILE = "prisma-lens.toml";

scenario("completion in prisma-lens.toml", { files: { [FILE]: "[rules]\n" } }, async (window) => {
  await window.at("prisma/loans.prisma", "Loan");
  await window.at(FILE, "[rules]");
  await window.press("End", "Enter");
  await window.type("fk-miss");
  const rows = window.page.locator(".suggest-widget.visible .monaco-list-row");
  await rows.filter({ hasText: "fk-missing-index" }).first().waitFor();
  await window.shot("toml-completion");
  await window.press("Tab");
  await window.shows((it) => it.includes("fk-missing-index"));
});

scenario("findings, fix and hover in prisma-lens.toml", { files: { [FILE]: '[rules]\nfk-mising-index = "off"\nexplicit-on-delete = "off"\n' } }, async (window) => {
  await window.at(FILE, "fk-mising", { skip: 2 });
  await window.page.waitForSelector(".squiggly-error, .squiggly-warning");
  const texts = await window.problems((it) => it.includes("fk-mising-index"));
  await window.shot("toml-findings");
  assert.match(texts, /fk-missing-index/);
  await window.at(FILE, "fk-mising", { skip: 2 });
  await window.shotOfActions("toml-actions");
  await window.action("fk-missing-index");
  assert.match(await window.save(FILE), /^fk-missing-index = "off"$/m);
  await window.at(FILE, "explicit-on-delete", { skip: 2, findings: false });
  const text = await window.hover();
  await window.shot("toml-hover");
  assert.match(text, /explicit-on-delete/);
});
