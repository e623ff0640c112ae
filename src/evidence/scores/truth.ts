import type { Json } from '../../api/json.ts'
import type { Unscored } from './unscored.ts'

/**
 * Whether a truth is this label. Labels are compared as text, as predictions tell them: 1, 1.0 and "1" are one label. A
 * truth that is true or false is also the 1 or 0 that a tensor has for it.
 */
export function isLabel(truth: Json | undefined, label: string): boolean {
  if (typeof truth === 'boolean' && label === (truth ? '1' : '0')) return true
  return isText(truth) && label === String(truth)
}

/** Why a truth is no label, if it is none. */
export const flawOfLabel = (truth: Json | undefined): Unscored | undefined =>
  isText(truth) ? undefined : (missing(truth) ?? 'TruthInvalid')

/** A truth as a number, or why it is none. */
export function numberOf(truth: Json | undefined): number | Unscored {
  if (typeof truth !== 'number' && typeof truth !== 'bigint')
    return missing(truth) ?? 'TruthInvalid'
  const number = Number(truth)
  return isBounded(number) ? number : 'TruthInvalid'
}

/**
 * Beyond these, one slip of a pen would take the digits from all that is counted with it: squares, and cubes of squares,
 * still fit into sums.
 */
export const isBounded = (number: number): boolean => Math.abs(number) <= farthest

const farthest = 1e30

const missing = (truth: Json | undefined): Unscored | undefined =>
  truth === undefined || truth === null ? 'TruthMissing' : undefined

const isText = (truth: Json | undefined): boolean =>
  typeof truth === 'string' ||
  typeof truth === 'number' ||
  typeof truth === 'bigint' ||
  typeof truth === 'boolean'
