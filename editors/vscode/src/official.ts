import { commands, type ExtensionContext, extensions, window } from "vscode";

const OFFICIAL = "Prisma.prisma";
/** Where it is remembered that the notice was shown. */
const SHOWN = "prismaLens.officialExtensionNotice";
const SHOW_IT = "Show Extension";

/**
 * Says once, for good, that the official extension serves the same files. No extension can disable another one, so the action leads to
 * the page where the user can.
 */
export async function noticeOfficialExtension(context: ExtensionContext): Promise<void> {
  if (extensions.getExtension(OFFICIAL) === undefined || context.globalState.get(SHOWN) === true) {
    return;
  }
  await context.globalState.update(SHOWN, true);
  const message =
    "Prisma Lens: the extension Prisma is enabled too, so errors, hovers and completions appear twice. Disable one of them, at least in this workspace.";
  if ((await window.showInformationMessage(message, SHOW_IT)) === SHOW_IT) {
    await commands.executeCommand("extension.open", OFFICIAL);
  }
}
