import { expect, it } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser, load } from './asking.ts'
import { challenger, champion, createLeaps, planDocument, shares, startRouter } from './given.ts'
import { type Behaviour, says, startVariant } from './variants.ts'

/** An answer takes as long as the clock leaps meanwhile, and this machine's own time, which is short beside it. */
const [thresholdMs, leapMs] = [60_000, 90_000]

async function given(edits: Parameters<typeof planDocument>[1] = {}) {
  const clock = createLeaps()
  const slowly =
    (behaves: Behaviour): Behaviour =>
    (...answering) => {
      clock.leap(leapMs)
      behaves(...answering)
    }
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(says('new'))])
  const latencyThreshold = `${thresholdMs}ms`
  const plan = planDocument([[old.address], [fresh.address]], {
    ...{ timeout: '5m', metrics: [{ name: 'slow', kind: 'LatencyAbove', latencyThreshold }] },
    ...edits,
  })
  return { old, fresh, slowly, router: await startRouter(plan, { clock }) }
}

const [fast, slow] = [0, 1]
const [yes, no, bad, busy] = [says('new'), says('no', 400), says('bad', 500), says('busy', 429)]
const breaks: Behaviour = (_, response) => void response.destroy()

it.each([
  ['answers fast', yes, 'fast', 'fast', 'Normal', fast],
  ['answers slowly', yes, 'slow', 'fast', 'Normal', slow],
  ['fails fast, before a champion that is slow', bad, 'fast', 'slow', 'Fallback', fast],
  ['is busy, before a champion that is slow', busy, 'fast', 'slow', 'Fallback', fast],
  ['refuses fast what a slow champion takes', no, 'fast', 'slow', 'Fallback', fast],
  ['fails slowly, before a champion that is fast', bad, 'slow', 'fast', 'Fallback', slow],
  ['refuses slowly what a fast champion takes', no, 'slow', 'fast', 'Fallback', slow],
  ['breaks off fast', breaks, 'fast', 'fast', 'Fallback', slow],
] as const)('counts for a challenger that %s how long it took itself', async (...row) => {
  const [, behaves, its, others, how, count] = row
  const { old, fresh, slowly, router } = await given()
  fresh.behave(its === 'slow' ? slowly(behaves) : behaves)
  old.behave(others === 'slow' ? slowly(says('old')) : says('old'))
  for (let nth = 0; nth < 5; nth++) {
    expect((await ask(router.address, asUser(`${nth}`))).status).toBe(200)
  }
  expect(await router.counted()).toEqual([[challenger, how, 5, 5 * count]])
})

it('counts a challenger that does not answer in time as slower than any threshold, and one whose circuit is open', async () => {
  const metrics = [{ name: 'slow', kind: 'LatencyAbove', latencyThreshold: '1h' }]
  const { fresh, router } = await given({ metrics, timeout: '2s' })
  fresh.behave(() => {})
  const asking = (nth: number) => asUser(`${nth}`)
  await load(router.address, { count: 20, atOnce: 20, asking })
  await waitUntil(
    async () => (await router.metrics()).includes(`"${challenger}",state="Open"} 1`),
    {
      ...{ what: 'the circuit to open', limitMs: 60_000 },
    },
  )
  const asked = fresh.took.length
  const sent = await load(router.address, { count: 5, atOnce: 5, asking })
  expect(sent.map(({ body }) => `${body}`)).toEqual(Array.from({ length: 5 }, () => 'old'))
  expect(fresh.took.length).toBe(asked)
  expect(await router.counted()).toEqual([
    [challenger, 'CircuitOpen', 5, 5],
    [challenger, 'Fallback', 20, 20],
  ])
})

it('counts of the champion what it took, too', async () => {
  const { old, slowly, router } = await given({ segments: shares(0) })
  await ask(router.address, asUser('a'))
  old.behave(slowly(says('old')))
  await ask(router.address, asUser('b'))
  expect(await router.counted()).toEqual([[champion, 'Normal', 2, 1]])
})
