import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import type { Prepare } from '../kind.ts'
import { isSpecChanged, preparation } from './preparation.ts'
import { qosClass } from './qos.ts'

/** What a cluster with its usual admission adds to every Pod. */
const tolerances = ['not-ready', 'unreachable'].map((condition) => ({
  key: `node.kubernetes.io/${condition}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}))

const usual = { priority: 0, preemptionPolicy: 'PreemptLowerPriority' }

const plain = preparation({
  hasStatus: true,
  isNewGeneration: isSpecChanged,
  keptByStatus: ['ownerReferences'],
  update: (object) => ({ ...object, spec: { ...usual, ...tolerant(objectAt(object, 'spec')) } }),
  create: (object) => {
    const spec = objectAt(object, 'spec')
    return {
      ...object,
      spec: {
        ...usual,
        ...tolerant(spec),
        ...(Number(spec['terminationGracePeriodSeconds']) < 0 && {
          terminationGracePeriodSeconds: 1,
        }),
      },
      status: { phase: 'Pending', ...gated(object), qosClass: qosClass(spec) },
    }
  },
})

/** Nobody may say where a Pod runs before all its gates are gone: it says so from the start. */
function gated(pod: JsonObject): JsonObject {
  const { schedulingGates } = objectAt(pod, 'spec')
  if (!Array.isArray(schedulingGates) || schedulingGates.length === 0) return {}
  const condition = {
    ...{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' },
    lastTransitionTime: objectAt(pod, 'metadata')['creationTimestamp'] ?? null,
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  }
  return { conditions: [condition] }
}

/** How far a Pod is promised what it asks for was settled when it was made. */
export const podPreparation: Prepare = {
  ...plain,
  updateStatus: (object, old) => {
    const next = plain.updateStatus(object, old)
    const { qosClass = 'BestEffort' } = objectAt(old, 'status')
    return { ...next, status: { qosClass, ...objectAt(next, 'status') } }
  },
}

function tolerant(spec: JsonObject): JsonObject {
  const { tolerations } = spec
  return { ...spec, tolerations: withTolerances(Array.isArray(tolerations) ? tolerations : []) }
}

function withTolerances(own: readonly Json[]): readonly Json[] {
  const isToldOf = ({ key, effect }: JsonObject) =>
    own.filter(isJsonObject).some((toleration) => {
      const isAnyKey = toleration['key'] === undefined && toleration['operator'] === 'Exists'
      const hasEffect = toleration['effect'] === undefined || toleration['effect'] === effect
      return hasEffect && (isAnyKey || toleration['key'] === key)
    })
  return [...own, ...tolerances.filter((toleration) => !isToldOf(toleration))]
}
