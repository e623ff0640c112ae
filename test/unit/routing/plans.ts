import type { RoutingPlan } from '../../../src/api/routing-plan.ts'
import type { Share } from '../../../src/routing/shares.ts'

export const champion = 'v3@00000000'

/** `c0@…`, `c1@…` and so on. */
export const challengers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `c${n}@1234567${n}`)

/** A sound plan of one challenger, and what is to be otherwise. */
export function aPlan(edits: Partial<RoutingPlan> = {}): RoutingPlan {
  const [challenger = ''] = challengers(1)
  return {
    apiVersion: 'contender.dev/v1alpha1',
    kind: 'RoutingPlan',
    experiment: { namespace: 'trading', name: 'signals', uid: 'u-1' },
    planRevision: 7,
    round: 2,
    epoch: 3,
    salt: 'u-1/2',
    slices: { start: '2026-01-31T12:00:00Z', length: '1h' },
    task: 'Classification',
    champion,
    variants: [
      { name: champion, endpoints: ['10.0.0.1:8080'] },
      { name: challenger, endpoints: [], service: '[fd00::7]:8080' },
    ],
    segments: sharedOut([{ variant: challenger, from: 0, to: 0.05 }]),
    timeout: '10s',
    retry: 'Never',
    allowOverride: false,
    metrics: [{ name: 'accuracy', kind: 'Accuracy', outcomeDelay: '24h' }],
    acceptFor: '168h',
    keys: { sign: 'k2', accept: ['k1', 'k2'] },
    ...edits,
  }
}

export const sharedOut = (shares: readonly Share[]): RoutingPlan['segments'] => [
  { segment: 0, shares },
]
