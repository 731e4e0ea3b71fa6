// Packs the extension for VS Code: one file for each given platform, with its program, and one without a program for all others.
//
//   node vsix.mjs --out DIR [--repository URL] TARGET=PROGRAM…
//
// TARGET is a name of Rust's for a platform, as in npm/platforms.json. The version is that of the workspace in Cargo.toml. The extension
// has been built before: `npm ci && npm run vscode:prepublish` in editors/vscode.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** What is packed, beside the manifest; `.vscodeignore` leaves out parts of it. */
const FILES = [".vscodeignore", "CHANGELOG.md", "LICENSE.txt", "README.md", "icon.png", "language-configuration.json", "media", "out", "syntaxes"];

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const source = join(root, "editors/vscode");
const platforms = JSON.parse(readFileSync(join(here, "npm/platforms.json"), "utf8"));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" }, repository: { type: "string" } },
});
if (values.out === undefined) {
  fail("no folder is named. Pass `--out DIR`.");
}
const vsce = join(source, "node_modules/@vscode/vsce/vsce");
for (const [path, remedy] of [[vsce, "npm ci"], [join(source, "out/extension.js"), "npm run vscode:prepublish"]]) {
  if (!existsSync(path)) {
    fail(`${path} is missing. Run \`${remedy}\` in editors/vscode.`);
  }
}

const { scripts, devDependencies, ...manifest } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
const workspace = readFileSync(join(root, "Cargo.toml"), "utf8");
manifest.version = /^\[workspace\.package\]\s+version = "([^"]+)"/m.exec(workspace)?.[1] ?? fail("Cargo.toml has no version.");
if (values.repository) {
  manifest.repository = { type: "git", url: `${values.repository}.git`, directory: "editors/vscode" };
  manifest.bugs = { url: `${values.repository}/issues` };
  manifest.homepage = `${values.repository}#readme`;
}

const out = resolve(values.out);
mkdirSync(out, { recursive: true });
const staging = mkdtempSync(join(tmpdir(), "prisma-lens-"));
try {
  for (const name of FILES) {
    cpSync(join(source, name), join(staging, name), { recursive: true });
  }
  writeFileSync(join(staging, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  pack(undefined);
  for (const argument of positionals) {
    const [target, program] = argument.split(/=(.*)/s);
    const platform = platforms.find((one) => one.target === target);
    if (platform === undefined || !program) {
      fail(`\`${argument}\` is not TARGET=PROGRAM. The targets are ${platforms.map((one) => one.target).join(", ")}.`);
    }
    const folder = join(staging, "server");
    const path = join(folder, platform.os === "win32" ? "prisma-lens.exe" : "prisma-lens");
    mkdirSync(folder);
    copyFileSync(program, path);
    chmodSync(path, 0o755);
    pack(platform.vscode);
    rmSync(folder, { recursive: true });
  }
} finally {
  rmSync(staging, { recursive: true });
}

/** Where links and pictures of the README lead. Without a repository they stay as they are. */
function links() {
  const base = (kind) => `${values.repository}/${kind}/HEAD/editors/vscode`;
  return values.repository
    ? ["--baseContentUrl", base("blob"), "--baseImagesUrl", base("raw")]
    : ["--allow-missing-repository", "--no-rewrite-relative-links"];
}

/** Packs what is in the staging folder, and prints the path of the file and its size. */
function pack(target) {
  const path = join(out, `prisma-lens-${target ?? "universal"}-${manifest.version}.vsix`);
  const options = ["--no-dependencies", ...links(), ...(target === undefined ? [] : ["--target", target])];
  execFileSync(process.execPath, [vsce, "package", ...options, "--out", path], { cwd: staging, stdio: ["ignore", "ignore", "inherit"] });
  console.log(`${path} ${(statSync(path).size / 1e6).toFixed(1)} MB`);
}

function fail(message) {
  console.error(`vsix.mjs: ${message}`);
  process.exit(2);
}
