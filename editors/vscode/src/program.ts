import { execFile } from "node:child_process";
import { type CancellationToken, ProgressLocation, window } from "vscode";

import type { Server } from "./server";

/** The most output that is taken, in bytes. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/** How a run of the program ended. */
export interface Outcome {
  /** 0 without findings or changes, 1 with some, 2 if it failed; `undefined` if it was ended from outside. */
  readonly code: number | undefined;
  readonly output: string;
  /** What it wrote to standard error. */
  readonly errors: string;
}

/** Runs the program of the server with other arguments in `folder`, and shows that it runs. `undefined` if the user cancels it. */
export function runProgram(server: Server, args: readonly string[], folder: string, title: string): Thenable<Outcome | undefined> {
  const options = { location: ProgressLocation.Notification, title: `Prisma Lens: ${title}`, cancellable: true };
  return window.withProgress(options, (_progress, token) => run(server.command, args, folder, token));
}

function run(command: string, args: readonly string[], cwd: string, token: CancellationToken): Promise<Outcome | undefined> {
  return new Promise((resolve) => {
    const options = { cwd, maxBuffer: MOST_OUTPUT, windowsHide: true };
    const child = execFile(command, [...args, "--color", "never"], options, (error, output, errors) => {
      cancelled.dispose();
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
      // Without a number, the error says why the program could not be run.
      const reason = error !== null && code === undefined ? `${errors}${error.message}` : errors;
      resolve(token.isCancellationRequested ? undefined : { code, output, errors: reason });
    });
    const cancelled = token.onCancellationRequested(() => child.kill());
  });
}
