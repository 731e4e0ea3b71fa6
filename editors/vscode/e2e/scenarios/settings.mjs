import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { scenario } from "../lib/scenario.mjs";

const LOANS = "prisma/loans.prisma";

scenario("settings take effect", {}, async (window) => {
  await window.file(LOANS);
  await window.problems((it) => it.includes("fk-missing-index"));
  await window.configure({ "prismaLens.rules": { "fk-missing-index": "off" } });
  await window.problems((it) => it !== "" && !it.includes("fk-missing-index"));
  await window.shot("settings");
  await window.configure({ "prismaLens.preset": "minimal" });
  await window.problems((it) => !it.includes("explicit-on-delete"));
});

scenario("prisma-lens.toml takes effect", {}, async (window) => {
  await window.file(LOANS);
  await window.problems((it) => it.includes("fk-missing-index"));
  await writeFile(join(window.folder, "prisma-lens.toml"), '[rules]\nfk-missing-index = "off"\n');
  await window.problems((it) => it.includes("explicit-on-delete") && !it.includes("fk-missing-index"));
  await window.shot("configuration");
});

scenario("the Prisma version of the project takes effect", { settings: { "prismaLens.prismaVersion": "7" } }, async (window) => {
  await window.file("prisma/schema.prisma");
  await window.page.waitForSelector(".squiggly-error");
  const texts = await window.problems((it) => it.includes("schema.prisma"));
  assert.match(texts, /url/);
  await window.shot("version");
});
