import type { Chance } from './chance.ts'
import type { Scenario } from './scenario.ts'
import { arrivals } from './traffic.ts'
import { drawUnit, type Unit, visitors } from './units.ts'

/** Who asks, and when. */
export type Request = { readonly ms: number; readonly unit: Unit }

/** The requests of a scenario in the order of time, bots among them: `next` takes one, `nextMs` waits. */
export function createRequests(
  open: (name: string, index?: number) => Chance,
  { traffic, units, faults }: Pick<Scenario, 'traffic' | 'units' | 'faults'>,
) {
  const come = arrivals(open('arrivals'), traffic)
  const visitor = visitors(open('units'), units)
  const known = units.kind === 'Sticky' ? units.count : 0
  const bots = (faults?.bots ?? []).map(({ perSecond, fromMs, toMs }, index) => {
    const beat = arrivals(open('bot', index), { perSecond })
    const unit = drawUnit(open('bot unit', index), known + index)
    const come = () => within(fromMs + beat(), toMs)
    return { come, unit, nextMs: come() }
  })
  let nextMs = come()
  let nextBot = firstOf(bots)

  function next(): Request {
    if (nextBot === undefined || nextMs <= nextBot.nextMs) {
      const ms = nextMs
      nextMs = come()
      return { ms, unit: visitor() }
    }
    const { nextMs: ms, unit } = nextBot
    nextBot.nextMs = nextBot.come()
    nextBot = firstOf(bots)
    return { ms, unit }
  }

  return { next, nextMs: () => Math.min(nextMs, nextBot?.nextMs ?? Number.POSITIVE_INFINITY) }
}

/** How many units have habits: all that come back, and the bots. */
export const unitsOf = ({ units, faults }: Pick<Scenario, 'units' | 'faults'>) =>
  (units.kind === 'Sticky' ? units.count : 0) + (faults?.bots?.length ?? 0)

const within = (ms: number, toMs: number) => (ms < toMs ? ms : Number.POSITIVE_INFINITY)

function firstOf<T extends { readonly nextMs: number }>(bots: readonly T[]): T | undefined {
  return bots.reduce<T | undefined>(
    (first, bot) => (first !== undefined && first.nextMs <= bot.nextMs ? first : bot),
    undefined,
  )
}
