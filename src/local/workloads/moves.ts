import type { Crowd } from './crowd.ts'
import { type Mould, mouldFrom, presentMould } from './pods.ts'
import { byLoss } from './ranking.ts'
import { hasBegun } from './revision.ts'
import { rolling } from './rolling.ts'
import type { SeenDeployment } from './seen-deployment.ts'
import { hashOfPod, type SeenPod } from './seen-pod.ts'
import { type Moves, over, type Situation } from './situation.ts'

/** The next step towards what is wanted; none where the Deployment is about to go itself. */
export function movesOf(situation: Situation): Moves {
  const { deployment, crowd } = situation
  if (deployment.isDeleting) return { make: [], remove: [] }
  const { make, remove } = strategyOf(deployment)(situation)
  return { make, remove: [...crowd.spent, ...remove] }
}

function strategyOf({ isPaused, strategy }: SeenDeployment): (situation: Situation) => Moves {
  if (isPaused) return paused
  return strategy.type === 'Recreate' ? recreating : rolling
}

/** None of a new template before the last of a former one is gone. */
function recreating({ deployment, crowd, nowMs }: Situation): Moves {
  const { present, former, leaving, holding } = crowd
  const { replicas } = deployment
  const surplus = byLoss(present, { ...deployment, nowMs }).slice(0, over(present.length, replicas))
  const mustWait = former.length > 0 || leaving.some((pod) => hashOfPod(pod) !== deployment.hash)
  const lacking = mustWait ? 0 : over(replicas, present.length + holding.length)
  const make = Array<Mould>(lacking).fill(presentMould(deployment))
  return { make, remove: [...former, ...surplus] }
}

/** What runs is kept as it is; only how many there are may change. */
function paused({ deployment, crowd, bounds, nowMs }: Situation): Moves {
  const { present, former, holding } = crowd
  const { replicas } = deployment
  const all = byLoss([...present, ...former], { ...deployment, nowMs })
  const isMixed = present.length > 0 && former.length > 0
  const remove = all.slice(0, over(all.length, replicas + (isMixed ? bounds.surge : 0)))
  const mould = mouldWhilePaused(deployment, crowd, all.at(-1))
  const lacking = mould === undefined ? 0 : over(replicas, all.length + holding.length)
  return { make: mould === undefined ? [] : Array<Mould>(lacking).fill(mould), remove }
}

/** A template that nobody has begun to roll out must wait. */
function mouldWhilePaused(
  deployment: SeenDeployment,
  { present }: Crowd,
  best: SeenPod | undefined,
): Mould | undefined {
  if (present.length === 0 && best !== undefined) return mouldFrom(best)
  return present.length > 0 || hasBegun(deployment) ? presentMould(deployment) : undefined
}
