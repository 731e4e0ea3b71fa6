import { commands, ConfigurationTarget, type Disposable, env, EventEmitter, type OutputChannel, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

import { createClient } from "./client";
import { ServerProcess } from "./process";
import { findServer, type Server } from "./server";

/** How often the server may end by itself within `CRASH_WINDOW` before it is left stopped. */
const MOST_CRASHES = 5;
const CRASH_WINDOW = 3 * 60 * 1000;

/** How long a program may take to answer as a language server does, in milliseconds. */
const ANSWER_TIME = 30_000;

/** How long a program whose connection is closed may take to end, in milliseconds. */
const END_TIME = 500;

const RESTART = "Restart";
const SELECT_PROGRAM = "Select Program…";

/** What the server is doing. */
export type ServerState = "stopped" | "starting" | "running" | "failed";

/** The server of this window: found, started, started again after a crash, and stopped. */
export class Session implements Disposable {
  private readonly stateChanged = new EventEmitter<void>();
  /** Fires when `state` has changed. */
  readonly onDidChangeState = this.stateChanged.event;
  private current: { client: LanguageClient; process: ServerProcess } | undefined;
  private currentState: ServerState = "stopped";
  private program: Server | undefined;
  private crashes: number[] = [];
  /** Starts and stops follow one another through this chain, so that two quick restarts never leave two servers. */
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly extensionPath: string,
    private readonly output: OutputChannel,
  ) {}

  /** The connection to the server; absent while none runs. */
  get client(): LanguageClient | undefined {
    return this.currentState === "running" ? this.current?.client : undefined;
  }

  /** What the server is doing. */
  get state(): ServerState {
    return this.currentState;
  }

  /** The program in use, also while its server has failed; absent if none was found. */
  get server(): Server | undefined {
    return this.program;
  }

  /** Starts the server, or stops it and starts it again. Earlier crashes are forgotten. */
  restart(): Promise<void> {
    return this.enqueue(async () => {
      this.crashes = [];
      await this.stopNow();
      await this.startNow();
    });
  }

  /** Stops the server. */
  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  /** Ends the events. The server is stopped by `stop` before. */
  dispose(): void {
    this.stateChanged.dispose();
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error: unknown) => this.output.appendLine(describe(error)));
    return this.queue;
  }

  private async startNow(): Promise<void> {
    const found = findServer(this.extensionPath);
    if ("reason" in found) {
      this.program = undefined;
      this.become("failed");
      this.report(found.reason, SELECT_PROGRAM);
      return;
    }
    this.program = found;
    this.become("starting");
    this.output.appendLine(`Starting ${found.command} (${found.origin})`);
    const process = ServerProcess.start(found, workspace.workspaceFolders?.[0]?.uri.fsPath);
    process.log.on("data", (data: Buffer) => this.output.append(data.toString("utf8")));
    const client = createClient(process, this.output, () => this.closed(process));
    this.current = { client, process };
    const failure = await Promise.race([
      client.start().then(() => undefined, (error: unknown) => `did not start: ${describe(error)}`),
      process.ended,
      after(ANSWER_TIME, "does not answer as a language server does"),
    ]);
    if (failure !== undefined) {
      await this.failed(found, process, failure);
      return;
    }
    this.become("running");
    const info = client.initializeResult?.serverInfo;
    this.output.appendLine(`Connected to ${info?.name ?? "the server"} ${info?.version ?? ""}`.trimEnd());
    // It may have ended before it counted as running.
    if (!client.isRunning()) {
      this.closed(process);
    }
  }

  /** The server did not come up: another start would fail the same way. */
  private async failed(server: Server, process: ServerProcess, failure: string): Promise<void> {
    this.current = undefined;
    // How the program ended by itself says more than that the connection did.
    const reason = await Promise.race([process.ended, after(END_TIME, failure)]);
    process.end();
    const lastLine = process.lastLine === "" ? "" : ` (${process.lastLine})`;
    this.become("failed");
    this.report(`Prisma Lens: ${server.command} ${reason}${lastLine}.`, RESTART);
  }

  private async stopNow(): Promise<void> {
    const stopped = this.current;
    this.current = undefined;
    this.become("stopped");
    if (stopped === undefined) {
      return;
    }
    try {
      await stopped.client.stop();
    } finally {
      stopped.process.endSoon();
      await stopped.client.dispose();
    }
  }

  /** The connection has ended without having been told to. */
  private closed(process: ServerProcess): void {
    if (this.current?.process !== process || this.currentState !== "running") {
      return;
    }
    this.current = undefined;
    this.become("failed");
    const now = Date.now();
    this.crashes = [...this.crashes.filter((at) => now - at < CRASH_WINDOW), now];
    void process.ended.then((reason) => this.output.appendLine(`The language server ${reason}.`));
    process.endSoon();
    if (this.crashes.length < MOST_CRASHES) {
      void this.enqueue(async () => {
        if (this.currentState === "failed") {
          await this.startNow();
        }
      });
    } else {
      this.report(`Prisma Lens: the language server crashed ${MOST_CRASHES} times within three minutes.`, RESTART);
    }
  }

  private become(state: ServerState): void {
    if (this.currentState !== state) {
      this.currentState = state;
      this.stateChanged.fire();
    }
  }

  /** Shows an error with the one action that helps. Does not wait for the user. */
  private report(message: string, action: typeof RESTART | typeof SELECT_PROGRAM): void {
    this.output.appendLine(message);
    void window.showErrorMessage(message, action).then(async (choice) => {
      if (choice === RESTART) {
        await this.restart();
      } else if (choice === SELECT_PROGRAM) {
        await selectProgram();
      }
    });
  }
}

/**
 * Lets the user pick the program and writes its path to where the setting is set now, else to the settings of the machine that runs this
 * extension, which in a remote window are not those of the user's own machine.
 */
export async function selectProgram(): Promise<void> {
  const title = env.remoteName === undefined ? "Select prisma-lens" : `Select prisma-lens on ${env.remoteName}`;
  const picked = await window.showOpenDialog({ title, openLabel: "Select", canSelectMany: false });
  const path = picked?.[0]?.fsPath;
  if (path === undefined) {
    return;
  }
  try {
    const settings = workspace.getConfiguration("prismaLens");
    const isOfWorkspace = settings.inspect("server.path")?.workspaceValue !== undefined;
    await settings.update("server.path", path, isOfWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
  } catch {
    await commands.executeCommand("workbench.action.openSettings", "prismaLens.server.path");
  }
}

function after<T>(milliseconds: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), milliseconds).unref());
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
