// Validates or formats batches of schemas with the reference: one JSON array of schemas a line in, each a list of pairs of a
// file's name and its text; one array out, of lists of findings, or of schemas in the same form.
//
// `node reference.mjs PACKAGE [format]`, where PACKAGE is the name or the folder of an installed
// `@prisma/prisma-schema-wasm`.

import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const reference = createRequire(import.meta.url)(process.argv[2])

function lint(files) {
  try {
    return JSON.parse(reference.lint(JSON.stringify(files))).map((found) => ({
      file: found.file_name,
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

function format(files) {
  const params = { textDocument: { uri: `file:/${files[0][0]}` }, options: { tabSize: 2, insertSpaces: true } }
  try {
    return JSON.parse(reference.format(JSON.stringify(files), JSON.stringify(params)))
  } catch (error) {
    return null
  }
}

const answer = process.argv[3] === 'format' ? format : lint

for await (const line of createInterface({ input: process.stdin, terminal: false })) {
  process.stdout.write(JSON.stringify(JSON.parse(line).map(answer)) + '\n')
}
