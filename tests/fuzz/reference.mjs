// Validates batches of schemas with the reference: one JSON array of texts a line in, one array of lists of findings out.
//
// `node reference.mjs PACKAGE`, where PACKAGE is the name or the folder of an installed `@prisma/prisma-schema-wasm`.

import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const reference = createRequire(import.meta.url)(process.argv[2])

function lint(text) {
  try {
    return JSON.parse(reference.lint(JSON.stringify([['schema.prisma', text]]))).map((found) => ({
      start: found.start,
      end: found.end,
      warning: found.is_warning,
      text: found.text,
    }))
  } catch (error) {
    // A validator that fails says nothing of the schema; the driver leaves it out.
    return null
  }
}

for await (const line of createInterface({ input: process.stdin, terminal: false })) {
  process.stdout.write(JSON.stringify(JSON.parse(line).map(lint)) + '\n')
}
