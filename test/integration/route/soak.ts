import type { TallyName } from '../../../src/evidence/tally.ts'
import type { Told } from '../../../src/evidence/told.ts'
import { chance } from '../../chance.ts'
import { figuresOf, growthOf, leaksIn } from '../figures.ts'
import { metrics, predicts } from './accounts.ts'
import { ask, asUser } from './asking.ts'
import { challenger, planDocument, shares } from './given.ts'
import { countsIn } from './places.ts'
import { aFolder, startRouting } from './processes.ts'
import { startVariant } from './variants.ts'

/**
 * Steady load on one router process for so many minutes: predictions, a part of them copied, outcomes some of which come
 * twice, a new plan and a pulled tally every five seconds. Prints its memory over time, and last one line of JSON; fails where
 * anything was lost or not counted, or memory has grown after the first third of the time: in an hour, by some 130 bytes a request.
 */
const minutes = Number(process.env['MINUTES'] ?? 10)
const perSecond = Number(process.env['RATE'] ?? 200)

const acts: (() => Promise<void>)[] = []
const atEnd = (act: () => Promise<void>) => void acts.push(act)

const random = chance(20261122)
const [old, fresh] = await Promise.all([
  startVariant(predicts, atEnd),
  startVariant(predicts, atEnd),
])
for (const each of [old, fresh]) each.forget()

const minuteMs = 60_000
const began = performance.now()
const passedMs = () => performance.now() - began
const isOver = () => passedMs() >= minutes * minuteMs
const start = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString()

/** Shares change every ten minutes, and with them the epoch; something else changes every time. */
function planAt(revision: number) {
  const epoch = 1 + Math.floor(passedMs() / (10 * minuteMs))
  return planDocument(
    [[old.address], revision % 3 === 0 ? [fresh.address, fresh.address] : [fresh.address]],
    {
      ...{
        task: 'Classification',
        planRevision: revision,
        epoch,
        slices: { start, length: '30s' },
      },
      ...{
        metrics: metrics.map((each) =>
          'outcomeDelay' in each ? { ...each, outcomeDelay: '4m' } : each,
        ),
      },
      segments: shares(epoch % 2 === 0 ? 0.3 : 0.5),
      shadow: { percent: 10 + (revision % 40), variants: [challenger] },
      ...(revision % 5 === 0 ? {} : { unit: { header: 'x-user-id' } }),
    },
  )
}

const router = await startRouting({ plan: planAt(1), state: aFolder(atEnd), atEnd })
let kept: readonly TallyName[] = []
const told = { requests: 0, outcomes: 0, plans: 1, lost: 0 }

type Due = { readonly receipt: string; readonly atMs: number }
let due: Due[] = []

async function predict(): Promise<void> {
  const sent = await ask(router.address, asUser(`${Math.floor(random() * 10_000)}`)).catch(
    () => undefined,
  )
  if (sent?.status !== 200) {
    told.lost++
    return
  }
  told.requests++
  const receipt = `${sent.headers['x-contender-receipt']}`
  // Some outcomes never come, most within a minute.
  if (random() < 0.8) due.push({ receipt, atMs: passedMs() + random() * minuteMs })
}

async function tell(): Promise<void> {
  const nowMs = passedMs()
  const now = due.filter(({ atMs }) => atMs <= nowMs)
  due = due.filter(({ atMs }) => atMs > nowMs)
  const lines = now.map(({ receipt }) =>
    JSON.stringify({ receipt, truth: random() < 0.7 ? 'yes' : 'no' }),
  )
  const again = lines.filter(() => random() < 0.1)
  const body = [...lines, ...again].join('\n')
  if (body === '') return
  const sent = await ask(router.address, { path: '/v1/outcomes', body }).catch(() => undefined)
  if (sent?.status === 200) told.outcomes += lines.length
  else told.lost += lines.length
}

/** Again and again until it is over: `act`, and what is left of so many milliseconds. */
async function every(ms: number, act: () => Promise<unknown>): Promise<void> {
  while (!isOver()) {
    const begunMs = passedMs()
    await act()
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begunMs + ms - passedMs())))
  }
}

const tickMs = 50
const some = Math.ceil((perSecond * tickMs) / 1_000)
const looks: Awaited<ReturnType<typeof figuresOf>>[] = []
const say = (line: string) => void process.stdout.write(`${line}\n`)

async function look(): Promise<void> {
  const figures = await figuresOf({ pid: router.pid, address: router.admin })
  looks.push(figures)
  if (looks.length % 6 !== 1) return
  const [inAll, heap, outside] = [figures.memory, figures.heap, figures.outside].map(megabytes)
  say(
    `${(passedMs() / minuteMs).toFixed(1)} min: ${inAll} MB in all, ${heap} MB of heap in use, ${outside} MB beside the heap, ${figures.files} files; ${told.requests} requests, ${told.outcomes} outcomes, ${told.plans} plans, ${told.lost} lost`,
  )
}

const megabytes = (kilobytes: number) => Math.round(kilobytes / 102.4) / 10

async function operate(): Promise<void> {
  const { status } = await router.push(planAt(told.plans + 1))
  if (status === 200) told.plans++
  await pull()
}

/** As an operator does: what has had its time is joined then. */
async function pull(): Promise<void> {
  const body = Buffer.from(JSON.stringify({ kept }))
  const answer = await router.signed('POST', '/v1/tally', body)
  if (answer.status !== 200) {
    told.lost++
    return
  }
  const { tallies }: Told = JSON.parse(`${answer.body}`)
  kept = tallies.map(({ instance, round, number }) => ({ instance, round, number }))
}

/** Of those that were answered: none, or a tally had no room. */
async function uncounted(): Promise<number> {
  const { tallies } = await router.told()
  const counts = tallies.flatMap((tally) => [...countsIn(tally, 0).values()])
  return told.requests - counts.reduce((sum, count) => sum + count, 0)
}

await Promise.all([
  every(tickMs, () => Promise.all(Array.from({ length: some }, predict))),
  every(500, tell),
  every(5_000, operate),
  every(10_000, look),
])
const growth = growthOf(looks)
const leaks = leaksIn(growth)
const missing = await uncounted()
const bugs = router.log().filter(({ level }) => level !== 'info' && level !== 'warn')
for (const bug of bugs) say(JSON.stringify(bug))
for (const act of acts.reverse()) await act()
say(
  JSON.stringify({
    ...{
      soak: 'route',
      minutes,
      requests: told.requests,
      outcomes: told.outcomes,
      plans: told.plans,
    },
    ...{ lost: told.lost, uncounted: missing, bugs: bugs.length },
    ...{ heap_growth_mb: megabytes(growth.heap), outside_growth_mb: megabytes(growth.outside) },
    leaks,
  }),
)
const isSound = told.lost === 0 && missing === 0 && bugs.length === 0 && leaks.length === 0
process.exit(isSound ? 0 : 1)
