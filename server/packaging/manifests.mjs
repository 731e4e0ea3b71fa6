// Fills in the files for other projects: the Homebrew formula, the entry of Mason, and the configuration of nvim-lspconfig.
//
//   node manifests.mjs --out DIR --repository URL --version VERSION --archives DIR
//
// The checksums are those of the files TARGET.sha256 beside the archives.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const FILES = ["homebrew/prisma-lens.rb", "mason/package.yaml", "nvim-lspconfig/prisma_lens.lua"];

const here = fileURLToPath(new URL(".", import.meta.url));
const option = { type: "string" };
const { values } = parseArgs({ options: { out: option, repository: option, version: option, archives: option } });
for (const name of ["out", "repository", "version", "archives"]) {
  if (!values[name]) {
    console.error(`manifests.mjs: \`--${name}\` is missing.`);
    process.exit(2);
  }
}

mkdirSync(values.out, { recursive: true });
for (const file of FILES) {
  const template = readFileSync(join(here, file), "utf8").replace(/^# `manifests\.mjs` .*\n/, "");
  writeFileSync(join(values.out, basename(file)), template.replaceAll(/\{\{(\w+)(?: ([\w-]+))?\}\}/g, value));
}

/** What stands for a placeholder. */
function value(placeholder, name, target) {
  if (name === "sha256") {
    const file = join(values.archives, `prisma-lens-${target}.tar.gz.sha256`);
    return readFileSync(file, "utf8").split(" ")[0];
  }
  return values[name] ?? placeholder;
}
