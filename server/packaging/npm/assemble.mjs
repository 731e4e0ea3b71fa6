// Writes the folders of the npm packages: `prisma-lens`, and one for the program of each given platform.
//
//   node assemble.mjs --out DIR [--repository URL] TARGET=PROGRAM…
//
// TARGET is a name of Rust's for a platform, as in platforms.json. The version is that of the workspace in Cargo.toml. `npm publish`
// takes each folder; those of the platforms go first, because `prisma-lens` depends on them.
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../../..");
const platforms = JSON.parse(readFileSync(join(here, "platforms.json"), "utf8"));
const template = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" }, repository: { type: "string" } },
});
if (values.out === undefined) {
  fail("no folder is named. Pass `--out DIR`.");
}

const manifest = readFileSync(join(root, "Cargo.toml"), "utf8");
const version = /^\[workspace\.package\]\s+version = "([^"]+)"/m.exec(manifest)?.[1] ?? fail("Cargo.toml has no version.");
const common = {
  version,
  license: template.license,
  ...(values.repository && { repository: { type: "git", url: `git+${values.repository}.git` } }),
};

for (const argument of positionals) {
  const [target, program] = argument.split(/=(.*)/s);
  const platform = platforms.find((one) => one.target === target);
  if (platform === undefined || !program) {
    const targets = platforms.map((one) => one.target).join(", ");
    fail(`\`${argument}\` is not TARGET=PROGRAM. The targets are ${targets}.`);
  }
  const name = platform.os === "win32" ? "prisma-lens.exe" : "prisma-lens";
  const folder = writePackage({
    name: platform.package,
    description: `The program of prisma-lens for ${target}`,
    ...common,
    files: [name, "LICENSE-*"],
    os: [platform.os],
    cpu: [platform.cpu],
    ...(platform.libc && { libc: [platform.libc] }),
    // Yarn keeps packages in archives, from which no program can be started.
    preferUnplugged: true,
  });
  copyFileSync(program, join(folder, name));
  chmodSync(join(folder, name), 0o755);
  const text = `# ${platform.package}\n\nThe program of \`prisma-lens\` for ${target}. Install \`prisma-lens\` instead, which selects it.\n`;
  writeFileSync(join(folder, "README.md"), text);
}

const folder = writePackage({
  ...template,
  ...common,
  optionalDependencies: Object.fromEntries(platforms.map((one) => [one.package, version])),
});
cpSync(join(here, "bin"), join(folder, "bin"), { recursive: true });
for (const name of ["platforms.json", "README.md"]) {
  copyFileSync(join(here, name), join(folder, name));
}

/** Writes the manifest and the licences of a package, and gives its folder. */
function writePackage(content) {
  const folder = join(values.out, content.name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(content, null, 2)}\n`);
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    copyFileSync(join(root, name), join(folder, name));
  }
  console.log(folder);
  return folder;
}

function fail(message) {
  console.error(`assemble.mjs: ${message}`);
  process.exit(2);
}
