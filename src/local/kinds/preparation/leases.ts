import type { JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import { without } from './preparation.ts'

/** Who should be elected is not said here, as on a server where that is not switched on. */
export const uncoordinated = (object: JsonObject): JsonObject => ({
  ...object,
  spec: without(without(objectAt(object, 'spec'), 'strategy'), 'preferredHolder'),
})
