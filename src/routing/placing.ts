import type { RoutingPlan } from '../api/routing-plan.ts'
import { numbersOfBytes, numbersOfUnit } from './hashes.ts'
import { createUnitReader, type UnitBearer } from './unit.ts'

/** Where chance has put a request. */
export type Placed = {
  readonly place: number
  readonly bucket: number
  /** Absent where the plan has no `unit`: then requests stand for themselves, and none is sampled. */
  readonly sample: number | undefined
  /** The plan has a `unit`, and the request does not say it. */
  readonly isUnitless: boolean
}

/**
 * Puts each request where its unit lies. Without one it is a unit of its own, put anywhere by `draw`: 24 bytes that
 * nobody can foresee.
 */
export function createPlacing({
  salt,
  unit,
}: Pick<RoutingPlan, 'salt' | 'unit'>): (request: UnitBearer, draw: () => Uint8Array) => Placed {
  if (unit === undefined) return (_, draw) => alone(numbersOfBytes(draw()).place)
  const unitOf = createUnitReader(unit)
  return (request, draw) => {
    const text = unitOf(request)
    const isUnitless = text === undefined
    const { place, bucket, sample } = isUnitless
      ? numbersOfBytes(draw())
      : numbersOfUnit(salt, text)
    return { place, bucket, sample, isUnitless }
  }
}

const alone = (place: number): Placed => ({
  place,
  bucket: 0,
  sample: undefined,
  isUnitless: false,
})
