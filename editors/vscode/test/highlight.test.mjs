// Prisma code in Markdown gets the classes that the editor's preview has colours for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.mjs";

const { colourPrisma, highlight } = load("highlight.ts");

/** The coloured words, with their classes. */
const words = (code) => [...highlight(code).matchAll(/<span class="hljs-([a-z_]+)">([^<]*)<\/span>/g)].map(([, name, text]) => [name, text]);

test("colours each kind of word", () => {
  const code = `/// A user
model User {
  id    Int     @id @default(autoincrement())
  größe Float?  @map("size") // cm
  role  Role    @default(ADMIN)
  @@index([role], map: "x")
}
`;
  assert.deepEqual(words(code), [
    ["comment", "/// A user"],
    ["keyword", "model"],
    ["title", "User"],
    ["built_in", "Int"],
    ["meta", "@id"],
    ["meta", "@default"],
    ["built_in", "Float"],
    ["meta", "@map"],
    ["string", '"size"'],
    ["comment", "// cm"],
    ["title", "Role"],
    ["meta", "@default"],
    ["title", "ADMIN"],
    ["meta", "@@index"],
    ["string", '"x"'],
  ]);
});

test("loses no letter, and lets nothing through as HTML", () => {
  for (const code of ["", "a < b && c > d\n", 'x String @default("</code><script>")\n', '"open\n', "model", "/* open", "日本 Int\r\n", "@\n@@"]) {
    const text = highlight(code).replaceAll(/<\/?span[^>]*>/g, "");
    assert.ok(!/[<>]/.test(text), text);
    assert.equal(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"), code);
  }
});

test("changes only fenced blocks of Prisma", () => {
  const text = "a\n\n```prisma\nmodel A {\n```\n\n```toml\n[rules]\n```\n\n```prisma flagged\nenum B {\n```\n";
  const coloured = colourPrisma(text);
  assert.equal(coloured.match(/<pre class="hljs">/g).length, 2);
  assert.ok(coloured.startsWith("a\n\n<pre") && coloured.includes("```toml\n[rules]\n```"), coloured);
});
