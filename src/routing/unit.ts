import type { Json } from '../api/json.ts'
import type { RoutingPlan } from '../api/routing-plan.ts'
import { cookieOf } from './cookies.ts'
import { textOf, valuesOf } from './headers.ts'
import { createPointer } from './json-pointer.ts'

/** What of a request may say whose it is. */
export type UnitBearer = {
  /** As Node gives them: name, value, name, value … */
  readonly rawHeaders: readonly string[]
  /** Asked for only where the plan looks there. Absent: the body is no JSON. */
  readonly body: () => Json | undefined
}

/**
 * Bytes of UTF-8 in a unit at most. What is longer is a token or a document, of which each request has another:
 * taken for a unit it would look as if nobody ever came back. So it is absent, which is counted and seen.
 */
const longestUnit = 512

/**
 * Finds a request's unit where the plan says. Nothing, empty or too long is no unit; nor is an object, a list, null, a
 * fraction, or an integer beyond 2^53, which another one may have been rounded to.
 */
export function createUnitReader(
  unit: RoutingPlan['unit'] = {},
): (request: UnitBearer) => string | undefined {
  const find = finderOf(unit)
  return (request) => {
    const text = find(request)
    return text === undefined || text === '' || isTooLong(text) ? undefined : text
  }
}

type Finder = (request: UnitBearer) => string | undefined

function finderOf({ header, cookie, pointer }: NonNullable<RoutingPlan['unit']>): Finder {
  if (header !== undefined) return headerFinder(header.toLowerCase())
  if (cookie !== undefined) return ({ rawHeaders }) => read(cookieOf(rawHeaders, cookie))
  if (pointer !== undefined) return pointerFinder(createPointer(pointer))
  return () => undefined
}

const headerFinder =
  (name: string): Finder =>
  ({ rawHeaders }) =>
    read(valuesOf(rawHeaders, name)[0])

const pointerFinder =
  (find: ReturnType<typeof createPointer>): Finder =>
  ({ body }) =>
    scalar(find(body()))

const read = (value: string | undefined) => (value === undefined ? undefined : textOf(value))

/** Text as it stands; an integer, true and false as JSON writes them, so that 7 and "7" are one unit. */
function scalar(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  const isExact =
    typeof value === 'boolean' || typeof value === 'bigint' || Number.isSafeInteger(value)
  return isExact ? `${value}` : undefined
}

/** Only where it is close are bytes counted: no character has more than three for each of its code units. */
const isTooLong = (text: string) =>
  text.length * 3 > longestUnit && Buffer.byteLength(text) > longestUnit
