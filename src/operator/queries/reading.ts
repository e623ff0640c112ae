import { isJsonObject, type Json } from '../../api/json.ts'
import type { QueryAnswer } from '../../plan/observation.ts'

/**
 * The one number in the answer to an instant query, or why there is none. Whoever answers may say anything, so nothing of
 * it is repeated but a word that Prometheus has for its own errors.
 *
 * https://prometheus.io/docs/prometheus/latest/querying/api/ ; `isPartial` is VictoriaMetrics'.
 */
export function readAnswer(document: Json | undefined): QueryAnswer {
  const failure = failureIn(document)
  if (failure !== undefined) return failure
  if (!isJsonObject(document) || document['status'] !== 'success') return unlike
  if (isSaid(document['warnings']) || document['isPartial'] === true)
    return { unknown: 'it came with warnings, so that a part may be missing' }
  const { data } = document
  if (!isJsonObject(data)) return unlike
  const { resultType, result } = data
  if (resultType === 'scalar') return readSample(result)
  return resultType === 'vector'
    ? readVector(result)
    : { unknown: 'the answer is no instant value' }
}

/** What Prometheus says of a query that has failed, by the one word that it has for that. */
export function failureIn(document: Json | undefined): QueryAnswer | undefined {
  if (!isJsonObject(document) || document['status'] !== 'error') return undefined
  const { errorType } = document
  const isWord = typeof errorType === 'string' && /^[a-z_]{1,32}$/.test(errorType)
  return { unknown: `it has failed${isWord ? `: ${errorType}` : ''}` }
}

const unlike: QueryAnswer = { unknown: 'the answer is none of Prometheus’ API' }

const isSaid = (warnings: Json | undefined) => Array.isArray(warnings) && warnings.length > 0

function readVector(result: Json | undefined): QueryAnswer {
  if (!Array.isArray(result)) return unlike
  if (result.length === 0) return { unknown: 'the answer is empty' }
  if (result.length > 1) return { unknown: `the answer has ${result.length} values, not one` }
  const [only] = result
  return isJsonObject(only) ? readSample(only['value']) : unlike
}

/** A time and a number as text. */
function readSample(sample: Json | undefined): QueryAnswer {
  const text = Array.isArray(sample) ? sample[1] : undefined
  if (typeof text !== 'string') return { unknown: 'the answer has no number' }
  const value = /^[-+]?[0-9.]+(e[-+]?[0-9]+)?$/i.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? { value } : { unknown: 'the answer is NaN or infinite' }
}
