import { child, type Problem, root } from '../../../admission/problem.ts'
import type { JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import { invalid } from './checks.ts'
import { finalizerProblems } from './finalizers.ts'

export function validateNamespace(object: JsonObject): readonly Problem[] {
  const { finalizers } = objectAt(object, 'spec')
  const at = child(child(root, 'spec'), 'finalizers')
  return [...finalizerProblems(finalizers, at), ...phaseProblems(object)]
}

/** A Namespace ends when it is deleted, and not before. */
function phaseProblems(object: JsonObject): readonly Problem[] {
  const { phase = 'Active' } = objectAt(object, 'status')
  const isLeaving = objectAt(object, 'metadata')['deletionTimestamp'] !== undefined
  const [wanted, when] = isLeaving ? ['Terminating', 'not empty'] : ['Active', 'empty']
  const place = { path: ['status', 'phase'], field: 'status.Phase' }
  return phase === wanted
    ? []
    : [invalid(place, phase, `may only be '${wanted}' if \`deletionTimestamp\` is ${when}`)]
}
