import type { DocumentSelector } from "vscode";
import type { LanguageClient, ServerCapabilities, StaticFeature } from "vscode-languageclient/node";

/** The schemas. Other schemes are copies of a file, such as the left side of a diff, where findings would only repeat. */
const SCHEMAS = [
  { language: "prisma", scheme: "file" },
  { language: "prisma", scheme: "untitled" },
];

/** The documents that are sent to the server. It registers for code itself. */
export const DOCUMENTS = [
  ...SCHEMAS,
  { language: "sql", scheme: "file", pattern: "**/migration.sql" },
  { scheme: "file", pattern: "**/prisma-lens.toml" },
];

/** The configuration of Prisma, in which only the path of the schema is of interest. */
const PRISMA_CONFIGURATIONS = [
  { scheme: "file", pattern: "**/prisma.config.{js,ts,mjs,cjs,mts,cts}" },
  { scheme: "file", pattern: "**/.config/prisma.{js,ts,mjs,cjs,mts,cts}" },
];

/** Documents about the server: where its state is shown. */
export const STATUS_DOCUMENTS: DocumentSelector = [{ language: "prisma" }, { pattern: "**/prisma-lens.toml" }];

/**
 * What the editor takes from one extension only: formatting, names, colours. Another extension may provide it for SQL and TOML, so the
 * server is offered for schemas alone: otherwise the editor would ask which formatter is meant.
 */
const FOR_SCHEMAS = [
  ["documentFormattingProvider", "textDocument/formatting"],
  ["documentRangeFormattingProvider", "textDocument/rangeFormatting"],
  ["documentOnTypeFormattingProvider", "textDocument/onTypeFormatting"],
  ["semanticTokensProvider", "textDocument/semanticTokens"],
  ["linkedEditingRangeProvider", "textDocument/linkedEditingRange"],
  ["renameProvider", "textDocument/rename"],
] as const satisfies readonly (readonly [keyof ServerCapabilities, string])[];

/** The commands that this extension runs without the server. */
const OWN_COMMANDS = new Set(["prismaLens.chooseSuppression"]);

/** Offers what `FOR_SCHEMAS` lists for schemas only. */
export function limitToSchemas(client: LanguageClient): StaticFeature {
  let limited: [method: string, options: object][] = [];
  return {
    ...NOTHING,
    preInitialize(capabilities: ServerCapabilities): void {
      limited = [];
      // These are commands of this extension; the editor refuses a second one of a name.
      const { executeCommandProvider } = capabilities;
      if (executeCommandProvider !== undefined) {
        executeCommandProvider.commands = executeCommandProvider.commands.filter((name) => !OWN_COMMANDS.has(name));
      }
      for (const [capability, method] of FOR_SCHEMAS) {
        const offered = capabilities[capability];
        if (offered) {
          limited.push([method, offered === true ? {} : offered]);
          delete capabilities[capability];
        }
      }
    },
    initialize(): void {
      for (const [method, options] of limited) {
        register(client, method, { ...options, documentSelector: SCHEMAS });
      }
    },
  };
}

/** Makes the path of the schema in `prisma.config.*` a link. */
export function linkConfigurations(client: LanguageClient): StaticFeature {
  return {
    ...NOTHING,
    initialize({ documentLinkProvider }: ServerCapabilities): void {
      if (documentLinkProvider !== undefined) {
        register(client, "textDocument/documentLink", { ...documentLinkProvider, documentSelector: PRISMA_CONFIGURATIONS });
      }
    },
  };
}

const NOTHING: StaticFeature = {
  fillClientCapabilities(): void {},
  initialize(): void {},
  getState: () => ({ kind: "static" }),
  clear(): void {},
};

function register(client: LanguageClient, method: string, registerOptions: object): void {
  client.getFeature(method as never)?.register({ id: `prisma-lens-${method}`, registerOptions } as never);
}
