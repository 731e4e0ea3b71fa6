import { type Disposable, commands, type QuickPickItem, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

const COMMAND = "prismaLens.chooseSuppression";

/** An edit as the protocol writes it. */
type PlainEdit = Parameters<LanguageClient["protocol2CodeConverter"]["asWorkspaceEdit"]>[0];

/** What the code action of the server asks the user: in which place a finding is to be suppressed. */
interface Question {
  readonly uri: string;
  readonly code: string;
  readonly choices: readonly { readonly title: string; readonly edit: PlainEdit }[];
}

/** The command behind the code action "Suppress …", which asks where. */
export function chooseSuppression(client: () => LanguageClient | undefined): Disposable {
  return commands.registerCommand(COMMAND, async (question: Question) => {
    const items = question.choices.map(({ title, edit }): QuickPickItem & { edit: PlainEdit } => ({ label: title, edit }));
    const picked = await window.showQuickPick(items, { title: `Suppress ${question.code}`, placeHolder: "Where?" });
    const edit = picked && (await client()?.protocol2CodeConverter.asWorkspaceEdit(picked.edit));
    if (edit) {
      await workspace.applyEdit(edit);
    }
  });
}
