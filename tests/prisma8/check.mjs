// What Prisma 8 says of schemas: reads a file with a JSON list of texts, writes a JSON list with the errors of each, as `{ code, start, end }` in UTF-16
// units, or null where Prisma fails without a place.
import { readFileSync } from 'node:fs';
import { defineConfig } from '@prisma/orm-postgres/config';
import { createControlStack } from '@prisma/orm-framework/components/control';
import { parse } from '@prisma/orm-framework/psl-parser/syntax';
import { buildSymbolTable, mapPslDiagnostics } from '@prisma/orm-framework/psl-parser';

const config = defineConfig({ contract: './contract.prisma' });
const stack = createControlStack(config);
const context = {
  ...stack,
  composedExtensions: stack.extensions.map((extension) => extension.id),
  composedExtensionContracts: stack.extensionContracts,
  resolvedInputs: ['contract.prisma'],
  reportWarning: () => {},
};

function errors(text) {
  const { document, sources, diagnostics } = parse(text, 'contract.prisma');
  const documents = [document];
  const pslBlockDescriptors = stack.authoringContributions.pslBlockDescriptors;
  const names = buildSymbolTable({ documents, sources, pslBlockDescriptors });
  const read = mapPslDiagnostics([...diagnostics, ...names.diagnostics], sources);
  const result = config.contract.source.interpret({ documents, sources, symbolTable: names.symbolTable }, context);
  return [...read, ...(result.ok ? [] : result.failure.diagnostics)];
}

const texts = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const found = texts.map((text) => {
  try {
    const all = errors(text);
    if (all.some((error) => !error.span)) return null;
    return all.map(({ code, span }) => ({ code, start: span.start.offset, end: span.end.offset }));
  } catch {
    return null;
  }
});
process.stdout.write(JSON.stringify(found));
