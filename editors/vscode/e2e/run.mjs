// Runs the scenarios in a real editor, all or those of some files; see README.md. With --pictures it makes those of the README instead.
import { mkdirSync, rmSync } from "node:fs";

import { CACHE, chromium, OUTPUT, program, cached } from "./lib/paths.mjs";
import { scenarios } from "./lib/scenario.mjs";

const all = await scenarios();
const isPictures = process.argv[2] === "--pictures";
const wanted = isPictures ? [] : process.argv.slice(2);
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
const files = isPictures ? ["./pictures.mjs"] : (wanted.length > 0 ? wanted : all).map((name) => `./scenarios/${name}.mjs`);
for (const file of files) {
  await import(file);
}
