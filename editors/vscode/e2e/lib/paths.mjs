// Where things are: the cache that setup.sh fills, the program under test, and the folder that a run leaves behind.
import { accessSync, constants, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the extension. */
export const EXTENSION = fileURLToPath(new URL("../..", import.meta.url));
const REPOSITORY = resolve(EXTENSION, "../..");

/** What setup.sh installed. */
export const CACHE = resolve(process.env.PRISMA_LENS_E2E ?? join(REPOSITORY, "target/e2e"));

/** What the run leaves behind: screenshots, logs, and the packed extension. */
export const OUTPUT = resolve(process.env.PRISMA_LENS_E2E_OUTPUT ?? join(REPOSITORY, "target/e2e-output"));

/** The pictures of the extension's README. */
export const PICTURES = join(EXTENSION, "images");

/** The fixture, of which each scenario gets a copy. */
export const WORKSPACE = fileURLToPath(new URL("../workspace", import.meta.url));

/** The program under test: `PRISMA_LENS_PROGRAM`, or else the newest build that there is. */
export function program() {
  const named = process.env.PRISMA_LENS_PROGRAM;
  const builds = ["dist", "release", "debug"].map((profile) => join(REPOSITORY, "target", profile, "prisma-lens"));
  const newest = builds.filter(isProgram).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  const found = named === undefined ? newest : resolve(named);
  if (found === undefined || !isProgram(found)) {
    throw new Error(`${found ?? "prisma-lens"} is not a program: build it, or set PRISMA_LENS_PROGRAM to its path.`);
  }
  return found;
}

/** Chromium, as the system has it. */
export function chromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
  if (found === undefined) {
    throw new Error("Chromium is not on PATH: run setup.sh.");
  }
  return found;
}

/** A module of the cache. */
export const cached = createRequire(join(CACHE, "package.json"));

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
