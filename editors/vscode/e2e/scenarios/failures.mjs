import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

const LOANS = "prisma/loans.prisma";

scenario("missing program", { files: { ".vscode/settings.json": '{ "prismaLens.server.path": "/nowhere/prisma-lens" }' } }, async (window, { server }) => {
  await window.file(LOANS);
  const messages = await window.notifications();
  await window.shot("missing-program");
  assert.equal(messages.length, 1);
  assert.match(messages[0], /\/nowhere\/prisma-lens/);
  assert.deepEqual(await server.languageServers(), []);
  // The setting is corrected: the server starts without a reload.
  await window.configure({});
  await window.page.waitForSelector(".squiggly-warning");
  await window.page.waitForTimeout(1000);
  await window.shot("missing-program-corrected");
});

scenario("killed server", {}, async (window, { server }) => {
  await window.at(LOANS, "bookId]");
  const [before, ...others] = await server.languageServers();
  assert.deepEqual(others, []);
  process.kill(before, "SIGKILL");
  await window.until(async () => (await server.languageServers()).some((it) => it !== before), () => "No server after the kill");
  await window.page.waitForTimeout(3000);
  await window.shot("killed-server");
  await window.action("Add `@@index([bookId])`");
  await window.shows((it) => it.includes("@@index([bookId])"));
});

scenario("server that is killed again and again", {}, async (window, { server }) => {
  await window.at(LOANS, "bookId]");
  for (let left = 5; left > 0; left--) {
    const [one] = await window.until(async () => {
      const all = await server.languageServers();
      return all.length > 0 && all;
    }, () => "No server");
    await window.page.waitForTimeout(1000);
    process.kill(one, "SIGKILL");
    await window.until(async () => !(await server.languageServers()).includes(one), () => "The server still lives");
  }
  const messages = await window.notifications();
  await window.shot("crashes");
  assert.equal(messages.length, 1);
  assert.match(messages[0], /crashed 5 times within three minutes/);
  await window.page.getByRole("button", { name: "Restart" }).click();
  await window.page.waitForSelector(".squiggly-warning");
  assert.equal((await server.languageServers()).length, 1);
});
