import type { Group } from './case.ts'
import { applying } from './cases/apply.ts'
import { applyRules } from './cases/apply-rules.ts'
import { bindings } from './cases/binding.ts'
import { bodies } from './cases/bodies.ts'
import { creating } from './cases/create.ts'
import { deleting } from './cases/delete.ts'
import { deletingMany } from './cases/delete-many.ts'
import { discovery } from './cases/discovery.ts'
import { reading } from './cases/get.ts'
import { http } from './cases/http.ts'
import { jsonPatches } from './cases/json-patch.ts'
import { everyKind } from './cases/kinds.ts'
import { list } from './cases/list.ts'
import { listSelected } from './cases/list-selected.ts'
import { listVersions } from './cases/list-versions.ts'
import { mergePatch } from './cases/merge-patch.ts'
import { namespacing } from './cases/namespaces.ts'
import { ownership } from './cases/ownership.ts'
import { refusals } from './cases/refusals.ts'
import { smallKinds } from './cases/small-kinds.ts'
import { strategicPatch } from './cases/strategic.ts'
import { scales, statuses } from './cases/subresources.ts'
import { tables } from './cases/tables.ts'
import { updating } from './cases/update.ts'
import { watching } from './cases/watch.ts'
import { watchSelected } from './cases/watch-selected.ts'
import { watchVersions } from './cases/watch-versions.ts'

export const groups: readonly Group[] = [
  reading,
  list,
  listSelected,
  listVersions,
  watching,
  watchSelected,
  watchVersions,
  creating,
  bodies,
  updating,
  deleting,
  deletingMany,
  mergePatch,
  jsonPatches,
  strategicPatch,
  applying,
  applyRules,
  statuses,
  scales,
  ownership,
  namespacing,
  everyKind,
  refusals,
  smallKinds,
  bindings,
  tables,
  discovery,
  http,
]
