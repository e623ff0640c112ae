import { limits } from './limits.ts'
import type { Measured, Model } from './model.ts'

/** Where a model runs that takes so long and is so large. What could not be measured may take any time. */
export function placeOf({ loadMs, mostMs }: Measured, bytes: number): Model['place'] {
  const isQuick = mostMs !== undefined && mostMs < limits.inlineRunMs
  const isSmall = loadMs < limits.inlineLoadMs && bytes <= limits.inlineBytes
  return isQuick && isSmall ? 'Inline' : 'Worker'
}
