import { containerIn } from '../life/life.ts'
import { hasSucceeded } from '../life/restarts.ts'
import type { Situation } from '../life/steps.ts'
import type { Condition, Phase } from '../pod/status.ts'
import { isReady } from './containers.ts'
import { instant } from './instant.ts'

type Said = Omit<Condition, 'lastTransitionTime'>

/** What a Pod has come to, each with the moment since when it is so. */
export function conditionsOf(
  situation: Situation,
  phase: Phase,
  wall: number,
): readonly Condition[] {
  const before = situation.pod.status.conditions ?? []
  const containers = containersReady(situation, phase)
  const said = [
    { type: 'PodScheduled', status: 'True' } as const,
    initialized(situation, phase),
    containers,
    ready(situation, containers),
  ]
  return said.map((condition) => {
    const same = before.find(
      ({ type, status }) => type === condition.type && status === condition.status,
    )
    return { ...condition, lastTransitionTime: same?.lastTransitionTime ?? instant(wall) }
  })
}

function initialized({ pod, life }: Situation, phase: Phase): Said {
  const { initContainers = [] } = pod.spec
  const left = initContainers.filter(({ name }) => !hasSucceeded(containerIn(life, name)))
  const type = 'Initialized'
  if (left.length === 0 || phase === 'Succeeded') return { type, status: 'True' }
  const reason = 'ContainersNotInitialized'
  return { type, status: 'False', reason, message: `these have not run yet: ${named(left)}` }
}

function containersReady({ pod, life }: Situation, phase: Phase): Said {
  const type = 'ContainersReady'
  if (phase === 'Succeeded') return { type, status: 'False', reason: 'PodCompleted' }
  if (phase === 'Failed') return { type, status: 'False', reason: 'PodFailed' }
  const left = pod.spec.containers.filter(
    (container) => !isReady(container, containerIn(life, container.name).run),
  )
  if (left.length === 0) return { type, status: 'True' }
  const message = `these are not ready: ${named(left)}`
  return { type, status: 'False', reason: 'ContainersNotReady', message }
}

/** A Pod may name conditions that others set, and that must hold before it is ready. */
function ready({ pod }: Situation, containers: Said): Said {
  const type = 'Ready'
  if (containers.status !== 'True') return { ...containers, type }
  const left = (pod.spec.readinessGates ?? []).filter(({ conditionType }) => {
    const found = pod.status.conditions?.find(({ type }) => type === conditionType)
    return found?.status !== 'True'
  })
  if (left.length === 0) return { type, status: 'True' }
  const message = `these gates are shut: ${left.map(({ conditionType }) => conditionType).join(', ')}`
  return { type, status: 'False', reason: 'ReadinessGatesNotReady', message }
}

const named = (containers: readonly { readonly name: string }[]): string =>
  containers.map(({ name }) => name).join(', ')
