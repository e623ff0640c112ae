import type { StageName } from '../record/record.ts'
import { awaitingApproval } from './awaiting-approval.ts'
import { comparing } from './comparing.ts'
import { preparing } from './preparing.ts'
import { promoting } from './promoting.ts'
import type { StageRule } from './rule.ts'
import { settled } from './settled.ts'
import { shadowing } from './shadowing.ts'
import { validating } from './validating.ts'

/** The stage machine: of each stage its rules, in order; the first that has an opinion decides. */
export const stages: { readonly [stage in StageName]: readonly StageRule[] } = {
  Preparing: preparing,
  Shadowing: shadowing,
  Comparing: comparing,
  AwaitingApproval: awaitingApproval,
  Promoting: promoting,
  Validating: validating,
  Settled: settled,
}
