// A registry of npm on this machine: serves the packed packages of a folder, prints its address, and ends with its standard input.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const folder = process.argv[2];
const manifests = new Map();
for (const file of readdirSync(folder).filter((name) => name.endsWith(".tgz"))) {
  const text = execFileSync("tar", ["-xzOf", join(folder, file), "package/package.json"], { encoding: "utf8" });
  manifests.set(JSON.parse(text).name, { file, manifest: JSON.parse(text) });
}

const server = createServer((request, response) => {
  const name = decodeURIComponent(request.url.slice(1));
  if (name.endsWith(".tgz") && readdirSync(folder).includes(name)) {
    response.end(readFileSync(join(folder, name)));
    return;
  }
  const known = manifests.get(name);
  if (known === undefined) {
    response.writeHead(404).end("{}");
    return;
  }
  const { version } = known.manifest;
  const shasum = createHash("sha1").update(readFileSync(join(folder, known.file))).digest("hex");
  const dist = { tarball: `http://${request.headers.host}/${known.file}`, shasum };
  const versions = { [version]: { ...known.manifest, dist } };
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ name, "dist-tags": { latest: version }, versions }));
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));
process.stdin.on("end", () => process.exit()).resume();
