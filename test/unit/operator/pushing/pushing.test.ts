import { describe, expect, it } from 'vitest'
import { given, hangs, lacks, refuses, router, takes } from './ground.ts'

const names = (count: number, what = 'r') => Array.from({ length: count }, (_, n) => `${what}${n}`)
const routersOf = (count: number, what?: string) => names(count, what).map((name) => router(name))

describe('A plan', () => {
  it('is brought to every router once, and the time to the last one is told', async () => {
    const { push, obeyed, clock, tries, tookMs, woken, behaviours } = given()
    behaviours.set('r3', async () => {
      await clock.sleep(400, new AbortController().signal)
      return { missingKeys: [] }
    })
    const routers = routersOf(20)
    push('city/bikes', 1, { routers })
    await clock.turn(300)
    expect(obeyed('city/bikes', routers)).toEqual({ missingKeys: [] })
    await clock.turn(100)
    expect(obeyed('city/bikes', routers)).toEqual({ obeyed: 1, missingKeys: [] })
    expect([tookMs, woken, tries.length]).toEqual([[400], ['city/bikes'], 20])
    for (let pass = 0; pass < 5; pass++) push('city/bikes', 1, { routers })
    await clock.turn(1_000)
    expect([tookMs, woken, tries.length, clock.sleepers()]).toEqual([[400], ['city/bikes'], 20, 0])
  })

  it('is brought again after a minute, as who obeyed may have forgotten', async () => {
    const { push, clock, tries } = given()
    const routers = routersOf(2)
    for (const ms of [0, 59_000, 1_000, 1_000]) {
      await clock.turn(ms)
      push('city/bikes', 1, { routers })
    }
    await clock.turn(0)
    expect(tries.map(({ atMs }) => atMs)).toEqual([0, 0, 60_000, 60_000])
  })

  it('is brought to who begins anew, and to no pod that is gone', async () => {
    const { push, obeyed, clock, tries, behaviours } = given()
    behaviours.set('r1', hangs)
    push('city/bikes', 1, { routers: routersOf(2) })
    await clock.turn(3_000)
    const anew = [router('r0', { restarts: 1 }), router('r2', { address: undefined })]
    expect(obeyed('city/bikes', anew).obeyed).toBeUndefined()
    tries.length = 0
    push('city/bikes', 1, { routers: anew })
    await clock.turn(60_000)
    expect(tries.map(({ address }) => address)).toEqual(['r0'])
    expect(obeyed('city/bikes', anew).obeyed).toBe(1)
    expect(clock.sleepers()).toBe(0)
  })

  it('is tried for a second, then again and again, ever less often, until it is taken', async () => {
    const { push, clock, tries, behaviours, obeyed } = given()
    behaviours.set('r0', hangs)
    push('city/bikes', 1, { routers: routersOf(1) })
    await clock.turn(60_000)
    const times = tries.map(({ atMs }) => atMs)
    const gaps = times.slice(1).map((ms, nth) => ms - (times[nth] ?? 0))
    expect(gaps.slice(0, 3).every((ms) => ms >= 1_050 && ms <= 1_400)).toBe(true)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(6_000)
    expect(gaps.slice(-5).every((ms) => ms >= 3_500)).toBe(true)
    behaviours.set('r0', takes)
    await clock.turn(6_000)
    expect(obeyed('city/bikes', routersOf(1)).obeyed).toBe(1)
  })

  it('gives way to a newer one, which waits for no pause', async () => {
    const { push, clock, tries, behaviours } = given()
    behaviours.set('r0', refuses('Overloaded'))
    push('city/bikes', 1, { routers: routersOf(1) })
    await clock.turn(30_000)
    tries.length = 0
    behaviours.set('r0', takes)
    push('city/bikes', 2, { routers: routersOf(1) })
    await clock.turn(60_000)
    expect(tries).toEqual([{ atMs: 30_000, address: 'r0', revision: 2 }])
  })

  it('lets one that is under way end, where nothing is urgent, and takes the last of those that came meanwhile', async () => {
    const { push, clock, tries, behaviours } = given()
    behaviours.set('r0', hangs)
    push('city/bikes', 1, { routers: routersOf(1) })
    await clock.turn(0)
    for (const revision of [2, 3]) push('city/bikes', revision, { routers: routersOf(1) })
    await clock.turn(1_000)
    expect(tries.map(({ atMs, revision }) => [atMs, revision])).toEqual([
      [0, 1],
      [1_000, 3],
    ])
  })

  it('goes on while keys are missing, and says which', async () => {
    const { push, clock, tries, behaviours, obeyed, woken, tookMs } = given()
    const routers = routersOf(2)
    behaviours.set('r1', lacks('k2'))
    push('city/bikes', 1, { routers })
    await clock.turn(20_000)
    expect(obeyed('city/bikes', routers)).toEqual({ obeyed: 1, missingKeys: ['k2'] })
    expect(tries.filter(({ address }) => address === 'r1').length).toBeGreaterThan(5)
    behaviours.delete('r1')
    await clock.turn(5_000)
    expect(obeyed('city/bikes', routers)).toEqual({ obeyed: 1, missingKeys: [] })
    expect([woken.length, tookMs]).toEqual([2, [0]])
  })

  it('leaves nothing behind when its experiment is forgotten, or the lead is lost', async () => {
    const { push, clock, behaviours, forget, close, lines, woken, flight } = given()
    for (const name of names(100, 'dead')) behaviours.set(name, hangs)
    push('city/bikes', 1, { routers: routersOf(100, 'dead') })
    push('city/cars', 1, { routers: routersOf(100, 'dead') })
    await clock.turn(500)
    forget('city/bikes')
    close()
    await clock.turn(0)
    expect([clock.sleepers(), flight.now]).toEqual([0, 0])
    await clock.turn(60_000)
    expect([lines, woken]).toEqual([[], []])
  })
})

it.each(
  Array.from({ length: 12 }, (_, turns) => turns),
)('An experiment that is forgotten is not heard of, %i turns after its router has answered', async (turns) => {
  const { push, clock, behaviours, forget, woken, lines } = given()
  const answered = Promise.withResolvers<{ missingKeys: readonly string[] }>()
  behaviours.set('r0', () => answered.promise)
  push('city/bikes', 1, { routers: routersOf(1) })
  await clock.turn(0)
  answered.resolve({ missingKeys: [] })
  for (let turn = 0; turn < turns; turn++) await Promise.resolve()
  forget('city/bikes')
  const heard = [...woken, ...lines]
  await clock.turn(60_000)
  expect([...woken, ...lines]).toEqual(heard)
})

describe('A thousand routers that say nothing', () => {
  async function given1000() {
    const all = given()
    for (const name of names(1_000, 'dead')) all.behaviours.set(name, hangs)
    names(1_000, 'dead').forEach((name, nth) => {
      all.push(`city/e${nth}`, 1, { routers: [router(name)] })
    })
    await all.clock.turn(60_000)
    return all
  }

  it('hold up nobody but each other, once that is known of them', async () => {
    const { push, clock, tookMs } = await given1000()
    push('city/bikes', 1, { routers: routersOf(20) })
    await clock.turn(60_000)
    expect(tookMs).toEqual([0])
  })

  it('have an urgent plan at once when they are back', async () => {
    const { push, clock, tookMs, behaviours } = await given1000()
    const routers = routersOf(3, 'dead')
    for (const { uid } of routers) behaviours.delete(uid)
    routers.forEach((each, nth) => {
      push(`city/e${nth}`, 2, { routers: [each], urgent: true })
    })
    await clock.turn(0)
    expect(tookMs).toEqual([0, 0, 0])
  })
})

describe('An urgent plan', () => {
  /** A thousand routers that say nothing, and the plan of another experiment. */
  async function among(urgent: boolean) {
    const all = given()
    for (const name of names(1_000, 'dead')) all.behaviours.set(name, hangs)
    names(1_000, 'dead').forEach((name, nth) => {
      all.push(`city/e${nth}`, 1, { routers: [router(name)] })
    })
    await all.clock.turn(300)
    all.push('city/bikes', 2, { routers: routersOf(20), urgent })
    await all.clock.turn(60_000)
    return all
  }

  it('overtakes whatever waits', async () => {
    const { tookMs, flight } = await among(true)
    expect(tookMs).toEqual([0])
    expect(flight.most).toBeLessThanOrEqual(64 + 20 + 64)
  })

  it('would wait, if it were like any other', async () => {
    const { tookMs } = await among(false)
    expect(tookMs[0]).toBeGreaterThan(1_000)
  })

  it('ends what is under way at its routers, and does not wait for a pause', async () => {
    const { push, clock, tries, behaviours, tookMs } = given()
    const routers = routersOf(2)
    behaviours.set('r0', hangs).set('r1', refuses('Overloaded'))
    push('city/bikes', 1, { routers })
    await clock.turn(700)
    tries.length = 0
    behaviours.clear()
    push('city/bikes', 2, { routers, urgent: true })
    await clock.turn(0)
    expect(tries.map(({ atMs, revision }) => [atMs, revision])).toEqual([
      [700, 2],
      [700, 2],
    ])
    expect(tookMs).toEqual([0])
  })

  it('is not begun anew by a pass that pushes it again, and becomes urgent where it was not', async () => {
    const { push, clock, tries, behaviours } = given()
    behaviours.set('r0', hangs)
    const routers = routersOf(1)
    push('city/bikes', 1, { routers })
    await clock.turn(100)
    for (let pass = 0; pass < 5; pass++) {
      push('city/bikes', 1, { routers, urgent: true })
      await clock.turn(100)
    }
    expect(tries.map(({ atMs }) => atMs)).toEqual([0, 100])
  })
})

describe('A router that does not take a plan', () => {
  it.each([
    ['PlanStale', 'warn'],
    ['PlanConflict', 'error'],
    ['PlanForeign', 'error'],
    ['PlanInvalid', 'error'],
  ] as const)('is left alone until the next pass if it says %s, which is told once', async (code, level) => {
    const { push, clock, tries, behaviours, obeyed, lines, woken } = given()
    const routers = routersOf(2)
    behaviours.set('r1', refuses(code, 'why'))
    for (let pass = 0; pass < 3; pass++) {
      push('city/bikes', 5, { routers })
      await clock.turn(10_000)
    }
    expect(tries.filter(({ address }) => address === 'r1')).toHaveLength(3)
    expect(obeyed('city/bikes', routers)).toEqual({
      ...{ missingKeys: [], trouble: { code, detail: 'why' } },
    })
    expect(lines.map(({ level, code }) => [level, code])).toEqual([[level, code]])
    expect(woken).toEqual(['city/bikes'])
  })

  it.each([
    'KeyMissing',
    'Unauthorized',
    'Overloaded',
  ] as const)('is asked again if it says %s', async (code) => {
    const { push, clock, behaviours, obeyed, lines, tookMs } = given()
    const routers = routersOf(1)
    behaviours.set('r0', refuses(code))
    push('city/bikes', 1, { routers })
    await clock.turn(20_000)
    expect(obeyed('city/bikes', routers).trouble?.code).toBe(code)
    behaviours.clear()
    await clock.turn(5_000)
    expect(obeyed('city/bikes', routers)).toEqual({ obeyed: 1, missingKeys: [] })
    expect(lines.map(({ msg }) => msg)).toEqual([
      ...[
        'a router does not take the plan',
        'routers obey the plan',
        'routers take the plan again',
      ],
    ])
    expect(tookMs[0]).toBeGreaterThan(20_000)
  })

  it('is no trouble while it may just begin, and one by name after ten seconds', async () => {
    const { push, clock, behaviours, obeyed, lines } = given()
    const routers = routersOf(3)
    push('city/bikes', 1, { routers })
    await clock.turn(0)
    behaviours.set('r2', refuses('RouterUnreachable', 'connect ECONNREFUSED'))
    push('city/bikes', 2, { routers })
    await clock.turn(9_000)
    expect(obeyed('city/bikes', routers)).toEqual({ obeyed: 1, missingKeys: [] })
    await clock.turn(7_000)
    const trouble = { code: 'RouterUnreachable', detail: 'connect ECONNREFUSED' }
    expect(obeyed('city/bikes', routers)).toEqual({ obeyed: 1, missingKeys: [], trouble })
    await clock.turn(120_000)
    expect(lines.filter(({ code }) => code === 'RouterUnreachable')).toHaveLength(1)
  })

  it('hides no graver one', async () => {
    const { push, clock, behaviours, obeyed } = given()
    behaviours.set('r0', refuses('Unauthorized')).set('r1', refuses('PlanStale'))
    behaviours.set('r2', refuses('PlanConflict'))
    push('city/bikes', 1, { routers: routersOf(3) })
    await clock.turn(0)
    const codes = [3, 2, 1].map((count) => obeyed('city/bikes', routersOf(count)).trouble?.code)
    expect(codes).toEqual(['PlanConflict', 'PlanStale', 'Unauthorized'])
  })
})
