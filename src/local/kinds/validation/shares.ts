import type { Json } from '../../../api/json.ts'
import { type Check, invalid, notNegative, text } from './checks.ts'

const percent = (value: string) =>
  /^[0-9]+%$/.test(value)
    ? []
    : [
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ]

/** How many, or which share of all. */
export const countOrShare: Check = (value, at) =>
  typeof value === 'string' ? text(percent)(value, at) : notNegative(value, at)

export const notAboveAll: Check = (value, at) =>
  typeof value === 'string' && /^[0-9]+%$/.test(value) && Number.parseInt(value, 10) > 100
    ? [invalid(at, value, 'must not be greater than 100%')]
    : []

/** What is no share counts as none. */
export const isZeroShare = (value: Json): boolean =>
  value === 0 || (typeof value === 'string' && !/^0*[1-9][0-9]*%$/.test(value))
