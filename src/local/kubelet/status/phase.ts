import { type ContainerLife, containerIn } from '../life/life.ts'
import { hasSucceeded } from '../life/restarts.ts'
import { isFinal, isTooLate, type Situation } from '../life/steps.ts'
import { type Container, restartPolicyOf } from '../pod/spec.ts'
import type { Phase } from '../pod/status.ts'

/** Where a Pod is in its life. What has come to its end stays there. */
export function phaseOf(situation: Situation): Phase {
  const { pod, life } = situation
  const { phase: before = 'Pending' } = pod.status
  if (isFinal(before)) return before
  if (isTooLate(situation)) return 'Failed'
  const lives = (containers: readonly Container[]) =>
    containers.map(({ name }) => containerIn(life, name))
  const inits = lives(pod.spec.initContainers ?? [])
  const mains = lives(pod.spec.containers)
  const rests = [...inits, ...mains].every(({ run }) => run === undefined)
  if (pod.leaving !== undefined && rests) return mains.every(hasSucceeded) ? 'Succeeded' : 'Failed'
  if (!inits.every(hasSucceeded)) return phaseBefore(situation, inits)
  if (mains.some(({ begun }) => begun === 0)) return 'Pending'
  return rests ? phaseAtRest(situation, mains) : 'Running'
}

/** Init containers have not all done their work. */
function phaseBefore({ pod }: Situation, inits: readonly ContainerLife[]): Phase {
  const isTriedAgain = restartPolicyOf(pod.spec) !== 'Never'
  return !isTriedAgain && inits.some(hasFailed) ? 'Failed' : 'Pending'
}

const hasFailed = ({ run, ended }: ContainerLife): boolean =>
  run === undefined && ended !== undefined && ended.exitCode !== 0

/** A container that begins again has not come to its end. */
function phaseAtRest({ pod }: Situation, mains: readonly ContainerLife[]): Phase {
  const policy = restartPolicyOf(pod.spec)
  if (policy === 'Always') return 'Running'
  if (mains.every(hasSucceeded)) return 'Succeeded'
  return policy === 'Never' ? 'Failed' : 'Running'
}
