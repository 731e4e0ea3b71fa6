// Diffs pairs of schemas with Prisma's schema engine, without a database: one JSON array of `[from, to]` a line in, each side
// a text; one array out, of `{ script, summary }`, or null where the engine refuses a schema.
//
// `node engine.mjs FOLDER PROVIDER`, where FOLDER is that of an installed `@prisma/schema-engine-wasm`. The engine asks a
// driver adapter for the version of the database and nothing else.

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const [folder, provider] = [resolve(process.argv[2]), process.argv[3]]
globalThis.global = globalThis
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message() {} }
let bindings
const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')))

let starts = 0

// The bindings keep views of the memory of their instance, so that a new instance needs new ones.
async function start() {
  starts += 1
  bindings = await import(`${pathToFileURL(join(folder, 'schema_engine_bg.js')).href}?${starts}`)
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

const done = (value) => ({ ok: true, value, map: (change) => done(change(value)), flatMap: (change) => change(value) })
const isSqlite = provider === 'sqlite'
const family = isSqlite ? 'sqlite' : 'postgres'
const version = isSqlite ? '3.45.0' : 'PostgreSQL 16.0'
const connection = {
  provider: family,
  adapterName: 'none',
  queryRaw: async () => done({ columnNames: ['version'], columnTypes: [7], rows: [[version]] }),
  executeRaw: async () => done(0),
  executeScript: async () => done(undefined),
  dispose: async () => done(undefined),
  startTransaction: async () => {
    throw new Error('no transactions')
  },
  getConnectionInfo: () =>
    done({ schemaName: isSqlite ? undefined : 'public', maxBindValues: 32767, supportsRelationJoins: true }),
}
const adapter = {
  provider: family,
  adapterName: 'none',
  errorRegistry: { consumeError() {} },
  connect: async () => done(connection),
  connectToShadowDb: async () => done(connection),
}

const target = (text) => ({ tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: text }] })

// An engine that panics does so outside of any promise that could be awaited, or never answers.
let panic
process.on('uncaughtException', (error) => panic(error))

async function diff(pair) {
  let timer
  const failure = new Promise((_, reject) => {
    panic = reject
    timer = setTimeout(() => reject(new WebAssembly.RuntimeError('no answer')), 30_000)
  })
  try {
    return await Promise.race([ask(pair), failure])
  } catch (error) {
    // An engine that panicked cannot go on.
    if (error instanceof WebAssembly.RuntimeError) await start()
    return null
  } finally {
    clearTimeout(timer)
  }
}

async function ask([from, to]) {
  const engine = await bindings.SchemaEngine.new({ datamodels: [['schema.prisma', to]] }, () => {}, adapter)
  const filters = { externalTables: [], externalEnums: [] }
  const sides = { from: target(from), to: target(to) }
  const print = async (script) =>
    (await engine.diff({ ...sides, script, exitCode: null, shadowDatabaseUrl: null, filters })).stdout
  return { script: await print(true), summary: await print(false) }
}

await start()
for await (const line of createInterface({ input: process.stdin, terminal: false })) {
  const answers = []
  for (const pair of JSON.parse(line)) answers.push(await diff(pair))
  process.stdout.write(JSON.stringify(answers) + '\n')
}
