import { canonicalDigest } from '../../routing/canonical-json.ts'
import type { Understood } from '../understood.ts'

/**
 * What must stay as it is while a round lasts: who is compared by what, at which risk, on whom. Another one is another
 * question, so the round ends (`Superseded`). How fast and how far a canary rises, durations, promotion and whatever is
 * only shown are not among it.
 */
export function termsOf({ spec, effective }: Understood): string {
  const { task, decision, traffic, prediction } = spec
  const { strategy, shadowFirst, shares, metrics } = effective
  const judged = metrics.filter(({ role }) => role !== 'Info')
  const definitions = judged.map(({ name }) => [
    name,
    spec.metrics?.find((each) => each.name === name),
  ])
  return digest([
    ...[task, traffic.unit, prediction, strategy, shadowFirst, shares, traffic.shadow?.percent],
    ...[decision.method, decision.alpha, judged, definitions],
  ])
}

/** What each metric counts: a name never comes to mean something else within a round. */
export function definitionsOf({ spec, effective }: Understood): {
  readonly [metric: string]: string
} {
  const all = effective.metrics.map(({ name, kind }) => {
    const { role: _, goal: __, margin, limit, minimumEffect, ...counted } = metricNamed(spec, name)
    return [name, digest([kind, counted])] as const
  })
  return Object.fromEntries(all)
}

type Spec = Understood['spec']
type Named = Partial<NonNullable<Spec['metrics']>[number]>

const metricNamed = ({ metrics }: Spec, name: string): Named =>
  metrics?.find((each) => each.name === name) ?? {}

const digest = (value: unknown) => canonicalDigest(value).slice(0, 16)
