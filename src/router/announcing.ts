import type { RoutingPlan } from '../api/routing-plan.ts'

/** For a person at a shell: where it answers, and a line that asks it. */
export function announcement(address: string, admin: string, plan: RoutingPlan): string {
  const { experiment, champion, segments } = plan
  const shares = segments
    .flatMap((segment) => segment.shares)
    .map(({ variant, from, to }) => `, ${variant} ${Number((100 * (to - from)).toFixed(2))} %`)
  return `${experiment.name} answers at ${address}: ${champion} is the champion${shares.join('')}
  curl -si ${address}/v2/models/${experiment.name}
  curl -s ${admin}/metrics
`
}
