import type { RoutingPlan } from '../api/routing-plan.ts'
import { canonicalDigest } from './canonical-json.ts'

/** Of the plan as it is understood: two that differ only in what is a default are the same, once defaults are filled in. */
export const planDigest = (plan: RoutingPlan): string => canonicalDigest(plan)
