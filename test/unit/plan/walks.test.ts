import { describe, expect, it } from 'vitest'
import { root } from '../../../src/admission/problem.ts'
import { violations } from '../../../src/admission/schema.ts'
import { isJsonObject, type Json } from '../../../src/api/json.ts'
import { recordSchema } from '../../../src/plan/record/schema.ts'
import { chance } from '../../chance.ts'
import { aCourse, type Course } from './course.ts'
import { aSpec, hourMs, model, upWith } from './given.ts'

const seeds = Array.from({ length: 150 }, (_, seed) => seed)

describe.each(seeds)('whatever happens, by chance %i', (seed) => {
  it('every step lasts, and nobody who is down has a share', () => walk(seed))
})

type Random = () => number

function walk(seed: number): void {
  const random = chance(seed)
  const course = aCourse(specBy(random))
  let before = { epoch: 0, requests: 0, round: 0 }
  let longest = 0
  for (let step = 0; step < 120; step++) {
    happenings[Math.floor(random() * happenings.length)]?.(course, random)
    course.rest()
    const again = course.once()
    expect(again.isNews, 'a second pass changes nothing').toBe(false)
    holds(course)
    const record = course.record()
    const now = { epoch: record.epoch, requests: record.requests.last, round: record.round.number }
    for (const each of ['epoch', 'requests', 'round'] as const)
      expect(now[each]).toBeGreaterThanOrEqual(before[each])
    before = now
    longest = Math.max(longest, JSON.stringify(record).length)
  }
  expect(longest).toBeLessThan(32_768)
}

function holds(course: Course): void {
  const record = course.record()
  const document: Json = JSON.parse(JSON.stringify(record))
  expect(isJsonObject(document) && violations(document, recordSchema, root)).toEqual([])
  const shares = course.shares().toSorted((a, b) => a.from - b.from)
  let end = 0
  for (const { variant, from, to } of shares) {
    expect(from).toBeGreaterThanOrEqual(end)
    expect(to).toBeGreaterThan(from)
    expect(to).toBeLessThanOrEqual(1)
    end = to
    if (!course.observation().spec.suspend)
      expect(
        course.observation().workloads[variant]?.ready ?? 0,
        `${variant} has a share`,
      ).toBeGreaterThan(0)
  }
  const { challengers } = record.round
  for (const { variant } of shares)
    expect([...challengers.map(({ key }) => key), record.former?.variant.key]).toContain(variant)
}

function specBy(random: Random) {
  const strategies = [
    {},
    { split: { challengers: [{ name: 'v4', percent: 30 }] } },
    { shadow: { percent: 100 } },
    { shadow: { percent: 50 }, canary: { steps: [{ percent: 10 }, { percent: 40 }] } },
  ]
  const mode = ['Automatic', 'Approval', 'Recommend'][Math.floor(random() * 3)] ?? 'Automatic'
  const whenInconclusive = random() < 0.5 ? 'KeepChampion' : 'AwaitApproval'
  const variants = [model('v3'), model('v4'), ...(random() < 0.5 ? [model('v5')] : [])]
  return aSpec({
    variants,
    traffic: strategies[Math.floor(random() * strategies.length)] ?? {},
    promotion: { mode },
    decision: { whenInconclusive },
  })
}

const names = ['v3', 'v4', 'v5']
const pick = <T>(random: Random, all: readonly T[]): T =>
  all[Math.floor(random() * all.length)] as T
const anyKey = (course: Course, random: Random) => {
  const keys =
    course.observation().record.is === 'There'
      ? course.record().round.challengers.map(({ key }) => key)
      : []
  return pick(random, [...keys, 'nobody@00000000'])
}
const isBegun = (course: Course) => course.observation().record.is === 'There'

const happenings: readonly ((course: Course, random: Random) => void)[] = [
  (c, r) => isBegun(c) && tryRun(c, pick(r, names), Math.floor(r() * 4)),
  (c, r) => {
    for (const name of names) if (isBegun(c)) tryRun(c, name, 1 + Math.floor(r() * 3))
  },
  (c, r) => isBegun(c) && tryRun(c, pick(r, names), 0),
  (c, r) => {
    if (isBegun(c))
      c.run(
        anyKey(c, r),
        upWith(0, {
          trouble: { code: pick(r, ['CrashLooping', 'ImageMissing'] as const), detail: 'x' },
        }),
      )
  },
  (c, r) => c.wait(r() * 3 * hourMs),
  (c, r) => c.wait(r() * 60_000),
  (c, r) =>
    c.says({
      says: pick(r, [
        'Promote',
        'RollBack',
        'Retain',
        'Inconclusive',
        'Hold',
        'HoldStep',
        'Continue',
      ] as const),
      challenger: anyKey(c, r),
    }),
  (c) => c.says({}),
  (c) => c.says(undefined),
  (c, r) => c.outage(r() < 0.5 ? c.observation().nowMs : undefined),
  (c, r) => {
    if (!isBegun(c)) return
    const { round, requests } = c.record()
    const verb = pick(r, [
      'promote',
      'promote=v4',
      'approve',
      'pause',
      'resume',
      'retry',
      'nonsense',
    ])
    c.annotate({
      'contender.dev/request': `${verb}@${round.number}#${requests.last + pick(r, [0, 1, 1, 1, 2])}`,
    })
  },
  (c, r) =>
    isBegun(c) &&
    c.annotate({ 'contender.dev/abort': `${c.record().round.number + pick(r, [0, 0, -1, 1])}` }),
  (c, r) => {
    const file = pick(r, ['a', 'b', 'c', 'd'])
    const variants = aSpec({ variants: [model('v3'), model('v4', `v4-${file}`)] }).variants
    c.edit({ ...c.observation().spec, variants })
  },
  (c, r) =>
    c.edit({
      ...c.observation().spec,
      decision: { ...c.observation().spec.decision, alpha: pick(r, ['0.05', '0.01']) },
    }),
  (c, r) => c.edit({ ...c.observation().spec, suspend: r() < 0.3 }),
  (c, r) => c.change({ term: c.observation().term + pick(r, [0, 1]) }),
  (c, r) => {
    const { experiment } = c.observation()
    if (r() < 0.2) c.change({ experiment: { ...experiment, uid: `uid-${Math.floor(r() * 1000)}` } })
  },
]

function tryRun(course: Course, name: string, ready: number): void {
  try {
    course.run(name, ready)
  } catch {
    // The spec and the record know no such variant.
  }
}
