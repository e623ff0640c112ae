import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
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
    out: `${path}:5:3: spec.champion: Invalid value: name one of spec.variants as the champion\n`,
    err: '1 experiment, 1 problem, 0 warnings\n',
  })
})

it('reads standard input, several files and folders at once, and passes over other kinds', async () => {
  file('b.yml', `${sound}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n`)
  file('c.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [] }))
  file('notes.txt', 'not a manifest: {')
  const { code, out, err } = await contender(['lint', folder, '-'], broken)
  expect({ code, out }).toEqual({
    code: 1,
    out: expect.stringMatching(/^<stdin>:5:3: spec.champion: [^\n]*\n$/),
  })
  expect(err).toBe('2 experiments, 1 problem, 0 warnings, 1 other object passed over\n')
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
      message: 'Invalid value: name one of spec.variants as the champion',
    },
  ])
})

it('shows with --effective how a sound experiment is understood', async () => {
  const { code, out } = await contender(['lint', '--effective', 'deploy/examples/smallest.yaml'])
  expect(code).toBe(0)
  expect(out).toMatch(/^name: signals\n/)
  expect(out).toMatch(/strategy: Canary\n/)
  expect(out).toMatch(/maximumDuration: 168h\n/)
  expect(out).toMatch(/name: default-errors\n/)
})

it('names what it cannot read', async () => {
  const missing = join(folder, 'missing.yaml')
  const { code, out, err } = await contender(['lint', missing])
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^FileUnreadable: cannot read .*missing.yaml: ENOENT.*Check the path.*\n$/)
})

it('names a file that is no text', async () => {
  const path = file('bytes.yaml', '')
  writeFileSync(path, Buffer.from([0x61, 0xff, 0x62]))
  const { code, err } = await contender(['lint', path])
  expect(code).toBe(1)
  expect(err).toMatch(/^FileUnreadable: cannot read .*bytes.yaml: .*encoded data.*\n$/)
})
