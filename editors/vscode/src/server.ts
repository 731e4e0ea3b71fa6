import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
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

const PROGRAM = process.platform === "win32" ? "prisma-lens.exe" : "prisma-lens";

/**
 * Looks for the server: the path from the settings, the program inside the extension, the first on PATH.
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
      : { reason: `Prisma Lens: prismaLens.server.path is ${command}, which is not a program. Set it to the path of prisma-lens.` };
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
      `Prisma Lens: ${PROGRAM} is neither bundled with this extension nor on PATH. ` +
      "Install it and restart the editor, or set prismaLens.server.path.",
  };
}

function expand(path: string): string {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const expanded = path.replace(/^~(?=[/\\])/, homedir()).replaceAll("${workspaceFolder}", folder);
  return isAbsolute(expanded) || folder === "" ? expanded : join(folder, expanded);
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
