// What the editor does by itself at the return key: the first rule that fits decides, as in the editor.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const configuration = JSON.parse(readFileSync(new URL("../language-configuration.json", import.meta.url), "utf8"));

/** What is inserted on the new line, beside the indentation, and how that changes. */
function enter(before, after = "", previous = "") {
  const rule = configuration.onEnterRules.find(
    ({ beforeText, afterText, previousLineText }) =>
      new RegExp(beforeText).test(before) &&
      (afterText === undefined || new RegExp(afterText).test(after)) &&
      (previousLineText === undefined || new RegExp(previousLineText).test(previous)),
  );
  const { indent, appendText = "", removeText } = rule?.action ?? {};
  return [indent, appendText, removeText].filter((part) => part !== undefined);
}

test("documentation goes on, a comment only where it is split", () => {
  assert.deepEqual(enter("  /// A user"), ["none", "/// "]);
  assert.deepEqual(enter("  // a", "b"), ["none", "// "]);
  assert.deepEqual(enter("  // a"), [""]);
  assert.deepEqual(enter('  url String @default("https://a")'), [""]);
});

test("a block comment goes on until it ends", () => {
  assert.deepEqual(enter("/*", "*/"), ["indentOutdent", " * "]);
  assert.deepEqual(enter("/* a"), ["none", " * "]);
  assert.deepEqual(enter(" * b", "", "/* a"), ["none", "* "]);
  assert.deepEqual(enter(" *", "", " * b"), ["none", "* "]);
  assert.deepEqual(enter(" */"), ["none", "", 1]);
  assert.deepEqual(enter("/* a */"), [""]);
  assert.deepEqual(enter("  id Int /* a */"), [""]);
});

test("pairs are closed and surround a selection, and comments are toggled", () => {
  const { comments, surroundingPairs, autoClosingPairs } = configuration;
  assert.deepEqual(comments, { lineComment: "//", blockComment: ["/*", "*/"] });
  for (const pair of ["{}", "[]", "()", '""']) {
    assert.ok(surroundingPairs.some((it) => it.join("") === pair), pair);
    const closing = autoClosingPairs.find((it) => it.open + it.close === pair);
    assert.deepEqual(closing?.notIn, ["string", "comment"], pair);
  }
});
