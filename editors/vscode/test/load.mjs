// Loads one module of the sources, for tests of it alone.
import { buildSync } from "esbuild";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** What a module below `src` exports. The editor's module is the stand-in. */
export function load(path) {
  const entry = fileURLToPath(new URL(`../src/${path}`, import.meta.url));
  const options = { bundle: true, write: false, platform: "node", format: "cjs", external: ["vscode"], logLevel: "silent" };
  const [{ text }] = buildSync({ ...options, entryPoints: [entry] }).outputFiles;
  const require = createRequire(import.meta.url);
  require("./editor.cjs");
  const module = { exports: {} };
  new Function("module", "exports", "require", text)(module, module.exports, require);
  return module.exports;
}
