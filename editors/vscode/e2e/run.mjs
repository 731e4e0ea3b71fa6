// Runs the scenarios in a real editor: `node e2e/run.mjs`, or only some: `node e2e/run.mjs hover rename`.
//
// setup.sh has to have run. PRISMA_LENS_PROGRAM names the program under test (by default the one in target/), PRISMA_LENS_E2E the
// folder of the setup (target/e2e), PRISMA_LENS_E2E_OUTPUT the folder of the screenshots (target/e2e-output).
import { mkdirSync, rmSync } from "node:fs";

import { CACHE, chromium, OUTPUT, program, cached } from "./lib/paths.mjs";
import { scenarios } from "./lib/scenario.mjs";

const all = await scenarios();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`No scenario ${unknown.join(", ")}. There are: ${all.join(", ")}.`);
  process.exit(2);
}
try {
  console.log(`Program: ${program()}\nEditor: ${cached.resolve("code-server/package.json")} in ${chromium()}\nScreenshots: ${OUTPUT}`);
} catch (error) {
  console.error(error.code === "MODULE_NOT_FOUND" ? `${CACHE} is not set up: run e2e/setup.sh.` : error.message);
  process.exit(2);
}
rmSync(OUTPUT, { recursive: true, force: true });
mkdirSync(OUTPUT, { recursive: true });
for (const name of wanted.length > 0 ? wanted : all) {
  await import(`./scenarios/${name}.mjs`);
}
