import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { contender } from './contender.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const sound = `apiVersion: contender.dev/v1alpha1
kind: ModelExperiment
metadata: { name: signals }
spec:
  champion: v3
  variants:
    - { name: v3, model: { uri: "s3://m/3.onnx" } }
`
const broken = sound.replace('champion: v3', 'champion: v9')

it('finds nothing in the examples, and says how much it looked at', async () => {
  expect(await contender(['lint', 'deploy/examples'])).toEqual({
    code: 0,
    out: '',
    err: '2 experiments, 0 problems, 0 warnings\n',
  })
})

it('prints a line for each problem, that an editor can jump to, and exits with 1', async () => {
  const path = file('a.yaml', broken)
  expect(await contender(['lint', path])).toEqual({
    code: 1,
    out: `${path}:5:3: spec.champion: Invalid value: name one of spec.variants as the champion; once another one has won, name the winner\n`,
    err: '1 experiment, 1 problem, 0 warnings\n',
  })
})

it('reads standard input, several files and folders at once, and passes over other kinds', async () => {
  file('b.yml', `${sound}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n`)
  file('c.json', JSON.stringify({ apiVersion: 'v1', kind: 'Secret' }))
  file('notes.txt', 'not a manifest: {')
  const { code, out, err } = await contender(['lint', folder, '-'], broken)
  expect({ code, out }).toEqual({
    code: 1,
    out: expect.stringMatching(/^<stdin>:5:3: spec.champion: [^\n]*\n$/),
  })
  expect(err).toBe('2 experiments, 1 problem, 0 warnings, 2 other objects passed over\n')
})

it('is for machines with --output json', async () => {
  const { code, out } = await contender(['lint', '-o', 'json', '-'], broken)
  expect(code).toBe(1)
  expect(JSON.parse(out)).toEqual([
    {
      file: '<stdin>',
      line: 5,
      column: 3,
      level: 'problem',
      path: 'spec.champion',
      message:
        'Invalid value: name one of spec.variants as the champion; once another one has won, name the winner',
    },
  ])
})

it('shows with --effective how sound experiments are understood, and nothing else on standard output', async () => {
  const two = sound.replace('name: signals', 'name: other')
  const { code, out, err } = await contender(['lint', '--effective', '-'], `${sound}---\n${two}`)
  expect(code).toBe(0)
  const [first, second] = parseAllDocuments(out).map((document) => document.toJS())
  expect(first).toMatchObject({ name: 'signals', spec: { decision: { maximumDuration: '168h' } } })
  expect(first.effective).toEqual({
    strategy: 'Replace',
    shadowFirst: false,
    replicas: [{ name: 'v3', replicas: 2 }],
    routerReplicas: 2,
    metrics: [],
  })
  expect(second).toMatchObject({ name: 'other' })
  expect(err).toBe('2 experiments, 0 problems, 0 warnings\n')
})

it('marks a warning as one, and exits with 0', async () => {
  const { code, out } = await contender(['lint', '-'], sound.replace('s3://m', 'http://m'))
  expect(code).toBe(0)
  expect(out).toMatch(/^<stdin>:7:28: spec\.variants\[0\]\.model\.uri: warning: .*; use https/)
})

it('says that rules between fields wait for a correction', async () => {
  const { err } = await contender(['lint', '-'], sound.replace('champion: v3', 'champion: 3'))
  expect(err).toBe(
    '1 experiment, 1 problem, 0 warnings; rules between fields are tried once these are corrected\n',
  )
})

it('names each file that it cannot read, and goes on', async () => {
  const bytes = file('bytes.yaml', '')
  writeFileSync(bytes, Buffer.from([0x61, 0xff, 0x62]))
  file('good.yaml', sound)
  mkdirSync(join(folder, 'folder.yaml'))
  const missing = join(folder, 'missing.yaml')
  const empty = join(folder, 'folder.yaml')
  const { code, out, err } = await contender(['lint', folder, missing, empty])
  expect(code).toBe(1)
  expect(out.trimEnd().split('\n')).toEqual([
    `${bytes}:1:1: cannot be read: this is no UTF-8 text`,
    expect.stringMatching(/missing\.yaml:1:1: cannot be read: ENOENT/),
    `${empty}:1:1: cannot be read: no .yaml, .yml or .json file in this folder`,
  ])
  expect(err).toBe('1 experiment, 3 problems, 0 warnings\n')
})
