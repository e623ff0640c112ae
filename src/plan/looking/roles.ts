import { kindRows, type Role } from '../../api/metric-kinds.ts'
import type { AskedMetric } from './asked-metric.ts'
import type { Case, JudgedContest } from './case.ts'

/**
 * What a metric is for in a contest; nothing where it says nothing there. Only copies agree or not. What a shadow can't
 * tell apart is not asked of it; as a prelude it is not asked who is better. After a promotion the objective is shown, and
 * nothing follows from it.
 */
export function roleIn(asked: Case, metric: AskedMetric): Role | undefined {
  if (metric.kind === 'Query') return metric.role
  return roles[asked.contest](metric, asked)
}

type RoleOf = (metric: AskedMetric, asked: Case) => Role | undefined

const roles: { readonly [C in JudgedContest]: RoleOf } = {
  Comparing: ({ kind, role }) => (kindRows[kind].needsShadow === true ? undefined : role),
  Shadowing: ({ kind, role }, { isPrelude }) =>
    kindRows[kind].sameInShadow === true || (isPrelude && role === 'Objective') ? undefined : role,
  Validating: ({ kind, role }) => {
    if (kindRows[kind].needsShadow === true) return undefined
    return role === 'Objective' ? 'Info' : role
  },
}

/** Whether anybody can win here. */
export const isForObjective = (asked: Case): boolean =>
  asked.metrics.some((metric) => roleIn(asked, metric) === 'Objective')
