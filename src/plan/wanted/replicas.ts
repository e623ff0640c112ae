import type { Running, RunningVariant } from './running.ts'

/** How many a Deployment itself asks for: nothing where load decides, but where nobody measures it the fewest there may be. */
export function replicasOf(
  { cluster }: Running['settings'],
  replicas: RunningVariant['replicas'],
): number | undefined {
  if (typeof replicas === 'number') return replicas
  return cluster === 'Embedded' ? replicas.min : undefined
}
