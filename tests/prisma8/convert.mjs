// What Prisma 8 makes of Prisma 7 schemas and of their conversions. Reads a file with a JSON list of `{ folder, converted }`: a folder or file of
// Prisma 7, and a list of the texts of its conversion. Writes a JSON list of `{ theirs, ours, printed }`: the contract of each as `{ contract }` or
// `{ errors }`, and the text of `contract print`.
import { readFileSync } from 'node:fs';
import { defineConfig, prisma7Schema } from '@prisma/orm-postgres/config';
import { createControlStack } from '@prisma/orm-framework/components/control';
import { parse } from '@prisma/orm-framework/psl-parser/syntax';
import { buildSymbolTable, mapPslDiagnostics } from '@prisma/orm-framework/psl-parser';
import { withSeedDiagnostics } from '@prisma/orm-framework/psl-parser/interpret';
import { printPsl } from '@prisma/orm-framework/psl-printer';

const config = defineConfig({ contract: './contract.prisma' });
const stack = createControlStack(config);
const context = {
  ...stack,
  composedExtensions: stack.extensions.map((extension) => extension.id),
  composedExtensionContracts: stack.extensionContracts,
  reportWarning: () => {},
};
const plain = (contract) => JSON.parse(JSON.stringify(contract));
const errors = (list) => ({
  errors: list.map(({ code, message, sourceId, span }) => ({ code, message, file: sourceId, line: span?.start.line })),
});

async function classic(path) {
  const result = await prisma7Schema(path).source.load({ ...context, resolvedInputs: [path] });
  return result.ok ? { contract: plain(result.value), value: result.value } : errors(result.failure.diagnostics);
}

function next(texts) {
  if (texts.length === 0) return errors([{ code: 'NO_TEXT', message: 'nothing was converted' }]);
  const read = texts.map((text, at) => parse(text, `${at}.prisma`));
  const documents = read.map((it) => it.document);
  const [first, ...rest] = read.map((it) => it.sources);
  const sources = first.merge(...rest);
  const pslBlockDescriptors = stack.authoringContributions.pslBlockDescriptors;
  const names = buildSymbolTable({ documents, sources, pslBlockDescriptors });
  const seed = mapPslDiagnostics([...read.flatMap((it) => it.diagnostics), ...names.diagnostics], sources);
  const inputs = { ...context, resolvedInputs: texts.map((_, at) => `${at}.prisma`) };
  const interpreted = config.contract.source.interpret({ documents, sources, symbolTable: names.symbolTable }, inputs);
  const result = withSeedDiagnostics(interpreted, seed);
  return result.ok ? { contract: plain(result.value) } : errors(result.failure.diagnostics);
}

function print(contract) {
  const { document } = config.family.create(stack).buildPslContract(contract);
  return printPsl(document, { pslBlockDescriptors: stack.authoringContributions.pslBlockDescriptors, codecLookup: stack.codecLookup });
}

const guarded = (of) => {
  try {
    return of();
  } catch (error) {
    return errors([{ code: 'FAILED', message: String(error) }]);
  }
};

const found = [];
for (const { folder, converted } of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  const { value, ...theirs } = await classic(folder);
  const printed = value === undefined ? null : guarded(() => print(value));
  found.push({ theirs, ours: guarded(() => next(converted)), printed });
}
process.stdout.write(JSON.stringify(found));
