import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import type { ExperimentStatus } from '../../../src/api/status.ts'
import { crdFile, installCrd, kubectl, type Ran } from '../kubectl.ts'
import { waitUntil } from '../waiting.ts'

let applied: Ran
beforeAll(async () => {
  applied = await installCrd()
  const isExplained = async () => (await kubectl(['explain', 'mex'])).code === 0
  await waitUntil(isExplained, { what: 'the API server to publish the schema', limitMs: 30_000 })
})

it('is taken by a plain kubectl apply, below 200 KB', () => {
  const bytes = readFileSync(crdFile).length
  process.stdout.write(`crds/modelexperiments.yaml: ${bytes} bytes\n`)
  expect(applied).toMatchObject({ code: 0, err: '' })
  expect(bytes).toBeLessThan(200_000)
})

it('is the schema that was written: no rule and no field was dropped or repaired by the server', async () => {
  const condition = '{.status.conditions[?(@.type=="NonStructuralSchema")].status}'
  const { out } = await kubectl([
    'get',
    'crd',
    'modelexperiments.contender.dev',
    '-o',
    `jsonpath=${condition}`,
  ])
  expect(out).toBe('')
})

it.each([
  ['mex.spec.traffic', /How live traffic is divided/, ['canary', 'split', 'shadow', 'unit']],
  ['mex.spec.metrics.margin', /How much worse than the champion/, ['absolute', 'ratio']],
  ['mex.status.decision', /The last look at the evidence/, ['verdict', 'rule', 'reason']],
])('explains %s in words', async (field, description, fields) => {
  const { code, out } = await kubectl(['explain', field])
  expect(code).toBe(0)
  expect(out.replace(/\s+/g, ' ')).toMatch(description)
  for (const name of fields) expect(out).toContain(`${name}\t<`)
})

it('is found by its short name and its category, and not by «all»', async () => {
  const { out } = await kubectl(['api-resources', '--api-group=contender.dev', '-o', 'wide'])
  expect(out).toMatch(/modelexperiments\s+mex\s.*\bcontender\b/)
  const all = await kubectl(['api-resources', '--categories=all', '-o', 'name'])
  expect(all.out).not.toContain('modelexperiments')
})

it('shows the columns of status.summary, and keeps status apart from spec', async () => {
  const manifest = readFileSync('deploy/examples/smallest.yaml', 'utf8')
  const namespace = `columns-${randomUUID().slice(0, 8)}`
  await kubectl(['create', 'namespace', namespace])
  await kubectl(['-n', namespace, 'apply', '-f', '-'], manifest)
  const summary: ExperimentStatus['summary'] = {
    stage: 'Comparing',
    champion: 'v3@0a1b2c3d',
    share: '20%',
    n: 1200,
    verdict: 'Continue',
  }
  const patch = JSON.stringify({ status: { summary } })
  await kubectl(['-n', namespace, 'patch', 'mex', 'signals', '--type=merge', '-p', patch])
  const before = await kubectl(['-n', namespace, 'get', 'mex'])
  expect(before.out.split('\n')[0]?.trim().split(/\s+/)).toEqual([
    'NAME',
    'STAGE',
    'CHAMPION',
    'CHALLENGER',
    'SHARE',
    'N',
    'EFFECT',
    'VERDICT',
    'AGE',
  ])
  expect(before.out).not.toContain('Comparing')

  const patched = [
    '-n',
    namespace,
    'patch',
    'mex',
    'signals',
    '--subresource=status',
    '--type=merge',
  ]
  expect(await kubectl([...patched, '-p', patch])).toMatchObject({ code: 0 })
  const after = await kubectl(['-n', namespace, 'get', 'mex'])
  expect(after.out).toMatch(/signals\s+Comparing\s+v3@0a1b2c3d\s+20%\s+1200\s+Continue/)
  await kubectl(['delete', 'namespace', namespace, '--wait=false'])
})

it('fills in the defaults of objects and writes none into lists', async () => {
  const manifest = readFileSync('deploy/examples/smallest.yaml', 'utf8')
  const { out } = await kubectl(['create', '--dry-run=server', '-o', 'json', '-f', '-'], manifest)
  const { spec } = JSON.parse(out)
  expect(spec.decision).toEqual({
    method: 'AlwaysValid',
    alpha: '0.05',
    minimumDuration: '24h',
    maximumDuration: '168h',
    whenInconclusive: 'KeepChampion',
  })
  expect(spec.traffic).toEqual({ allowOverride: false, fallback: { timeout: '10s' } })
  expect(spec.variants).toEqual([
    { name: 'v3', model: { uri: 's3://models/signals/3.onnx' } },
    { name: 'v4', model: { uri: 's3://models/signals/4.onnx' } },
  ])
  expect(Object.keys(spec.metrics[0]).sort()).toEqual(['kind', 'name', 'outcomeDelay', 'role'])
})

it('refuses an unknown field by name', async () => {
  const manifest = readFileSync('deploy/examples/smallest.yaml', 'utf8').replace(
    'champion:',
    'champ: x\n  champion:',
  )
  const { code, err } = await kubectl(
    ['apply', '--server-side', '--dry-run=server', '-f', '-'],
    manifest,
  )
  expect(code).not.toBe(0)
  expect(err).toContain('.spec.champ')
})
