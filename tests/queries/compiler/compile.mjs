// The SQL of calls of Prisma Client, by the query compiler of the `prisma` package beside this file.
// Input: { provider, datamodel, calls: [{ model, operation, argument }] }, the argument as text. Output: for each call
// { sql: [text], filled: [text] } or { error }. In `sql` a parameter is `?`, and a list that another statement fills in is `(*)`; in
// `filled` they are literals of PostgreSQL.
import fs from 'node:fs'

const input = JSON.parse(fs.readFileSync(0, 'utf8'))

globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message(message) {
    throw new Error(message)
  },
}

async function start({ provider, datamodel }) {
  const file = new URL(`node_modules/prisma/build/query_compiler_fast_bg.${provider}`, import.meta.url).href
  const glue = await import(`${file}.mjs`)
  const module = new WebAssembly.Module(fs.readFileSync(new URL(`${file}.wasm`)))
  const names = new Set(WebAssembly.Module.imports(module).map((it) => it.module))
  const instance = new WebAssembly.Instance(module, Object.fromEntries([...names].map((name) => [name, glue])))
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
  const isPostgres = provider === 'postgresql' || provider === 'cockroachdb'
  const connectionInfo = { supportsRelationJoins: false, maxBindValues: 2000 }
  return new glue.QueryCompiler({ datamodel, provider: isPostgres ? 'postgres' : provider, connectionInfo })
}

const actions = {
  create: 'createOne',
  update: 'updateOne',
  delete: 'deleteOne',
  upsert: 'upsertOne',
  findUniqueOrThrow: 'findUniqueOrThrow',
  count: 'aggregate',
}
const everything = { $scalars: true, $composites: true }

// Values that JSON has no words for.
function value(it, key) {
  if (it instanceof Date) return { $type: 'DateTime', value: it.toISOString() }
  if (Array.isArray(it)) return it.map((element) => value(element))
  if (it === null || typeof it !== 'object') return it
  const entries = Object.entries(it).filter(([, inner]) => inner !== undefined)
  // By convention, fields of type Json are called `json`.
  const isDocument = (name) => key === 'json' && !['path', 'mode'].includes(name) && !name.startsWith('string_')
  const json = (inner) => ({ $type: 'Json', value: JSON.stringify(inner) })
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, isDocument(name) ? json(inner) : value(inner, name)]),
  )
}

function selection({ select, include, omit } = {}) {
  const chosen = Object.entries(select ?? include ?? {}).filter(([, it]) => it)
  const fields = chosen.map(([name, it]) => [name, name === '_count' ? counts(it) : it === true ? true : field(it)])
  const omitted = Object.keys(omit ?? {}).map((name) => [name, false])
  return { ...(select ? {} : everything), ...Object.fromEntries([...fields, ...omitted]) }
}

function field({ select, include, omit, ...rest }) {
  return { arguments: value(rest), selection: selection({ select, include, omit }) }
}

function counts({ select }) {
  const fields = Object.entries(select).filter(([, it]) => it)
  const counted = ([name, it]) => [name, it === true ? true : { arguments: value(it), selection: {} }]
  return { arguments: {}, selection: Object.fromEntries(fields.map(counted)) }
}

const aggregates = ['_count', '_min', '_max', '_sum', '_avg']

function query(operation, argument = {}) {
  const { select, include, omit, ...rest } = argument
  const given = Object.fromEntries(Object.entries(rest).filter(([name]) => !aggregates.includes(name)))
  const aggregated = aggregates
    .filter((name) => rest[name])
    .map((name) => [name, { arguments: {}, selection: rest[name] === true ? { _all: true } : rest[name] }])
  let chosen = selection({ select, include, omit })
  if (operation === 'count') chosen = { _count: { arguments: {}, selection: select ?? { _all: true } } }
  if (operation === 'aggregate') chosen = Object.fromEntries(aggregated)
  if (operation === 'groupBy') {
    const by = [rest.by].flat()
    chosen = { ...Object.fromEntries(by.map((name) => [name, true])), ...Object.fromEntries(aggregated) }
  }
  if (['createMany', 'updateMany', 'deleteMany'].includes(operation)) chosen = { count: true }
  return { arguments: value(given), selection: chosen }
}

// A value as a literal of PostgreSQL. What another statement would fill in is a key.
function literal(it) {
  if (Array.isArray(it)) return `ARRAY[${it.map(literal)}]`
  if (it === null || typeof it === 'boolean') return String(it)
  return typeof it === 'object' ? "'42'" : `'${String(it).replaceAll("'", "''")}'`
}

function statements(plan) {
  const found = { sql: [], filled: [] }
  const marks = { parameter: '?', parameterTuple: '(*)', parameterTupleList: '((*))' }
  const walk = (node) => {
    if (!node || typeof node !== 'object') return
    if (Array.isArray(node.fragments)) {
      found.sql.push(node.fragments.map((it) => it.chunk ?? marks[it.type] ?? '').join(''))
      const values = [...(node.args ?? [])]
      const next = (it) => (it.type === 'parameterTuple' ? `(${literal(values.shift())})` : literal(values.shift()))
      found.filled.push(node.fragments.map((it) => it.chunk ?? next(it)).join(''))
    } else Object.values(node).forEach(walk)
  }
  walk(typeof plan === 'string' ? JSON.parse(plan) : plan)
  return found
}

const compiler = await start(input)
const answers = input.calls.map(({ model, operation, argument }) => {
  try {
    const evaluated = argument ? new Function(`return (${argument})`)() : {}
    const action = actions[operation] ?? operation
    const request = { modelName: model, action, query: query(operation, evaluated) }
    return statements(compiler.compile(JSON.stringify(request)))
  } catch (error) {
    return { error: String(error.message ?? error).slice(0, 400) }
  }
})
console.log(JSON.stringify(answers))
