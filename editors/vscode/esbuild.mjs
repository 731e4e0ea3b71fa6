// Bundles the extension and the script of its diagram into one file each, since one file loads faster than the hundreds of its
// dependencies.
import { context } from "esbuild";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

const common = { bundle: true, minify: production, sourcemap: !production, sourcesContent: false, logLevel: "info" };

const builds = [
  {
    ...common,
    entryPoints: ["src/extension.ts"],
    outfile: "out/extension.js",
    format: "cjs",
    platform: "node",
    target: "node20",
    // The editor itself provides this module at run time.
    external: ["vscode"],
  },
  {
    ...common,
    entryPoints: ["webview/diagram.ts"],
    outfile: "out/webview/diagram.js",
    format: "iife",
    platform: "browser",
    target: "es2022",
    // The theme of the diagram is a part of its script: it styles a tree of its own.
    loader: { ".css": "text" },
  },
  { entryPoints: ["webview/diagram.css"], outfile: "out/webview/diagram.css", minify: production, logLevel: "info" },
];

for (const options of builds) {
  const build = await context(options);
  if (watch) {
    await build.watch();
  } else {
    await build.rebuild();
    await build.dispose();
  }
}
