import { expect, it } from 'vitest'
import type { Copy } from '../../../../src/router/instance/instance.ts'
import type { Routed } from '../../../../src/router/plan/routed.ts'
import { createShadow, type ShadowPorts } from '../../../../src/router/shadow/shadow.ts'
import { createBreaker } from '../../../../src/router/upstreams/breaker.ts'
import { below, chance } from '../../../chance.ts'
import { aChallenger, aCourse, anIncoming, c0, c1, shadowed, sound, turns } from './given.ts'

const roomy = { underWay: 2, waiting: 3, bytes: 1_000_000 }

function given({ limits = roomy, ...edits }: Partial<ShadowPorts> = {}) {
  const [first, second] = [aChallenger(c0), aChallenger(c1)]
  const counted: Copy[] = []
  const codes: string[] = []
  const bugs: unknown[] = []
  let plan = shadowed()
  const shadow = createShadow({
    limits,
    present: () => plan,
    upstream: (name) => (name === c0 ? first : second).upstream,
    counted: (copy) => counted.push(copy),
    metrics: { copied: (variant, code) => codes.push(`${variant} ${code}`) },
    now: () => 0,
    broke: (cause) => bugs.push(cause),
    ...edits,
  })
  const take = (body = '{}', of = plan) => shadow.take(anIncoming(body), aCourse(of), sound)
  const obey = (next: Routed) => {
    plan = next
  }
  return { ...shadow, first, second, counted, codes, bugs, take, obey }
}

/** How many copies for a challenger have come to something, and to nothing. */
const countsOf = (counted: readonly Copy[], name: string) => {
  const its = counted.filter(({ variant }) => variant === name)
  const whole = its.filter(({ pair }) => pair.challenger !== undefined)
  return [whole.length, its.length - whole.length]
}

it('sends each challenger a copy once whatever else there was to do is done', async () => {
  const { take, first, second, counted, codes } = given()
  take('{"x":1}')
  expect([first.asked, second.asked]).toEqual([[], []])
  await turns()
  expect(`${first.asked[0]?.body}`).toBe('{"x":1}')
  first.answer()
  expect(counted).toEqual([
    {
      exposure: {
        ...{ round: 2, epoch: 3, slice: 12, assigned: 'v3@00000000', how: 'Normal' },
        ...{ bucket: 7, unitHash: 0.5, exposedAtMs: Date.UTC(2026, 1, 1) },
      },
      ...{ variant: c0, sequence: 41 },
      pair: {
        champion: { failed: false, latencyMs: 5, values: { label: 'a' } },
        challenger: { failed: false, latencyMs: 0, values: {} },
      },
    },
  ])
  second.answer({ status: 500 })
  expect(countsOf(counted, c1)).toEqual([1, 0])
  expect(codes).toEqual([`${c0} Ok`, `${c1} ServerError`])
})

it('drops what one challenger has no place for, and counts that; others go on', async () => {
  const { take, first, second, counted, codes } = given()
  for (let nth = 0; nth < 3; nth++) take()
  await turns()
  second.answer()
  second.answer()
  await turns()
  second.answer()
  expect([first.waiting(), second.waiting()], 'two under way, one waits').toEqual([2, 0])
  for (let nth = 0; nth < 3; nth++) take()
  await turns()
  expect(countsOf(counted, c0)).toEqual([0, 1])
  expect(countsOf(counted, c1)).toEqual([3, 0])
  expect(codes.filter((code) => code === `${c0} Dropped`).length).toBe(1)
  for (let nth = 0; nth < 5; nth++) {
    first.answer()
    await turns()
  }
  expect(countsOf(counted, c0)).toEqual([5, 1])
})

it('gives each challenger its part of the memory, so that one that hangs takes nobody else’s', async () => {
  const limits = { underWay: 100, waiting: 100, bytes: 1_000 }
  const { take, bytes, first, second, counted } = given({ limits })
  const body = 'x'.repeat(100)
  for (let nth = 0; nth < 20; nth++) {
    take(body)
    await turns()
    second.answer()
    expect(bytes()).toBeLessThanOrEqual(1_000)
  }
  expect(first.waiting()).toBe(5)
  expect(bytes()).toBe(500)
  expect(countsOf(counted, c0)).toEqual([0, 15])
  expect(countsOf(counted, c1)).toEqual([20, 0])
  for (let nth = 0; nth < 5; nth++) first.answer()
  expect(bytes()).toBe(0)
  take('x'.repeat(501)) // longer than any challenger's part
  expect(countsOf(counted, c0)).toEqual([5, 16])
})

it('keeps within the memory also where there are more challengers than there were', async () => {
  const limits = { underWay: 100, waiting: 100, bytes: 1_000 }
  const { take, bytes, counted } = given({ limits })
  for (let nth = 0; nth < 20; nth++) {
    take('x'.repeat(100), shadowed({ shadow: { percent: 100, variants: [c0] } }))
  }
  expect([bytes(), countsOf(counted, c0)]).toEqual([1_000, [0, 10]])
  take('x'.repeat(100))
  expect([bytes(), countsOf(counted, c1)]).toEqual([1_000, [0, 1]])
})

it('counts each copy once, whatever comes of it and in whatever order', async () => {
  const random = chance(5)
  const { take, leave, cut, ended, first, second, counted, bugs, bytes } = given()
  const status = () => [200, 400, 503][below(random, 3)] ?? 200
  let taken = 0
  const acts = [
    () => {
      take()
      taken++
    },
    () => first.answer({ status: status() }),
    () => second.answer({ status: status(), breaks: below(random, 2) === 0 }),
    () => turns(),
  ]
  for (let step = 0; step < 5_000; step++) await acts[below(random, acts.length)]?.()
  await turns()
  leave()
  acts[0]?.()
  cut()
  await ended()
  for (let late = 0; late < 2; late++) for (const each of [first, second]) each.answer()
  for (const name of [c0, c1]) {
    const [whole = 0, dropped = 0] = countsOf(counted, name)
    expect(whole + dropped).toBe(taken)
    expect(Math.min(whole, dropped), 'there were both').toBeGreaterThan(0)
  }
  expect([bugs, bytes()]).toEqual([[], 0])
})

it('drops what waits when it leaves, and lets what is under way end', async () => {
  const { take, leave, ended, first, second, counted } = given()
  for (let nth = 0; nth < 3; nth++) take()
  await turns()
  leave()
  expect([countsOf(counted, c0), countsOf(counted, c1)]).toEqual([
    [0, 1],
    [0, 1],
  ])
  take()
  expect(countsOf(counted, c0)).toEqual([0, 2])
  let isEnded = false
  const ending = ended().then(() => {
    isEnded = true
  })
  for (const each of [first, second, first]) each.answer()
  await turns()
  expect(isEnded).toBe(false)
  second.answer()
  await ending
  expect([countsOf(counted, c0), countsOf(counted, c1)]).toEqual([
    [2, 2],
    [2, 2],
  ])
})

it('ends at once where nothing is under way', async () => {
  const { leave, ended } = given()
  leave()
  await ended()
})

it.each([
  ['it is the champion now', { champion: c0, shadow: { percent: 100, variants: [c1] } }],
  ['the plan has it no more', { variants: [{ name: 'v3@00000000', endpoints: [] }] }],
  ['the round is over', { round: 3 }],
])('asks nobody any more where, since it waits, %s', async (_, edits) => {
  const { take, obey, first, codes, counted } = given()
  take()
  obey(shadowed(edits))
  await turns()
  expect(first.asked).toEqual([])
  expect(codes).toContain(`${c0} Dropped`)
  expect(countsOf(counted, c0)).toEqual([0, 1])
})

it('opens the circuit of a challenger, and never that of the champion that it has become', async () => {
  for (const isPromoted of [false, true]) {
    const breaker = createBreaker(() => ({ window: 2, part: 1, openMs: 1_000 }))
    const challenger = aChallenger(c0, breaker)
    const { take, obey } = given({ upstream: () => challenger.upstream })
    const plan = { shadow: { percent: 100, variants: [c0] } }
    take('{}', shadowed(plan))
    take('{}', shadowed(plan))
    await turns()
    if (isPromoted) obey(shadowed({ champion: c0, shadow: { percent: 100, variants: [c1] } }))
    challenger.answer({ status: 503 })
    challenger.answer({ status: 503 })
    expect(breaker.state(0)).toBe(isPromoted ? 'Closed' : 'Open')
  }
})

it('has done with all that waits once a circuit is open', async () => {
  const limits = { underWay: 1_000, waiting: 1_000, bytes: 1_000_000 }
  const breaker = createBreaker(() => ({ window: 1, part: 1, openMs: 1_000 }))
  const pass = breaker.pass(0)
  if (pass !== undefined) breaker.ended(pass, 'Failing', 0)
  const challenger = aChallenger(c0, breaker)
  const { take, counted } = given({ limits, upstream: () => challenger.upstream })
  const plan = shadowed({ shadow: { percent: 100, variants: [c0] } })
  for (let nth = 0; nth < 500; nth++) take('{}', plan)
  await turns(50)
  expect(countsOf(counted, c0)).toEqual([500, 0])
  expect(challenger.asked).toEqual([])
})

it('tells a bug, and neither throws nor loses count', async () => {
  const bug = new Error('a bug')
  const breaks = () => {
    throw bug
  }
  const plan = shadowed()
  const unreadable = { ...plan, readers: new Map([[c0, breaks]]) }
  const { take, first, counted, codes, bugs } = given()
  take('{}', unreadable)
  await turns()
  first.answer()
  expect([bugs, codes, countsOf(counted, c0)]).toEqual([[bug], [`${c0} Dropped`], [0, 1]])

  const unsent = given({ upstream: breaks })
  unsent.take()
  await turns()
  expect([unsent.bugs, unsent.codes]).toEqual([
    [bug, bug],
    [`${c0} Dropped`, `${c1} Dropped`],
  ])

  const other = given({ counted: breaks })
  other.take()
  await turns()
  other.first.answer()
  expect([other.bugs, other.codes]).toEqual([[bug], [`${c0} Ok`]])
})
