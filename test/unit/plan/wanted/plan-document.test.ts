import { describe, expect, it } from 'vitest'
import type { ExperimentSpec } from '../../../../src/api/experiment.ts'
import { milliseconds } from '../../../../src/api/quantities.ts'
import { variantsOf } from '../../../../src/plan/variants/variants.ts'
import { durationText } from '../../../../src/plan/wanted/duration-text.ts'
import { numbered } from '../../../../src/plan/wanted/numbering.ts'
import { planContents, type Routed } from '../../../../src/plan/wanted/plan-document.ts'
import { planOf } from '../../../../src/router/plan/reading.ts'
import { planDigest } from '../../../../src/routing/plan-digest.ts'
import { planProblems } from '../../../../src/routing/plan-problems.ts'
import { successionProblems } from '../../../../src/routing/succession.ts'
import { chance } from '../../../chance.ts'
import { createDice } from '../../../specs/dice.ts'
import { anExperiment } from '../experiments.ts'
import { aRouted, drawn } from './routed.ts'

const random = chance(1)
const dice = createDice(random)
const specs = Array.from({ length: 120 }, () => anExperiment(random))
const routed = specs.map(({ name, spec }) => aRouted(dice, name, spec))
const begun = { revision: 0, digest: '' }

const planFor = (one: Routed, last = begun) => numbered(planContents(one), last).plan

describe('a plan (120 experiments)', () => {
  it('has nothing that a router would refuse', () => {
    for (const one of routed) expect(planProblems(planFor(one))).toEqual([])
  })

  it('leaves nothing to defaults, so that its digest is the one that routers know it by', () => {
    for (const one of routed) {
      const plan = planFor(one)
      const understood = planOf(JSON.parse(JSON.stringify(plan)))
      expect(understood).toStrictEqual(plan)
      expect(planDigest(understood)).toBe(planDigest(plan))
    }
  })

  it('knows of each metric what counting takes, and of none that is measured elsewhere', () => {
    for (const one of routed) {
      const { metrics } = planFor(one)
      const counted = (one.spec.metrics ?? []).filter(({ kind }) => kind !== 'Query')
      const names = metrics.map(({ name }) => name)
      const added = names.filter((name) => name.startsWith('default-'))
      expect(names).toEqual([...counted.map(({ name }) => name), ...added])
      for (const metric of counted)
        expect(metric).toMatchObject(metrics.find(({ name }) => name === metric.name) ?? {})
    }
  })
})

/** The same experiment after an edit, and whatever followed from it. */
function later(one: Routed, spec: ExperimentSpec, before: Routed['before']): Routed {
  const acceptForMs = milliseconds(spec.outcomes.acceptFor)
  const round = { ...one.round, acceptForMs }
  return { ...one, spec, round, before, ...drawn(dice, spec, one.epoch.epoch + 1) }
}

describe('the next plan of a round (400 edits)', () => {
  const pairs = Array.from({ length: 400 }, () => {
    const one = dice.pick(routed)
    return { one, spec: dice.pick(specs).spec, before: planFor(one) }
  })
  const last = ({ planRevision: revision, ...plan }: ReturnType<typeof planFor>) => ({
    ...{ revision, digest: planDigest({ ...plan, planRevision: revision }) },
  })

  it('goes on with what is counted, who is drawn and what is promised, whatever was edited', () => {
    for (const { one, spec, before } of pairs) {
      const next = planFor(later(one, spec, before), last(before))
      expect(planProblems(next)).toEqual([])
      expect(successionProblems(next, before)).toEqual([])
      expect(next.planRevision).toBe(before.planRevision + 1)
    }
  })

  it('would not, without the one before: the negative control', () => {
    const broken = pairs.filter(({ one, spec, before }) => {
      const next = planFor(later(one, spec, undefined))
      return successionProblems(next, before).length > 0
    })
    expect(broken.length).toBeGreaterThan(200)
  })

  it('begins anew in another round', () => {
    for (const { one, spec, before } of pairs) {
      const { round, ...rest } = later(one, spec, before)
      const anew = { ...rest, round: { ...round, number: round.number + 1 } }
      const next = planFor(anew, last(before))
      expect(successionProblems(next, before)).toEqual([])
      expect(next).toEqual({
        ...planFor({ ...anew, before: undefined }),
        planRevision: next.planRevision,
      })
    }
  })

  it('has the same number where nothing has changed, and the next one where anything has', () => {
    for (const { one, before } of pairs.slice(0, 100)) {
      const again = numbered(planContents({ ...one, before }), last(before))
      expect(again).toEqual({ plan: before, recorded: last(before) })
      const allowOverride = !one.spec.traffic.allowOverride
      const spec = { ...one.spec, traffic: { ...one.spec.traffic, allowOverride } }
      const edited = numbered(planContents({ ...one, spec, before }), last(before))
      expect(edited.plan.planRevision).toBe(before.planRevision + 1)
      expect(edited.recorded).toEqual(last(edited.plan))
    }
  })
})

it('takes of what it is given the fields of a plan, and no others', () => {
  for (const one of routed.slice(0, 20)) {
    const more = { ...one.experiment, generation: 3, annotations: {} }
    const epoch = { ...one.epoch, atMs: 1, contest: 'Comparing' }
    expect(planContents({ ...one, experiment: more, epoch })).toStrictEqual(planContents(one))
  }
})

const model = { uri: 's3://m/3.onnx' }
const template = { spec: { containers: [{ name: 'a', image: 'a:1' }] } }

it.each([
  ['a model', { model }, 'Once'],
  ['a service', { service: { name: 's', port: 80 } }, 'Never'],
  ['a template', { template }, 'Never'],
] as const)('has a request sent once more where the champion is %s: %3$s', (_, source, retry) => {
  const [one] = routed
  if (one === undefined) throw new Error('there is one')
  const variants = variantsOf({
    variants: [
      { name: 'a', ...source },
      { name: 'b', model },
    ],
  })
  const [champion = ''] = variants.map(({ key }) => key)
  const plan = planFor({
    ...one,
    variants: variants.map((variant) => ({ variant, at: undefined })),
    epoch: { epoch: 1, champion, shares: [] },
  })
  expect(plan.retry).toBe(retry)
})

it('says where answers hold what is scored of those servers alone that don’t say it themselves', () => {
  for (const one of routed) {
    const { variants } = planFor(one)
    for (const { variant } of one.variants) {
      const planned = variants.find(({ name }) => name === variant.key)
      const isOurs = variant.spec.model !== undefined
      expect(planned?.prediction).toEqual(isOurs ? undefined : one.spec.prediction)
      expect(planned?.path).toBe(variant.spec.service?.path)
    }
  }
})

it.each([
  [[], []],
  [['a-b'], ['a-b']],
  [
    ['a-b', 'b-c', 'c-d'],
    ['a-d', 'b-d', 'c-d'],
  ],
  [
    ['a-b', 'c-b'],
    ['a-b', 'c-b'],
  ],
  [['a-b', 'a-c'], ['a-c']],
  [['a-b', 'b-a', 'c-d'], ['c-d']],
  [['a-a'], []],
])('names of %j the heirs that are there: %j', (given, expected) => {
  const departed = given.map((pair) => {
    const [instance = '', heir = ''] = pair.split('-')
    return { instance, heir }
  })
  const [one] = routed
  if (one === undefined) throw new Error('there is one')
  const { departed: named = [] } = planContents({ ...one, departed })
  expect(named.map(({ instance, heir }) => `${instance}-${heir}`)).toEqual(expected)
})

it.each([
  [3_600_000, '1h'],
  [604_800_000, '168h'],
  [1, '1ms'],
  [0.2, '1ms'],
  [0, '1ms'],
  [90_061_001, '25h1m1s1ms'],
  [1_500.5, '1s501ms'],
  [999_999 * 3_600_000, '999999h'],
  [2_099_997 * 3_600_000, '999999h999999h99999h'],
])('writes %d ms as %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
  expect(milliseconds(text)).toBe(Math.max(1, Math.ceil(ms)))
})
