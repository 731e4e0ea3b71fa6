import { execFile } from "node:child_process";
import { ProgressLocation, window } from "vscode";

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

/** How long the program may run before its progress is shown, in milliseconds. */
const QUICK = 1000;

/**
 * Runs the program of the server with other arguments in `folder`. A notification lets the user cancel a run that takes long: the
 * outcome is `undefined` then.
 */
export async function runProgram(server: Server, args: readonly string[], folder: string, title: string): Promise<Outcome | undefined> {
  const cancellation = new AbortController();
  const outcome = run(server.command, args, folder, cancellation.signal);
  const isQuick = await Promise.race([outcome.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, QUICK, false))]);
  if (isQuick) {
    return outcome;
  }
  const options = { location: ProgressLocation.Notification, title: `Prisma Lens: ${title}`, cancellable: true };
  return window.withProgress(options, (_progress, token) => {
    token.onCancellationRequested(() => cancellation.abort());
    return outcome;
  });
}

function run(command: string, args: readonly string[], cwd: string, signal: AbortSignal): Promise<Outcome | undefined> {
  return new Promise((resolve) => {
    const options = { cwd, maxBuffer: MOST_OUTPUT, windowsHide: true, signal };
    execFile(command, [...args, "--color", "never"], options, (error, output, errors) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
      // Without a number, the error says why the program could not be run.
      const reason = error !== null && code === undefined ? `${errors}${error.message}` : errors;
      resolve(signal.aborted ? undefined : { code, output, errors: reason });
    });
  });
}
