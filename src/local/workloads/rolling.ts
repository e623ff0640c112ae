import { isAvailable, split } from './crowd.ts'
import { type Mould, mouldFrom, presentMould } from './pods.ts'
import { byLoss } from './ranking.ts'
import type { SeenPod } from './seen-pod.ts'
import { type Moves, over, type Situation } from './situation.ts'

/**
 * The next step of a rolling update.
 *
 * Guarantees
 * - Pods are made only while there are fewer than replicas + surge, those just told to stop not counted.
 * - A Pod that is available is removed only while more than replicas - unavailable are; but where there are
 *   more of the present template than replicas, what is too much goes, what isn't available first.
 * - Afterwards there are at most replicas + surge, whatever the numbers were before.
 * - Once all that it makes become available, replicas Pods of the present template are left.
 */
export function rolling(situation: Situation): Moves {
  const { deployment, crowd, bounds, nowMs } = situation
  const { replicas } = deployment
  const terms = { ...deployment, nowMs }
  const isServing = (pod: SeenPod) => isAvailable(pod, deployment, nowMs)
  const most = replicas + bounds.surge
  const least = replicas - bounds.unavailable

  const present = byLoss(crowd.present, terms)
  const surplus = present.slice(0, over(present.length, replicas))
  const kept = present.slice(surplus.length)
  const [working, stuck] = split(kept, isServing)
  const [serving, idle] = split(byLoss(crowd.former, terms), isServing)

  const idleGoing = idle.slice(0, over(crowd.former.length + working.length, least))
  const servingGoing = serving.slice(0, over(serving.length + working.length, least))
  const staying = crowd.former.length - idleGoing.length - servingGoing.length + kept.length
  const stuckGoing = stuck.slice(0, over(staying, most))

  const room = over(most, present.length + crowd.former.length + crowd.holding.length)
  const again = restored(serving, over(least, crowd.former.length + working.length), room)
  const lacking = over(replicas, present.length + crowd.holding.length)
  const fresh = Math.min(room - again.length, lacking)
  return {
    make: [...again, ...Array<Mould>(fresh).fill(presentMould(deployment))],
    remove: [...surplus, ...idleGoing, ...servingGoing, ...stuckGoing],
  }
}

/**
 * What serves is too little, though all of the former template were kept: one of them went, or more are
 * wanted, while those of the present template are not there yet. More is made of what is known to work.
 */
function restored(serving: readonly SeenPod[], missing: number, room: number): readonly Mould[] {
  const best = serving.at(-1)
  if (best === undefined) return []
  return Array<Mould>(Math.min(missing, room)).fill(mouldFrom(best))
}
