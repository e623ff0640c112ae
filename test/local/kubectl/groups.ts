import { applyGroup } from './cases/apply.ts'
import { changeGroup } from './cases/change.ts'
import { deleteGroup } from './cases/delete.ts'
import { describeGroup } from './cases/describe.ts'
import { discoverGroup } from './cases/discover.ts'
import { getGroup } from './cases/get.ts'
import { podGroup } from './cases/pods.ts'
import type { Group } from './step.ts'

export const groups: readonly Group[] = [
  applyGroup,
  getGroup,
  describeGroup,
  changeGroup,
  podGroup,
  deleteGroup,
  discoverGroup,
]
