import { execFileSync } from 'node:child_process'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { isJsonObject, type Json, type JsonObject } from '../../../../src/api/json.ts'
import { createKinds } from '../../../../src/local/kinds/kinds.ts'
import { tableOf } from '../../../../src/local/kinds/table.ts'
import { below, chance } from '../../../chance.ts'
import { readRows } from './answers.ts'
import { answerOf } from './asked.ts'
import { cases, titleOf } from './cases/all.ts'
import type { Case } from './cases/case.ts'
import { kindOf } from './kind-of.ts'
import { mutated } from './mutants.ts'

const kinds = createKinds({ serviceAddress: '127.0.0.1' })
const rows = readRows()

const all = Object.values(cases).flat()

it('changes nothing of what it is given', () => {
  const frozen = all.map((one) => ({
    ...one,
    sent: deeplyFrozen(one.sent) as JsonObject,
    ...(one.old === undefined ? {} : { old: deeplyFrozen(one.old) as JsonObject }),
  }))
  expect(() => frozen.map((one: Case) => answerOf(kinds, one))).not.toThrow()
})

function deeplyFrozen(value: Json): Json {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deeplyFrozen)
  return Object.freeze(value)
}

it('judges whatever is sent, and never throws', () => {
  const random = chance(1)
  const codes = new Map<number, number>()
  for (let i = 0; i < 4_000; i++) {
    const one = all[below(random, all.length)] as Case
    const once = mutated(one.sent, random)
    const sent = random() < 0.5 ? mutated(once, random) : once
    if (!isJsonObject(sent)) continue
    const { code } = judged({ ...one, sent })
    codes.set(code, (codes.get(code) ?? 0) + 1)
  }
  // Of each verdict there is enough.
  expect(Math.min(...[201, 400, 422].map((code) => codes.get(code) ?? 0))).toBeGreaterThan(200)
})

/** The verdict, and how it looks in a table. */
function judged(one: Case) {
  const kind = kindOf(kinds, one.kind)
  const answer = answerOf(kinds, { ...one, fieldValidation: 'Warn', isShown: true })
  const object = answer.code === 201 ? answer.object : undefined
  if (object)
    tableOf(kind, [object], { nowMs: 0, include: 'None', metadata: {}, hasColumns: false })
  if (object) kind.selectable(object)
  return answer
}

it('decodes what it has decoded to the same', () => {
  const differing = all.flatMap((one) => {
    const kind = kindOf(kinds, one.kind)
    const first = kind.decode(one.old ?? one.sent, 'Ignore')
    if ('problems' in first) return []
    const second = kind.decode(first.object, 'Strict')
    const isSame = 'object' in second && isDeepStrictEqual(second.object, first.object)
    return isSame ? [] : [titleOf(one)]
  })
  expect(differing).toEqual([])
})

describe('Events', () => {
  const [old, now] = ['Event', 'Event.events.k8s.io'].map((name) => kindOf(kinds, name))

  it('lie in one place, whatever they are called', () => {
    expect(now?.storedAs).toBe(old?.storedAs)
    const others = kinds.filter(({ kind }) => kind !== 'Event').map(({ storedAs }) => storedAs)
    expect(new Set(others).size).toBe(kinds.length - 2)
  })

  it.each(
    Object.entries(rows).filter(([title]) => title.startsWith('Event')),
  )('are the same by both names: %s', (title, { object }) => {
    const isNew = title.startsWith('Event.')
    const stored = isNew ? now?.toStored(object) : object
    const shown = now?.fromStored(stored ?? {})
    expect(stored).toMatchObject({ apiVersion: 'v1', kind: 'Event' })
    expect(shown).toMatchObject({ apiVersion: 'events.k8s.io/v1', kind: 'Event' })
    if (isNew) expect(shown).toEqual(object)
    expect(now?.toStored(shown ?? {})).toEqual(stored)
  })

  it('are found by the fields of their own version', () => {
    const { object } = rows['Event.events.k8s.io: of today'] ?? { object: {} }
    const stored = now?.toStored(object) ?? {}
    expect(now?.selectable(object)).toMatchObject({
      ...{ 'regarding.kind': 'Pod', 'regarding.name': 'x', reason: 'Started', type: 'Warning' },
      reportingController: 'a.b/c',
    })
    expect(old?.selectable(stored)).toMatchObject({
      ...{ 'involvedObject.kind': 'Pod', 'involvedObject.name': 'x', reason: 'Started' },
      ...{ reportingComponent: 'a.b/c', source: 'a.b/c' },
    })
    expect(now?.selectable(object)).not.toHaveProperty('involvedObject.kind')
  })
})

describe('a Pod', () => {
  const pod = kindOf(kinds, 'Pod')
  const spec = { nodeName: 'local', terminationGracePeriodSeconds: 7 }

  it('is given its time to stop where it runs', () => {
    expect(pod.graceSeconds?.({ spec, status: { phase: 'Running' } })).toBe(7)
  })

  it.each([
    ['nowhere', { spec: { terminationGracePeriodSeconds: 7 } }],
    ['no longer', { spec, status: { phase: 'Succeeded' } }],
    ['no longer, since it failed', { spec, status: { phase: 'Failed' } }],
  ])('is gone at once where it runs %s', (_, object) => {
    expect(pod.graceSeconds?.(object)).toBe(0)
  })

  it('is found by its node, its phase and its address', () => {
    const { object } = rows['Pod: it runs'] ?? { object: {} }
    expect(pod.selectable(object)).toMatchObject({
      ...{ 'spec.nodeName': 'local', 'status.phase': 'Running', 'status.podIP': '10.0.0.9' },
      ...{ 'spec.restartPolicy': 'Always', 'spec.hostNetwork': 'false' },
    })
  })
})

it.each([
  ['127.0.0.1', 'IPv4'],
  ['::1', 'IPv6'],
])('gives Services the address %s', (serviceAddress, family) => {
  const kind = kindOf(createKinds({ serviceAddress }), 'Service')
  const decoded = kind.decode(
    { metadata: { name: 'a' }, spec: { ports: [{ port: 80 }] } },
    'Strict',
  )
  const service = 'object' in decoded ? kind.prepare.create(decoded.object) : {}
  expect(service['spec']).toMatchObject({
    ...{ clusterIP: serviceAddress, clusterIPs: [serviceAddress], ipFamilies: [family] },
  })
})

it('says of a Namespace that is told to go that it ends', () => {
  const { prepareDeletion, validate } = kindOf(kinds, 'Namespace')
  const metadata = { name: 'a', deletionTimestamp: '2026-01-01T00:00:00Z' }
  const ending = prepareDeletion?.({ metadata, status: { phase: 'Active' } })
  expect(ending).toMatchObject({ status: { phase: 'Terminating' } })
  expect(validate(ending ?? {})).toEqual([])
  expect(validate({ metadata, status: { phase: 'Active' } })).toHaveLength(1)
})

it('says of what nobody acts on that nobody does', () => {
  const inert = kinds.filter(({ inert }) => inert !== undefined).map(({ kind }) => kind)
  const expected = [
    'NetworkPolicy',
    'PodDisruptionBudget',
    'HorizontalPodAutoscaler',
    'ServiceAccount',
  ]
  expect(inert.sort()).toEqual(expected.sort())
})

it('has a blank Deployment, as Go would write it', () => {
  expect(kindOf(kinds, 'Deployment').blank).toEqual({
    metadata: {},
    spec: { selector: null, strategy: {}, template: { metadata: {}, spec: { containers: null } } },
    status: {},
  })
  expect(kindOf(kinds, 'ModelExperiment').blank).toEqual({})
})

it('fills in the keys of lists that are maps, where Go would write nothing', () => {
  const { schema } = kindOf(kinds, 'Pod')
  const containers = schema.properties?.['spec']?.properties?.['containers']?.items?.properties
  const ports = containers?.['ports']?.items?.properties
  expect(ports?.['protocol']?.default).toBe('TCP')
  expect(ports?.['containerPort']?.default).toBe(0)
  expect(ports?.['hostPort']?.default).toBeUndefined()
})

it('compiles no rule before the first experiment comes', () => {
  const module = new URL('../../../../src/local/kinds/kinds.ts', import.meta.url).href
  const script = `
    const begin = performance.now()
    const { createKinds } = await import(${JSON.stringify(module)})
    const imported = performance.now()
    const [experiments] = createKinds({ serviceAddress: '127.0.0.1' })
    const created = performance.now()
    experiments.validate({ apiVersion: 'contender.dev/v1alpha1', kind: 'ModelExperiment', spec: {} })
    const first = performance.now()
    console.log(JSON.stringify([imported - begin, created - imported, first - created]))`
  const args = ['--input-type=module', '--eval', script]
  const said = execFileSync(process.execPath, args, { encoding: 'utf8' })
  const [imported = 0, created = 0, first = 0] = JSON.parse(said) as readonly number[]
  const ms = (value: number) => `${value.toFixed(0)} ms`
  process.stdout.write(
    `kinds: imported in ${ms(imported)}, created in ${ms(created)}, first experiment judged in ${ms(first)}\n`,
  )
  expect(created).toBeLessThan(first)
})

it('knows where each kind has a status and where it has none', () => {
  const withStatus = kinds.filter(({ schema }) => schema.properties?.['status'] !== undefined)
  const served = kinds.filter(({ subresources }) => subresources.includes('status'))
  expect(served).toEqual(withStatus)
  for (const { prepare, kind } of served) {
    const made = prepare.create({
      metadata: { name: 'a' },
      status: { conditions: [{ type: 'X' }] },
    })
    expect(isJsonObject(made['status']) ? made['status'] : {}, kind).not.toHaveProperty(
      'conditions',
    )
  }
})
