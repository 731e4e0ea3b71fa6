// The extension as it is packed for a platform and for all others.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../../server/packaging/vsix.mjs", import.meta.url));
const hasUnzip = (() => {
  try {
    return execFileSync("unzip", ["-v"], { stdio: "pipe" }).length > 0;
  } catch {
    return false;
  }
})();

test("a package holds the extension, the program, and nothing else", { skip: !hasUnzip && "needs unzip" }, async () => {
  const out = await mkdtemp(join(tmpdir(), "prisma-lens-"));
  const program = join(out, "program");
  await writeFile(program, "#!/bin/sh\n");
  const repository = "https://example.org/prisma-lens";
  const args = [SCRIPT, "--out", out, "--repository", repository, `x86_64-unknown-linux-musl=${program}`];
  const printed = execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const [universal, alpine] = printed.trim().split("\n").map((line) => line.split(".vsix ")[0] + ".vsix");
  const names = (path) => execFileSync("unzip", ["-Z1", path], { encoding: "utf8" }).trim().split("\n").sort();
  const common = [
    "[Content_Types].xml",
    "extension.vsixmanifest",
    ...["LICENSE.txt", "changelog.md", "icon.png", "language-configuration.json", "package.json", "readme.md"],
    ...["findings", "version", "rules", "diagram", "migration"].map((name) => `media/${name}.md`),
    ...["out/extension.js", "out/webview/diagram.css", "out/webview/diagram.js"],
    ...["syntaxes/markdown.tmLanguage.json", "syntaxes/prisma.tmLanguage.json"],
  ].map((name) => (name.includes("extension.vsix") || name.startsWith("[") ? name : `extension/${name}`));
  assert.deepEqual(names(universal), common.toSorted());
  assert.deepEqual(names(alpine), [...common, "extension/server/prisma-lens"].toSorted());
  const read = (name) => execFileSync("unzip", ["-p", alpine, name], { encoding: "utf8" });
  assert.match(read("extension.vsixmanifest"), /TargetPlatform="alpine-x64"/);
  const manifest = JSON.parse(read("extension/package.json"));
  const workspace = await readFile(new URL("../../../Cargo.toml", import.meta.url), "utf8");
  assert.ok(workspace.includes(`version = "${manifest.version}"`));
  assert.equal(manifest.repository.url, `${repository}.git`);
  assert.ok(read("extension/readme.md").includes(`](${repository}/raw/HEAD/editors/vscode/images/fixes.png)`));
  assert.match(execFileSync("unzip", ["-Z", alpine, "extension/server/prisma-lens"], { encoding: "utf8" }), /^-rwxr-xr-x/m);
  await rm(out, { recursive: true });
});
