#!/usr/bin/env node
// Starts the program of the package for this platform, with the same arguments, standard streams and exit code.
"use strict";

const { spawn } = require("node:child_process");
const { constants } = require("node:os");

const platforms = require("../platforms.json");

/** Whether this Node.js runs on musl, as in Alpine Linux. A report of the process names the version of glibc where there is one. */
function isMusl() {
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime === undefined;
}

/** The path of the installed program of a platform. */
function installed(platform) {
  const name = platform.os === "win32" ? "prisma-lens.exe" : "prisma-lens";
  try {
    return require.resolve(`${platform.package}/${name}`);
  } catch {
    return undefined;
  }
}

/** The path of the program, or why there is none. */
function program() {
  const path = process.env["PRISMA_LENS_BINARY"];
  if (path) {
    return { path };
  }
  const possible = platforms.filter(({ os, cpu }) => os === process.platform && cpu === process.arch);
  if (possible.length === 0) {
    const build = "Build `prisma-lens` from its sources, and set PRISMA_LENS_BINARY to its path.";
    return { error: `No program for ${process.platform} on ${process.arch} is published. ${build}` };
  }
  const found = possible.map((platform) => ({ ...platform, path: installed(platform) })).filter(({ path }) => path);
  if (found.length === 0) {
    const names = possible.map((platform) => `\`${platform.package}\``).join(" or ");
    return { error: `${names} is not installed. Install \`prisma-lens\` again on this platform, with optional dependencies.` };
  }
  // Older package managers install both programs for Linux, whatever `libc` says.
  const isRight = ({ libc }) => libc === (isMusl() ? "musl" : "glibc");
  return found.length === 1 ? found[0] : (found.find(isRight) ?? found[0]);
}

function fail(message) {
  console.error(`prisma-lens: ${message}`);
  process.exit(2);
}

const { path, error } = program();
if (error !== undefined) {
  fail(error);
}
const child = spawn(path, process.argv.slice(2), { stdio: "inherit", windowsHide: true });
child.on("error", (reason) => fail(`${path} cannot be started: ${reason.message}.`));
child.on("exit", (code, signal) => process.exit(signal === null ? code : 128 + constants.signals[signal]));
// Editors and shells signal this process; the program ends with it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
