import { accessSync, constants, statSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { workspace } from "vscode";

/** A server that can be started. */
export interface Server {
  /** Absolute path of the program. */
  readonly command: string;
  /** Arguments after the program's name. */
  readonly args: readonly string[];
  /** Where the path comes from, for the log. */
  readonly origin: string;
}

/** Why no server can be started, in words for the user. */
export interface Missing {
  readonly reason: string;
}

/** An entry of the table of platforms in the npm package. */
interface Platform {
  readonly package: string;
  readonly os: string;
  readonly cpu: string;
  readonly libc?: "glibc" | "musl";
}

const PROGRAM = process.platform === "win32" ? "prisma-lens.exe" : "prisma-lens";

/**
 * Looks for the server: the path from the settings, the npm package of the project, the program inside the extension, the first on PATH.
 *
 * A path that somebody wrote down is never passed over in silence: if nothing is there, that is the answer.
 */
export function findServer(extensionPath: string): Server | Missing {
  const settings = workspace.getConfiguration("prismaLens.server");
  const args = ["lsp", ...settings.get<string[]>("extraArgs", [])];

  const configured = settings.get<string>("path", "").trim();
  if (configured !== "") {
    const command = expand(configured);
    return isProgram(command)
      ? { command, args, origin: "prismaLens.server.path" }
      : { reason: `Prisma Lens: prismaLens.server.path is ${command}, which is not a program. Select the program prisma-lens.` };
  }
  // A folder that is not trusted must not choose what is run.
  const installed = workspace.isTrusted ? installedProgram() : undefined;
  if (installed !== undefined) {
    return { command: installed, args, origin: "node_modules of the project" };
  }
  const bundled = join(extensionPath, "server", PROGRAM);
  if (isProgram(bundled)) {
    return { command: bundled, args, origin: "bundled with the extension" };
  }
  const onPath = searchPath();
  if (onPath !== undefined) {
    return { command: onPath, args, origin: "PATH" };
  }
  return {
    reason:
      `Prisma Lens: ${PROGRAM} is not in node_modules, not bundled with this extension and not on PATH. ` +
      "Install it (`npm install --save-dev prisma-lens`) and restart, or select the program.",
  };
}

function expand(path: string): string {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const expanded = path.replace(/^~(?=[/\\])/, homedir()).replaceAll("${workspaceFolder}", folder);
  return isAbsolute(expanded) || folder === "" ? expanded : join(folder, expanded);
}

/** The program that npm installed in the first folder of the window that has it. */
function installedProgram(): string | undefined {
  const folders = workspace.workspaceFolders ?? [];
  return folders.map((folder) => programOfPackage(folder.uri.fsPath)).find((path) => path !== undefined);
}

/** The program of the npm package `prisma-lens` as a script in `folder` would find it: a package of its own for each platform. */
function programOfPackage(folder: string): string | undefined {
  try {
    const table = createRequire(join(folder, "package.json")).resolve("prisma-lens/platforms.json");
    const ofPackage = createRequire(join(dirname(table), "package.json"));
    const platforms = ofPackage(table) as readonly Platform[];
    const possible = platforms.filter(({ os, cpu }) => os === process.platform && cpu === process.arch);
    const libc = isMusl() ? "musl" : "glibc";
    // Older package managers install both programs for Linux. The one for musl is static and runs everywhere.
    const inOrder = possible.sort((a, b) => Number(b.libc === libc) - Number(a.libc === libc));
    return inOrder.map((platform) => resolved(ofPackage, `${platform.package}/${PROGRAM}`)).find((path) => path !== undefined);
  } catch {
    return undefined;
  }
}

function resolved(from: NodeJS.Require, name: string): string | undefined {
  try {
    const path = from.resolve(name);
    return isProgram(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this process runs on musl, as in Alpine Linux: a report names the version of glibc where there is one. */
function isMusl(): boolean {
  if (process.platform !== "linux") {
    return false;
  }
  // Otherwise it would look up the names of all hosts that this process talks to.
  Object.assign(process.report, { excludeNetwork: true });
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}

function searchPath(): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, PROGRAM))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
