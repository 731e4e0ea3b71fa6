// Runs the TextMate grammar the way the editor does and compares the scopes of single words.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

await oniguruma.loadWASM((await readFile(require.resolve("vscode-oniguruma/release/onig.wasm"))).buffer);

const FILES = {
  "source.prisma": "../syntaxes/prisma.tmLanguage.json",
  "markdown.prisma.codeblock": "../syntaxes/markdown.tmLanguage.json",
};

const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => {
    if (!(scope in FILES)) return null;
    const text = await readFile(new URL(FILES[scope], import.meta.url), "utf8");
    return textmate.parseRawGrammar(text, `${scope}.json`);
  },
});

/** Every token as `[text, innermost scope]`, blanks left out. */
async function scopes(text, scope = "source.prisma") {
  const grammar = await registry.loadGrammar(scope);
  const found = [];
  let state = textmate.INITIAL;
  for (const line of text.split("\n")) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const token of result.tokens) {
      const word = line.slice(token.startIndex, token.endIndex);
      if (word.trim() !== "") found.push([word.trim(), token.scopes.at(-1), token.scopes]);
    }
  }
  return found;
}

/** Checks that each word has its scope, in this order; tokens that are not named may stand in between. */
async function check(text, expected, scope) {
  const found = await scopes(text, scope);
  let at = 0;
  for (const [word, want] of expected) {
    const index = found.findIndex(([have], i) => i >= at && have === word);
    assert.notEqual(index, -1, `no token ${word} in ${JSON.stringify(found.slice(at).map(([w, s]) => [w, s]))}`);
    assert.equal(found[index][1], want, `scope of ${word}`);
    at = index + 1;
  }
}

test("a model with its fields", () =>
  check('model User {\n  id String @id @default(uuid(7)) // key\n  posts Post[]\n  bio String?\n  @@map("users")\n}', [
    ["model", "storage.type.model.prisma"],
    ["User", "entity.name.type.model.prisma"],
    ["{", "punctuation.section.block.begin.prisma"],
    ["id", "variable.other.property.prisma"],
    ["String", "support.type.primitive.prisma"],
    ["@", "punctuation.definition.decorator.prisma"],
    ["id", "entity.name.function.decorator.prisma"],
    ["default", "entity.name.function.decorator.prisma"],
    ["uuid", "support.function.prisma"],
    ["7", "constant.numeric.prisma"],
    ["//", "punctuation.definition.comment.prisma"],
    ["key", "comment.line.double-slash.prisma"],
    ["posts", "variable.other.property.prisma"],
    ["Post", "entity.name.type.prisma"],
    ["bio", "variable.other.property.prisma"],
    ["?", "keyword.operator.optional.prisma"],
    ["@@", "punctuation.definition.decorator.prisma"],
    ["map", "entity.name.function.decorator.prisma"],
    ["users", "string.quoted.double.prisma"],
    ["}", "punctuation.section.block.end.prisma"],
  ]));

test("arguments of a relation", () =>
  check("model P {\n  a U @relation(fields: [uId], references: [id], onDelete: Cascade)\n}", [
    ["fields", "variable.parameter.prisma"],
    ["uId", "variable.other.constant.prisma"],
    ["onDelete", "variable.parameter.prisma"],
    ["Cascade", "constant.language.prisma"],
    ["}", "punctuation.section.block.end.prisma"],
  ]));

test("an object literal does not close the model", () =>
  check("model P {\n  @@index([a], where: { published: { not: false } })\n  b Int\n}", [
    ["published", "variable.parameter.prisma"],
    ["false", "constant.language.prisma"],
    ["b", "variable.other.property.prisma"],
    ["Int", "support.type.primitive.prisma"],
    ["}", "punctuation.section.block.end.prisma"],
  ]));

test("native and unsupported types", () =>
  check('model P {\n  a String @db.VarChar(200)\n  b Unsupported("point")?\n}', [
    ["db.", "entity.name.namespace.prisma"],
    ["VarChar", "entity.name.function.decorator.prisma"],
    ["200", "constant.numeric.prisma"],
    ["Unsupported", "support.type.prisma"],
    ["point", "string.quoted.double.prisma"],
  ]));

test("configuration blocks", () =>
  check('datasource db {\n  provider = "postgresql"\n  url = env("URL")\n  relationMode = "prisma" // x\n}', [
    ["datasource", "storage.type.configuration.prisma"],
    ["db", "entity.name.type.configuration.prisma"],
    ["provider", "variable.other.property.prisma"],
    ["postgresql", "string.quoted.double.prisma"],
    ["env", "support.function.prisma"],
    ["x", "comment.line.double-slash.prisma"],
    ["}", "punctuation.section.block.end.prisma"],
  ]));

test("enums, with mapped and assigned values", () =>
  check('enum Role {\n  ADMIN @map("admin")\n  USER = "user"\n  model\n  @@map("roles")\n}', [
    ["Role", "entity.name.type.enum.prisma"],
    ["ADMIN", "variable.other.enummember.prisma"],
    ["map", "entity.name.function.decorator.prisma"],
    ["USER", "variable.other.enummember.prisma"],
    ["user", "string.quoted.double.prisma"],
    ["model", "variable.other.enummember.prisma"],
    ["}", "punctuation.section.block.end.prisma"],
  ]));

test("comments of every kind", () =>
  check("/// doc\n// plain\n/* block\n model */\n// prisma-lens-ignore fk-missing-index: old\nmodel A {\n  /// inner\n}", [
    ["doc", "comment.line.documentation.prisma"],
    ["plain", "comment.line.double-slash.prisma"],
    ["block", "comment.block.prisma"],
    ["model", "comment.block.prisma"],
    ["prisma-lens-ignore", "keyword.control.directive.prisma"],
    ["fk-missing-index", "constant.other.rule.prisma"],
    ["inner", "comment.line.documentation.prisma"],
  ]));

test("a lost brace costs one block", () =>
  check("model A {\n  id Int\n\nmodel B {\n  id Int\n}", [
    ["A", "entity.name.type.model.prisma"],
    ["model", "storage.type.model.prisma"],
    ["B", "entity.name.type.model.prisma"],
    ["}", "punctuation.section.block.end.prisma"],
  ]));

test("an open string or bracket ends with its line", () =>
  check('model A {\n  a String @default("x\n  b String @map(\n  c Int\n}', [
    ["x", "string.quoted.double.prisma"],
    ["b", "variable.other.property.prisma"],
    ["c", "variable.other.property.prisma"],
    ["Int", "support.type.primitive.prisma"],
  ]));

test("words that are keywords elsewhere are field names", () =>
  check("model A {\n  type String\n  model Model\n  enum Enum[]\n}", [
    ["type", "variable.other.property.prisma"],
    ["model", "variable.other.property.prisma"],
    ["Model", "entity.name.type.prisma"],
    ["enum", "variable.other.property.prisma"],
    ["}", "punctuation.section.block.end.prisma"],
  ]));

test("names of every script", () =>
  check("model Größe {\n  länge Ünit\n}", [
    ["Größe", "entity.name.type.model.prisma"],
    ["länge", "variable.other.property.prisma"],
    ["Ünit", "entity.name.type.prisma"],
  ]));

test("the dialect of Prisma 8", () =>
  check(
    "// use prisma-8\nnamespace auth {\n  model User {\n    id Uuid @id\n    name VarChar(255)\n    o pg:auth.Org\n  }\n}\n" +
      'types {\n  Email = String\n}\npolicy_select p {\n  using = "true"\n}',
    [
      ["prisma-8", "keyword.control.directive.prisma"],
      ["auth", "entity.name.namespace.prisma"],
      ["User", "entity.name.type.model.prisma"],
      ["VarChar", "support.type.prisma"],
      ["pg", "entity.name.namespace.prisma"],
      ["Org", "entity.name.type.prisma"],
      ["types", "storage.type.other.prisma"],
      ["Email", "variable.other.property.prisma"],
      ["policy_select", "storage.type.other.prisma"],
      ["using", "variable.other.property.prisma"],
      ["}", "punctuation.section.block.end.prisma"],
    ],
  ));

test("legacy forms", () =>
  check("type Id = Int @id\nmodel A {\n  a: String!\n  b [Int]\n}", [
    ["Id", "entity.name.type.alias.prisma"],
    ["Int", "support.type.primitive.prisma"],
    ["a", "variable.other.property.prisma"],
    [":", "punctuation.separator.prisma"],
    ["!", "invalid.deprecated.required.prisma"],
    ["b", "variable.other.property.prisma"],
    ["Int", "support.type.primitive.prisma"],
  ]));

test("a fence in Markdown holds a schema and ends where it ends", async () => {
  const text = "```prisma title=x\nmodel A {\n  id Int\n```\nmodel B {\n\n~~~prisma\nenum E {\n  A\n}\n~~~";
  const found = await scopes(text, "markdown.prisma.codeblock");
  const embedded = (word) => found.find(([have]) => have === word)?.[2].includes("meta.embedded.block.prisma");
  assert.equal(embedded("Int"), true);
  assert.equal(found.find(([have]) => have === "Int")[1], "support.type.primitive.prisma");
  assert.equal(found.find(([have]) => have.startsWith("model B"))[2].includes("meta.embedded.block.prisma"), false);
  assert.equal(embedded("E"), true);
});
