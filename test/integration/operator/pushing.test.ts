import { expect, it } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser } from '../route/asking.ts'
import { answeredBy, challenger, champion, key, planDocument, shares } from '../route/given.ts'
import { type RouterProcess, startRouting } from '../route/processes.ts'
import { says, startVariant } from '../route/variants.ts'
import { aPusher, blackHoles, print, quantiles } from './given.ts'

const many = 20
const name = 'test/route'

async function aPlan() {
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(says('new'))])
  for (const each of [old, fresh]) each.forget()
  return (planRevision: number, part: number) =>
    planDocument([[old.address], [fresh.address]], {
      ...{ planRevision, epoch: planRevision, segments: shares(part) },
    })
}

const placeOf = ({ adminPort }: RouterProcess, uid: string, restarts = 0) => ({
  ...{ uid, restarts, address: adminPort },
})

/** Some at a time, or none begins in time. */
async function startMany(count: number, plan: ReturnType<typeof planDocument>) {
  const started: RouterProcess[] = []
  let begun = 0
  const starting = async () => {
    while (begun++ < count) started.push(await startRouting({ plan }))
  }
  await Promise.all([starting(), starting(), starting()])
  return started
}

it('brings what is decided to twenty routers, and an abort, while a thousand others hang and clients ask', {
  timeout: 600_000,
}, async () => {
  const planAt = await aPlan()
  const processes = await startMany(many, planAt(1, 0.5))
  const routers = processes.map((each, n) => placeOf(each, `r${n}`))
  const { push, reached, obeyed, lines } = aPusher()
  const times: number[] = []
  for (let revision = 2; revision <= 101; revision++) {
    push(name, planAt(revision, (revision % 10) / 10), { key, routers })
    times.push(await reached(name, revision))
  }
  expect(obeyed(name, routers)).toEqual({ obeyed: 101, missingKeys: [] })
  print(`a plan at ${many} routers: ${quantiles(times)}`)

  const holes = await blackHoles(1_000)
  let isOver = false
  let [asked, lost] = [0, 0]
  const clients = Array.from({ length: 8 }, async (_, n) => {
    while (!isOver) {
      const { address } = processes[asked++ % many] as RouterProcess
      const sent = await ask(address, asUser(`${n}-${asked}`)).catch(() => undefined)
      if (sent?.status !== 200) lost++
    }
  })
  // Each of them an experiment of its own, and one more behind them that is like any other.
  for (const hole of holes) push(`test/${hole.uid}`, planAt(1, 0), { key, routers: [hole] })
  await new Promise((resolve) => setTimeout(resolve, 50))
  push('test/another', planAt(102, 0.5), { key, routers: routers.slice(0, 1) })
  const urgent: number[] = []
  for (let revision = 103; revision <= 132; revision++) {
    push(name, planAt(revision, 0), { key, routers, isUrgent: true })
    urgent.push(await reached(name, revision))
    if (revision === 103) {
      const user = asUser('after the abort')
      const answers = await Promise.all(processes.map(({ address }) => ask(address, user)))
      expect(new Set(answers.map(answeredBy))).toEqual(new Set([champion]))
      // The negative control: what isn't urgent waits for those that hang.
      expect(lines.some((line) => line['experiment'] === 'test/another')).toBe(false)
    }
  }
  isOver = true
  await Promise.all(clients)
  print(`an abort at ${many} routers, under load, while a thousand hang: ${quantiles(urgent)}`)
  expect([lost, asked > 100]).toEqual([0, true])
})

it('brings the plan again to a router that has begun anew with an older one', {
  timeout: 300_000,
}, async () => {
  const planAt = await aPlan()
  const [first, second] = await Promise.all([1, 2].map(() => startRouting({ plan: planAt(1, 1) })))
  const { push, obeyed, reached } = aPusher()
  const variantAt = async ({ address }: RouterProcess) =>
    answeredBy(await ask(address, asUser('a')))
  if (first === undefined || second === undefined) throw new Error('none has begun')
  const before = [placeOf(first, 'a'), placeOf(second, 'b')]
  push(name, planAt(2, 0), { key, routers: before })
  await reached(name, 2)
  expect(await variantAt(first)).toBe(champion)
  first.kill('SIGKILL')
  await first.exit
  push(name, planAt(2, 0), { key, routers: before })
  const anew = await startRouting({ plan: planAt(1, 1) })
  expect(await variantAt(anew)).toBe(challenger)
  const after = [placeOf(anew, 'a', 1), placeOf(second, 'b')]
  expect(obeyed(name, after).obeyed).toBeUndefined()
  push(name, planAt(2, 0), { key, routers: after })
  await waitUntil(() => obeyed(name, after).obeyed === 2, {
    ...{ what: 'the plan at the new one', limitMs: 60_000 },
  })
  expect(await variantAt(anew)).toBe(champion)
})

it('says by name what stands in the way: somebody newer, another of the same revision, a key that is missing', {
  timeout: 300_000,
}, async () => {
  const planAt = await aPlan()
  const router = await startRouting({ plan: planAt(5, 0.5) })
  const routers = [placeOf(router, 'a')]
  const { push, obeyed } = aPusher()
  const strangely = { ...planAt(6, 0), keys: { sign: 'k2', accept: ['k1', 'k2'] } }
  for (const [plan, code] of [
    [planAt(4, 0), 'PlanStale'],
    [planAt(5, 0), 'PlanConflict'],
    [strangely, 'KeyMissing'],
    [
      { ...planAt(6, 0), experiment: { namespace: 'test', name: 'cars', uid: 'u-2' } },
      'PlanForeign',
    ],
  ] as const) {
    push(name, plan, { key, routers })
    await waitUntil(() => obeyed(name, routers).trouble?.code === code, {
      ...{ what: code, limitMs: 60_000 },
    })
  }
  expect(obeyed(name, routers).obeyed).toBeUndefined()
  push(name, planAt(5, 0.5), { key, routers })
  await waitUntil(() => obeyed(name, routers).obeyed === 5, { what: 'its own', limitMs: 60_000 })
})
