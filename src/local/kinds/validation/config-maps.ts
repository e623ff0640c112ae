import { type Problem, tooLong } from '../../../admission/problem.ts'
import type { JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import { invalid } from './checks.ts'
import { bytesIn, changed, keyProblems, megabyte, placeOf } from './contents.ts'

export function validateConfigMap(object: JsonObject, old?: JsonObject): readonly Problem[] {
  const [texts, binary] = [objectAt(object, 'data'), objectAt(object, 'binaryData')]
  const both = Object.keys(texts).filter((key) => Object.hasOwn(binary, key))
  const detail = 'duplicate of key present in binaryData'
  const whole = { path: [], field: '[]' }
  return [
    ...both.map((key) => invalid(placeOf('data', key), key, detail)),
    ...keyProblems(texts, 'data'),
    ...keyProblems(binary, 'binaryData'),
    ...(bytesIn(texts, 'utf8') + bytesIn(binary) > megabyte ? [tooLong(whole, megabyte)] : []),
    ...(old === undefined ? [] : changed(object, old, ['data', 'binaryData'])),
  ]
}
