import { ConfigurationTarget, type QuickPickItem, Uri, window, workspace } from "vscode";

import { type ProjectStatus, reasonOf } from "./status";

const SETTING = "prismaVersion";
const FORM = /^\d+(\.\d+){0,2}$/;

/** The major versions that the server knows. */
const MAJORS = ["8", "7", "6", "5"];

/** Lets the user pick the Prisma version to check against, and writes it to the settings of the workspace. */
export async function selectVersion(status: ProjectStatus | undefined): Promise<void> {
  const folder = workspace.getWorkspaceFolder(window.activeTextEditor?.document.uri ?? Uri.file("/"));
  const settings = workspace.getConfiguration("prismaLens", folder);
  const automatic: QuickPickItem = { label: "Automatic", description: "the version that the project installs" };
  const other: QuickPickItem = { label: "Other…" };
  const majors = MAJORS.map((major): QuickPickItem => ({ label: major, description: `the newest version of Prisma ${major}` }));
  const placeHolder = status && `Now ${status.version} ${reasonOf(status)}`;
  const picked = await window.showQuickPick([automatic, ...majors, other], { title: "Prisma Version", placeHolder });
  if (picked === undefined) {
    return;
  }
  const version = picked === other ? await enterVersion(settings.get<string>(SETTING, "")) : picked === automatic ? undefined : picked.label;
  if (picked === other && version === undefined) {
    return;
  }
  await settings.update(SETTING, version, target(folder !== undefined));
  await sayIfOverridden(status);
}

function enterVersion(value: string): Thenable<string | undefined> {
  return window.showInputBox({
    title: "Prisma Version",
    value,
    placeHolder: "6.19.0",
    validateInput: (text) => (FORM.test(text) ? undefined : "Write a version such as 6, 6.19 or 7.0.1."),
  });
}

/** The folder in a window of several, else the workspace, else the user. */
function target(isInFolder: boolean): ConfigurationTarget {
  if (isInFolder && (workspace.workspaceFolders?.length ?? 0) > 1) {
    return ConfigurationTarget.WorkspaceFolder;
  }
  return workspace.workspaceFolders === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
}

/** A `prisma-lens.toml` that names a version is stronger than the setting: the user is led there. */
async function sayIfOverridden(status: ProjectStatus | undefined): Promise<void> {
  const { configuration, versionSource } = status ?? {};
  if (!configuration || !versionSource?.includes("prisma-lens.toml")) {
    return;
  }
  const open = "Open Configuration";
  const message = "Prisma Lens: `prismaVersion` in prisma-lens.toml overrides the setting. Change it there.";
  if ((await window.showInformationMessage(message, open)) === open) {
    await window.showTextDocument(Uri.parse(configuration));
  }
}
