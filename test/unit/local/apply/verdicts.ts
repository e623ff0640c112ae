import { isJsonObject, type Json, type JsonObject } from '../../../../src/api/json.ts'
import type { Cause } from '../../../../src/local/patch/refusal.ts'
import type { Recorded } from './recording.ts'
import { metadataOf, type Outcome } from './replay.ts'

/** What was said of a step here, in a form that can be compared with `wanted`. */
export function said(outcome: Outcome, step: Recorded): unknown {
  if ('undecodable' in outcome) return isLater(step) ? later : outcome
  if ('object' in outcome) return isLater(step) ? later : comparable(outcome.object)
  const { code, message, reason = '', causes = [] } = outcome.refused
  return { code, message: linesOf(message), reason, causes: sorted(causes) }
}

/** What the real server said. */
export function wanted(step: Recorded): unknown {
  if (isLater(step)) return later
  if (step.status < 300) return comparable(step.answer)
  const { code = 0, message = '', reason = '', details = null } = step.answer
  const { causes = [] } = isJsonObject(details) ? details : {}
  return {
    ...{ code, message: linesOf(message), reason },
    causes: sorted(causes as unknown as readonly Cause[]),
  }
}

const later = 'refused by what comes after merging'

/** What the server refuses once it has merged: what is no object of the kind, by its version, or by validation. */
function isLater({ status, answer: { message = '', reason } }: Recorded): boolean {
  if (status < 300) return false
  const text = String(message)
  if (reason === 'Invalid') return text.includes('is invalid')
  return /object has been modified|uid mismatch|does not match|cannot be handled|must be provided/.test(
    text,
  )
}

/** Without what depends on when and where it was made. */
function comparable(object: JsonObject): JsonObject {
  const { uid: _, resourceVersion: _1, creationTimestamp: _2, ...metadata } = metadataOf(object)
  const { generation: _3, ...rest } = metadata
  const { clusterIP: _4, clusterIPs: _5, ...spec } = Object(object['spec']) as JsonObject
  return { ...object, metadata: rest, ...(object['spec'] === undefined ? {} : { spec }) }
}

/** The server looks at fields, and names owners, in no order. */
function linesOf(message: Json): readonly string[] {
  const [first = '', ...rest] = String(message).split('\n')
  return [first, ...rest.toSorted()]
}

const sorted = (causes: readonly Cause[]) =>
  causes.toSorted((a, b) => (a.message < b.message ? -1 : Number(a.message > b.message)))
