import type { Schema } from './schema.ts'

/**
 * `90s`, `1h30m`, `168h`: Go's durations. Days are refused by name, since people do write them. Six
 * digits and 20 characters keep every sum within the 292 years that the API server can count.
 */
export const duration = {
  type: 'string',
  maxLength: 20,
  pattern: '^([0-9]{1,6}([.][0-9]{1,3})?(h|m|s|ms))+$',
  'x-kubernetes-validations': [
    { rule: "!self.endsWith('d')", message: 'write days as hours: 7d is 168h' },
  ],
} as const satisfies Schema

/** CEL: does this decimal or duration have a digit that is not 0, and no sign? */
export const isAboveZero = (field: string) => `${field}.matches('^[^-]*[1-9]')`

export const positiveDuration = {
  ...duration,
  'x-kubernetes-validations': [
    ...duration['x-kubernetes-validations'],
    { rule: isAboveZero('self'), message: 'give a duration above zero' },
  ],
} as const satisfies Schema

/** `0.01`, `5%` or `-3`. Text, because a JSON number of 0.00001 comes back from the server as 1e-05. */
export const decimal = {
  type: 'string',
  maxLength: 24,
  pattern: '^-?[0-9]+([.][0-9]+)?%?$',
} as const satisfies Schema

/** A decimal without a sign: `0.01` or `5%`. */
export const size = {
  type: 'string',
  maxLength: 24,
  pattern: '^[0-9]+([.][0-9]+)?%?$',
} as const satisfies Schema

/** A size that is never a share: `12.5`. */
export const amount = {
  type: 'string',
  maxLength: 24,
  pattern: '^[0-9]+([.][0-9]+)?$',
} as const satisfies Schema

/** CEL: is this a number that `double()` takes? */
export const isNumber = (field: string) => `${field}.matches('^-?[0-9]+([.][0-9]+)?$')`

/** CEL: is this decimal between 0 and 1, both excluded? */
export const isShare = (field: string) =>
  `${field}.matches('^(0+[.][0-9]+|[0-9]{1,2}([.][0-9]+)?%)$') && ${isAboveZero(field)}`

/** CEL: compares two durations, and is silent where one of them is malformed and told of elsewhere. */
export function comparesDurations(left: string, operator: '<' | '<=', right: string): string {
  const isMalformed = (field: string) => `!${field}.matches('${duration.pattern}')`
  return `${isMalformed(left)} || ${isMalformed(right)} || duration(${left}) ${operator} duration(${right})`
}

/** Where in a JSON document, by RFC 6901: `/outputs/0/data/0`. */
export const pointer = {
  type: 'string',
  maxLength: 256,
  pattern: '^(/([^/~]|~[01])*)+$',
} as const satisfies Schema

/** A digest in hexadecimal; room for a prefix, so that its message is about the form. */
export const sha256 = {
  type: 'string',
  maxLength: 128,
  pattern: '^[0-9a-f]{64}$',
} as const satisfies Schema

const unitMs = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const

/** Reads what `duration` let through; other text is a bug of the caller. */
export function milliseconds(text: string): number {
  let sum = 0
  for (const [, amount, unit] of text.matchAll(/([0-9.]+)(ms|h|m|s)/g)) {
    sum += Number(amount) * unitMs[unit as keyof typeof unitMs]
  }
  return sum
}
