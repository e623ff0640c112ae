import { child, type Problem, root } from '../../../admission/problem.ts'
import type { JsonObject } from '../../../api/json.ts'
import { fields, notNegative, number } from './checks.ts'

const spec = fields({
  leaseDurationSeconds: number((value) => value > 0, 'must be greater than 0'),
  leaseTransitions: notNegative,
})

export const validateLease = (object: JsonObject): readonly Problem[] =>
  spec(object['spec'], child(root, 'spec'))
