import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

const LINES = ["model Shelfmark {", "id Int @id", "room String", "row Int", "note String?", "moved DateTime @default(now())", "book Book?"];

// With the settings as the editor and the extension ship them, also after pauses in which suggestions appear.
for (const pause of [0, 900]) {
  scenario(`typing with pauses of ${pause} ms`, { files: { "prisma/marks.prisma": "" } }, async (window) => {
    await window.at("prisma/marks.prisma", "");
    for (const line of LINES) {
      await window.type(line);
      await window.page.waitForTimeout(pause);
      if (line.includes("DateTime")) await window.shot(`typing-${pause}`);
      await window.press("Enter");
    }
    const [head, ...fields] = LINES;
    assert.equal(await window.save("prisma/marks.prisma"), [head, ...fields.map((it) => `  ${it}`), "  ", "}"].join("\n"));
  });
}

scenario("completion", {}, async (window) => {
  await window.at("prisma/books.prisma", "  loans");
  await window.press("End", "Enter");
  await window.type("spine Sh");
  const rows = window.page.locator(".suggest-widget.visible .monaco-list-row");
  await rows.filter({ hasText: "Shelf" }).first().waitFor();
  await window.shot("completion");
  await window.press("Tab");
  await window.shows((it) => /spine Shelf\b/.test(it));
  assert.match(await window.save("prisma/books.prisma"), /\n {2}spine Shelf\n/);
});

scenario("format on save", { settings: { "[prisma]": { "editor.formatOnSave": true } } }, async (window) => {
  await window.at("prisma/books.prisma", "  loans");
  await window.press("End", "Enter");
  await window.type("isbn String?");
  await window.press("Escape");
  assert.match(await window.save("prisma/books.prisma"), /\n {2}isbn {6}String\?\n/);
  await window.shot("format");
});

scenario("comments", {}, async (window) => {
  await window.at("prisma/books.prisma", "  title");
  await window.press("Control+Slash");
  assert.match(await window.save("prisma/books.prisma"), /\n {2}\/\/ title {5}String\n/);
  await window.press("Control+Slash");
  assert.match(await window.save("prisma/books.prisma"), /\n {2}title {5}String\n/);
  // A documentation comment goes on with Enter.
  await window.file("prisma/books.prisma", 1, 1);
  await window.press("End", "Enter");
  await window.type("Also those on loan.");
  assert.match(await window.save("prisma/books.prisma"), /^\/\/\/ A book.*\n\/\/\/ Also those on loan\.\nmodel Book/);
});
