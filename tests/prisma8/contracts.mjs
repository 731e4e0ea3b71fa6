// The contracts of schemas: `node contracts.mjs SCHEMAS.json` reads a file with a JSON list of schemas, each a list of the texts of its files, and
// writes a JSON list with the contract of each, or null where Prisma 8 finds errors in it.
import { readFileSync } from 'node:fs';
import { defineConfig } from '@prisma/orm-postgres/config';
import { createControlStack } from '@prisma/orm-framework/components/control';
import { parse } from '@prisma/orm-framework/psl-parser/syntax';
import { buildSymbolTable, mapPslDiagnostics } from '@prisma/orm-framework/psl-parser';
import { withSeedDiagnostics } from '@prisma/orm-framework/psl-parser/interpret';

const config = defineConfig({ contract: './contract.prisma' });
const stack = createControlStack(config);
const pslBlockDescriptors = stack.authoringContributions.pslBlockDescriptors;
const context = {
  ...stack,
  composedExtensions: stack.extensions.map((extension) => extension.id),
  composedExtensionContracts: stack.extensionContracts,
  reportWarning: () => {},
};

function contract(texts) {
  const parsed = texts.map((text, at) => parse(text, `${at}.prisma`));
  const [first, ...rest] = parsed.map(({ sources }) => sources);
  const sources = first.merge(...rest);
  const documents = parsed.map(({ document }) => document);
  const names = buildSymbolTable({ documents, sources, pslBlockDescriptors });
  const found = mapPslDiagnostics([...parsed.flatMap(({ diagnostics }) => diagnostics), ...names.diagnostics], sources);
  const input = { documents, sources, symbolTable: names.symbolTable };
  const resolvedInputs = texts.map((_, at) => `${at}.prisma`);
  const result = withSeedDiagnostics(config.contract.source.interpret(input, { ...context, resolvedInputs }), found);
  return result.ok ? result.value : null;
}

const schemas = JSON.parse(readFileSync(process.argv[2], 'utf8'));
process.stdout.write(JSON.stringify(schemas.map(contract)));
