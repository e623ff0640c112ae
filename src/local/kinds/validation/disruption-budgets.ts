import { child, type Problem, root } from '../../../admission/problem.ts'
import type { JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import { all, fields, ifThere, invalidAs, notNegative, oneOf } from './checks.ts'
import { labelSelector, shownSelector } from './label-selectors.ts'
import { countOrShare, notAboveAll } from './shares.ts'

const spec = child(root, 'spec')

const ofBudget = fields({
  minAvailable: all(countOrShare, notAboveAll),
  maxUnavailable: all(countOrShare, notAboveAll),
  selector: labelSelector,
  unhealthyPodEvictionPolicy: ifThere(oneOf('AlwaysAllow', 'IfHealthyBudget')),
})

const budgetCounts = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods']

export function validateBudget(object: JsonObject): readonly Problem[] {
  const own = objectAt(object, 'spec')
  const status = child(root, 'status')
  const counts = Object.fromEntries(budgetCounts.map((name) => [name, notNegative]))
  return [...bothProblems(own), ...ofBudget(own, spec), ...fields(counts)(object['status'], status)]
}

function bothProblems(own: JsonObject): readonly Problem[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy = null } = own
  if (minAvailable === undefined || maxUnavailable === undefined) return []
  const shown = `{"MinAvailable":${JSON.stringify(minAvailable)},"Selector":${shownSelector(selector)},"MaxUnavailable":${JSON.stringify(maxUnavailable)},"UnhealthyPodEvictionPolicy":${JSON.stringify(unhealthyPodEvictionPolicy)}}`
  return [invalidAs(spec, shown, 'minAvailable and maxUnavailable cannot be both set')]
}
