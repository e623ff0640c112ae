import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, it } from 'vitest'

/**
 * Arrows go one way: each part of `src`, and all that it may import. `errors.ts` is a part too. `node:` is whatever Node
 * has, `node:crypto` that alone.
 */
const mayImport: { readonly [part: string]: string } = {
  'errors.ts': 'failures',
  failures: '',
  api: '',
  admission: 'api @marcbachmann/cel-js',
  manifest: 'api yaml',
  lint: 'api admission manifest',
  kube: 'api errors.ts reconciler @kubernetes/client-node undici node:',
  disk: 'errors.ts reconciler node:',
  local: 'api errors.ts admission disk kube manifest reconciler node:',
  reconciler: '',
  telemetry: 'reconciler pino prom-client',
  stats: '',
  protocol: 'errors.ts',
  routing: 'api errors.ts node:crypto',
  evidence: 'api errors.ts stats routing node:crypto',
  plan: 'api errors.ts evidence routing stats',
  origins: 'errors.ts reconciler node:',
  onnx: 'errors.ts protocol onnxruntime-node node:',
  http: 'errors.ts reconciler fastify node:',
  server: 'api errors.ts http manifest onnx origins protocol reconciler telemetry node:',
  router:
    'admission api disk errors.ts evidence http manifest reconciler routing stats telemetry fastify undici node:',
  operator:
    'admission api errors.ts evidence http kube plan reconciler routing stats telemetry fastify undici node:',
  cli: 'api errors.ts admission lint kube local manifest operator origins reconciler router routing server telemetry yaml node:',
  'main.ts': 'cli node:',
}
const pure = [
  'errors.ts',
  'failures',
  'plan',
  'api',
  'stats',
  'admission',
  'manifest',
  'lint',
  'routing',
  'evidence',
]
const impure =
  /\bDate\(\)|(?<!new )\bDate\(|\b(Date\.now|performance|Math\.random|crypto|process|console|fetch|await|setTimeout|setInterval|setImmediate|globalThis)\b|^(export )?let |^(export )?const \w+ = new (Map|Set|WeakMap|WeakSet)\b/m
/** Digests are functions of what is put in, and the only part of `node:crypto` that is. */
const digests =
  /^import \{(?:\s*(?:createHash|createHmac|hash|timingSafeEqual),?)+\s*\} from 'node:crypto'$/m
const ill =
  /^(manager|helper|helpers|util|utils|handler|data|info|control|treatment|baseline|arm|arms)$/i

const src = join(import.meta.dirname, '../src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, part: top(path), text: readFileSync(join(src, path), 'utf8') }))

it('has a row for every part of src, and no other row', () => {
  expect([...new Set(files.map(({ part }) => part))].sort()).toEqual(Object.keys(mayImport).sort())
})

it.each(files)('$path imports only what its part may', ({ path, part, text }) => {
  expect(strangers(path, part, text), `${part} may import: ${mayImport[part]}`).toEqual([])
})

it.each(Object.entries(mayImport))('%s uses every right that its row gives', (part, rights) => {
  const used = new Set(
    files.filter((file) => file.part === part).flatMap(({ path, text }) => origins(path, text)),
  )
  const isUsed = (right: string) => [...used].some((name) => covers(right, name))
  expect(rights.split(' ').filter((right) => right !== '' && !isUsed(right))).toEqual([])
})

it.each([
  ["import { a } from '../kube/a.ts'", ['kube']],
  ["import '../telemetry/log.ts'", ['telemetry']],
  ["export * from '../router/a.ts'", ['router']],
  ["const a = await import('node:fs')", ['node:fs']],
  ["type A = import('@kubernetes/client-node').A", ['@kubernetes/client-node']],
  ['const a = await import(name)', ['(computed)']],
  ["const a = require('undici')", ['undici']],
  ["import { parse } from 'yaml/util'", ['yaml']],
  ["import { a } from './a.ts'\nimport { b } from '../api/b.ts'", []],
])('sees a stranger in api: %s', (text, expected) => {
  expect(strangers('api/x.ts', 'api', text)).toEqual(expected)
})

it.each([
  ["import { hash } from 'node:crypto'", []],
  ["import { readFileSync } from 'node:fs'", ['node:fs']],
  ["import { x } from 'node:crypto/promises'", ['node:crypto/promises']],
])('sees what of Node is a stranger in routing: %s', (text, expected) => {
  expect(strangers('routing/x.ts', 'routing', text)).toEqual(expected)
})

it.each(
  files.filter(({ part }) => pure.includes(part)),
)('$path has no clock, no dice, no waiting and no memory', ({ text }) =>
  expect(judged(text)).not.toMatch(impure))

it.each([
  'Date.now()',
  'new Date()',
  'Date()',
  'globalThis.x',
  'const seen = new Map<string, string>()',
  'Math.random()',
  'await x',
  'let seen = 0',
  'setTimeout(f)',
  "import { randomBytes } from 'node:crypto'",
  "import { createHmac, randomUUID } from 'node:crypto'",
  "import { randomInt as hash } from 'node:crypto'",
  "import * as hash from 'node:crypto'",
  "import hash from 'node:crypto'",
  "import { hash } from 'node:crypto'\nimport { randomBytes } from 'node:crypto'",
  "import { hash } from 'node:crypto'\ncrypto.getRandomValues(bytes)",
])('sees impurity: %s', (text) => expect(judged(text)).toMatch(impure))

it.each([
  "import { hash } from 'node:crypto'",
  "import { createHash, createHmac, timingSafeEqual } from 'node:crypto'",
  "import {\n  createHash,\n  createHmac,\n} from 'node:crypto'",
])('takes digests for pure: %s', (text) => expect(judged(text)).not.toMatch(impure))

it.each(files)('$path is short, and speaks our words', ({ path, text }) => {
  expect(text.split('\n').length).toBeLessThanOrEqual(250)
  const declared = [...text.matchAll(/\b(?:const|let|function|type|class) (\w+)/g)]
  const words = [path, ...declared.map(([, name = '']) => name)].flatMap(wordsOf)
  expect(words.filter((word) => ill.test(word))).toEqual([])
})

function strangers(path: string, part: string, text: string): readonly string[] {
  const allowed = mayImport[part]?.split(' ') ?? []
  return origins(path, text).filter(
    (name) => name !== part && !allowed.some((right) => covers(right, name)),
  )
}

const covers = (right: string, name: string) =>
  right === name || (right === 'node:' && name.startsWith('node:'))

function origins(path: string, text: string): readonly string[] {
  return [...withoutComments(text).matchAll(importing)]
    .map(([, named, called]) => named ?? called)
    .map((name) => (name === undefined ? '(computed)' : origin(path, name)))
}

/** `import … from 'x'`, `import 'x'` and `export … from 'x'`; `import('x')`, `require('x')`, computed or not. */
const importing =
  /^(?:import|export)\b(?:[^'"();=]*\bfrom)?\s*'([^']+)'|\b(?:import|require)\s*\(\s*(?:'([^']+)'|(?=\w))/gm

/** The part of ours, or the package, or the `node:…`, that a specifier leads to. */
function origin(path: string, name: string): string {
  if (name.startsWith('.')) return top(posix.join(posix.dirname(path), name))
  if (name.startsWith('node:')) return name
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/')
}

/** `retryHandler` → retry, Handler. */
function wordsOf(name: string): readonly string[] {
  return name.split(/[^a-zA-Z]+|(?=[A-Z])/)
}

/** What of a file could be impure. */
function judged(text: string): string {
  return withoutComments(text).replace(digests, '')
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

function top(path: string): string {
  return path.split('/')[0] ?? path
}
