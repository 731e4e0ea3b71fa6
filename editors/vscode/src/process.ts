import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { type Readable, Writable } from "node:stream";

import type { Server } from "./server";

/** How long a server that was asked to exit may take, in milliseconds. */
const GRACE = 2000;

/** The length of the end of standard error that is kept, in characters. */
const LAST_WORDS = 400;

/** A running server, and how it ended. */
export class ServerProcess {
  /** Resolves when the process has ended or could not be started, with the reason as the end of a sentence. */
  readonly ended: Promise<string>;
  /** Standard input of the server. Writing to a server that has ended is no error: `ended` reports that. */
  readonly input: Writable;
  private lastWords = "";

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    this.input = new Writable({ write: (chunk, encoding, done) => void child.stdin.write(chunk, encoding, () => done()) });
    child.stdin.on("error", () => undefined);
    child.stderr.on("data", (data: Buffer) => {
      this.lastWords = (this.lastWords + data.toString("utf8")).slice(-LAST_WORDS);
    });
    this.ended = new Promise((resolve) => {
      child.on("error", (error) => resolve(`could not be started: ${error.message}`));
      child.on("exit", (code, signal) => resolve(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`));
    });
  }

  /** Starts the program in `folder`. If it cannot be started, `ended` says why. */
  static start(server: Server, folder: string | undefined): ServerProcess {
    return new ServerProcess(spawn(server.command, [...server.args], { cwd: folder, windowsHide: true }));
  }

  /** Standard output of the server. */
  get output(): Readable {
    return this.child.stdout;
  }

  /** What the server logs. */
  get log(): Readable {
    return this.child.stderr;
  }

  /** The last line that the program wrote to standard error; empty if there is none. */
  get lastLine(): string {
    const lines = this.lastWords.split(/\r?\n/).map((line) => line.trim());
    return lines.filter((line) => line !== "").at(-1) ?? "";
  }

  /** Ends the process if it does not end by itself soon. */
  endSoon(): void {
    const timer = setTimeout(() => this.child.kill("SIGKILL"), GRACE);
    void this.ended.then(() => clearTimeout(timer));
  }

  /** Ends the process now. */
  end(): void {
    this.child.kill("SIGKILL");
  }
}
