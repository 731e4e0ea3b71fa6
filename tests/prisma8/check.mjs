// What Prisma 8 says of schemas: `node check.mjs TARGET TEXTS.json` reads a file with a JSON list of texts, and writes a JSON list with the
// errors of each, as `{ code, start, end }` in UTF-16 units, without `start` and `end` where an error is about a whole file, or null where Prisma
// fails. TARGET is postgres, sqlite or mongo, and may be followed by extensions: `postgres+pgvector`.
import { readFileSync } from 'node:fs';
import { createControlStack } from '@prisma/orm-framework/components/control';
import { parse } from '@prisma/orm-framework/psl-parser/syntax';
import { buildSymbolTable, mapPslDiagnostics } from '@prisma/orm-framework/psl-parser';

const [target, ...names] = process.argv[2].split('+');
const { defineConfig } = await import(`@prisma/orm-${target}/config`);
const modules = names.map((name) => `@prisma/orm-extension-${name}/${name === 'supabase' ? 'pack' : 'control'}`);
const extensions = await Promise.all(modules.map(async (module) => (await import(module)).default));
const config = defineConfig({ contract: './contract.prisma', extensions });
const stack = createControlStack(config);
const context = {
  ...stack,
  composedExtensions: stack.extensions.map((extension) => extension.id),
  composedExtensionContracts: stack.extensionContracts,
  resolvedInputs: ['contract.prisma'],
};

function errors(text) {
  const { document, sources, diagnostics } = parse(text, 'contract.prisma');
  const documents = [document];
  const pslBlockDescriptors = stack.authoringContributions.pslBlockDescriptors;
  const names = buildSymbolTable({ documents, sources, pslBlockDescriptors });
  const read = mapPslDiagnostics([...diagnostics, ...names.diagnostics], sources);
  const warnings = [];
  const reportWarning = (warning) => warnings.push(warning);
  const result = config.contract.source.interpret(
    { documents, sources, symbolTable: names.symbolTable },
    { ...context, reportWarning },
  );
  return [...read, ...(result.ok ? [] : result.failure.diagnostics), ...warnings];
}

const texts = JSON.parse(readFileSync(process.argv[3], 'utf8'));
const found = texts.map((text) => {
  try {
    return errors(text).map(({ code, span }) => ({ code, start: span?.start.offset, end: span?.end.offset }));
  } catch {
    return null;
  }
});
process.stdout.write(JSON.stringify(found));
