import type { Chance } from './chance.ts'
import { drawBinomial } from './draws/binomial.ts'
import { drawMultinomial } from './draws/multinomial.ts'
import { drawPoisson } from './draws/poisson.ts'
import type { Scenario } from './scenario.ts'
import { expectedBy } from './traffic.ts'

/** A stretch of time within one slice. */
export type Slot = { readonly fromMs: number; readonly toMs: number; readonly slice: number }

/** How many of a stretch were assigned a variant and answered in one way. */
export type Group = { readonly variant: number; readonly fellBack: boolean; readonly n: number }

/** Cuts time where a slice ends. */
export function* cut(fromMs: number, toMs: number, sliceMs: number): Generator<Slot> {
  let start = fromMs
  for (let slice = Math.floor(fromMs / sliceMs); start < toMs; slice++) {
    const end = Math.min(toMs, (slice + 1) * sliceMs)
    if (end > start) yield { fromMs: start, toMs: end, slice }
    start = Math.max(start, end)
  }
}

/** Who came in a stretch, and who answered: exactly as single requests would have it. */
export function drawGroups(
  chance: Chance,
  scenario: Pick<Scenario, 'traffic' | 'hard' | 'timeouts' | 'faults'>,
  shares: readonly number[],
  { fromMs, toMs }: Slot,
): readonly Group[] {
  const { traffic, faults } = scenario
  const all = drawPoisson(chance, expectedBy(traffic, toMs) - expectedBy(traffic, fromMs))
  return drawMultinomial(chance, all, shares).flatMap((came, variant) => {
    const n = drawBinomial(chance, came, 1 - (faults?.lostUnits?.[variant] ?? 0))
    const fell = drawBinomial(chance, n, fallbackShare(scenario, variant))
    return [
      { variant, fellBack: false, n: n - fell },
      { variant, fellBack: true, n: fell },
    ]
  })
}

type Hardness = Pick<Scenario, 'hard' | 'timeouts'>

/** The part of a variant's requests that the champion answers in its place. */
const fallbackShare = ({ hard = 0, timeouts }: Hardness, variant: number) =>
  variant === 0 ? 0 : hard * (timeouts?.[variant] ?? 0)

/** The part of hard requests among those answered so. */
export function hardShare(
  scenario: Hardness,
  { variant, fellBack }: Pick<Group, 'variant' | 'fellBack'>,
): number {
  if (fellBack) return 1
  const fell = fallbackShare(scenario, variant)
  return fell < 1 ? ((scenario.hard ?? 0) - fell) / (1 - fell) : 0
}
