import { startMs } from '../given.ts'
import type { Router } from './router.ts'
import { type Made, madeBy, type Scenario } from './scenario.ts'

type Span = { readonly from: number; readonly to: number }

/** All requests of one stretch of time, each at one of the routers. */
export function served(
  scenario: Scenario,
  routers: readonly Router[],
  { from, to }: Span,
  random: () => number,
): void {
  const n = scenario.requestsPerLook
  for (let i = 0; i < n; i++) {
    const router = routers[Math.floor(random() * routers.length)]
    if (router !== undefined)
      request(scenario, router, from + ((i + random()) / n) * (to - from), random)
  }
}

function request(scenario: Scenario, router: Router, ms: number, random: () => number): void {
  const { units, models } = scenario
  const nth = units === undefined ? undefined : Math.floor(random() * units)
  const { variant, unit } = router.assigned(nth, random)
  const difficulty = nth === undefined ? random() : hardnessOf(nth)
  const asked = { difficulty, hour: (ms - startMs) / 3_600_000 }
  const ask = (key: string) => madeBy(models[nameOf(key)], asked, random)
  const own = ask(variant)
  const champion = router.champion()
  const standIn = own.failed && variant !== champion ? ask(champion) : undefined
  count(
    scenario,
    router,
    { variant, own, standIn, receipt: router.receipt(variant, ms, unit) },
    random,
  )
}

type Answered = {
  readonly variant: string
  readonly own: Made
  readonly standIn: Made | undefined
  readonly receipt: ReturnType<Router['receipt']>
}

function count(
  scenario: Scenario,
  router: Router,
  { own, standIn, receipt }: Answered,
  random: () => number,
): void {
  const given = standIn ?? own
  const isTwisted = standIn !== undefined && scenario.scoredFor === 'Answering'
  const truth = random() < 0.5 ? 'yes' : 'no'
  const said = given.isRight ? truth : { yes: 'no', no: 'yes' }[truth]
  const scored = {
    ...receipt,
    ...(isTwisted ? { assigned: router.champion() } : standIn && ({ how: 'Fallback' } as const)),
    values: given.failed ? {} : { label: said },
  }
  router.count(scored, isTwisted ? given : own)
  const { exposedAtMs } = receipt
  const atMs = exposedAtMs + scenario.delayMs(given.isRight, random)
  if (!given.failed) router.await({ receipt: scored, truth, atMs })
}

const nameOf = (key: string) => key.split('@')[0] ?? ''

/** The same for a unit whenever it comes. */
const hardnessOf = (unit: number) => ((unit * 2_654_435_761) % 1_000) / 1_000
