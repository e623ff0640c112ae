import { isInt64 } from '../api/json.ts'

/** `big` is an integer from 2^63 to 2^64: Go's uint64, which becomes a float and can't be a key. */
export type Scalar =
  | { readonly kind: 'null'; readonly value: null }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int' | 'big'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string }

const of = <K extends Scalar['kind'], V>(kind: K, value: V) => ({ kind, value }) as const

const vocabulary: readonly (readonly [scalar: Scalar, words: string])[] = [
  [of('bool', true), 'y Y yes Yes YES true True TRUE on On ON'],
  [of('bool', false), 'n N no No NO false False FALSE off Off OFF'],
  [of('null', null), '~ null Null NULL'],
  [of('float', Number.NaN), '.nan .NaN .NAN'],
  [of('float', Number.POSITIVE_INFINITY), '.inf .Inf .INF +.inf +.Inf +.INF'],
  [of('float', Number.NEGATIVE_INFINITY), '-.inf -.Inf -.INF'],
]

const words: ReadonlyMap<string, Scalar> = new Map([
  ['', of('null', null)],
  ...vocabulary.flatMap(([scalar, list]) => list.split(' ').map((word) => [word, scalar] as const)),
])

type Match = readonly [text: string, sign?: string | undefined, digits?: string | undefined]

/** Of a text without its underscores. The first row that matches and is in range decides. */
const numbers: readonly (readonly [RegExp, (match: Match) => Scalar | undefined])[] = [
  [/^([-+]?)0[xX]([\da-fA-F]+)$/, inBase('0x')],
  [/^([-+]?)0[bB]([01]+)$/, inBase('0b')],
  [/^([-+]?)0[oO]?([0-7]+)$/, inBase('0o')],
  [/^([-+]?)(0|[1-9]\d*)$/, inBase('')],
  [/^0b([-+])([01]+)$/, inBase('0b')],
  [/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/, decimal],
]

/** Go's ParseFloat, which takes an underscore between two digits, but here only after a point. */
const afterPoint = /^\.\d+(_\d+)*([eE][-+]?\d+(_\d+)*)?$/

/**
 * What a plain scalar is to kubectl and the API server (go.yaml.in/yaml/v2, resolve.go): YAML 1.1
 * with exceptions. Base 60 (`1:30`), dates and whatever is out of range are strings.
 */
export function resolve(text: string): Scalar {
  return words.get(text) ?? numberOf(text) ?? of('str', text)
}

function numberOf(text: string): Scalar | undefined {
  const plain = text.replaceAll('_', '')
  if (text.startsWith('.')) return afterPoint.test(text) ? decimal([plain]) : undefined
  if (!/^[-+\d]/.test(text)) return undefined
  for (const [pattern, read] of numbers) {
    const match = pattern.exec(plain)
    const scalar = match && read([match[0], match[1], match[2]])
    if (scalar) return scalar
  }
  return undefined
}

function inBase(prefix: '0x' | '0b' | '0o' | '') {
  return ([, sign = '', digits = '']: Match): Scalar | undefined => {
    const significant = digits.replace(/^0+(?=.)/, '')
    if (significant.length > 64) return undefined
    const size = BigInt(prefix + significant)
    const value = sign === '-' ? -size : size
    if (isInt64(value)) return of('int', value)
    return sign === '' && value < 2n ** 64n ? of('big', value) : undefined
  }
}

function decimal([text]: Match): Scalar | undefined {
  const value = Number(text)
  return Number.isFinite(value) ? of('float', value) : undefined
}

const core = 'tag:yaml.org,2002:'

/** `undefined` where the tag and the text disagree. */
type Resolve = (text: string) => Scalar | undefined

const only =
  (...kinds: readonly Scalar['kind'][]): Resolve =>
  (text) => {
    const scalar = resolve(text)
    return kinds.includes(scalar.kind) ? scalar : undefined
  }

const str: Resolve = (text) => of('str', text)

/**
 * The tags that change what a scalar is (go.yaml.in/yaml/v2, resolve.go). Any other makes a string,
 * except those that `dialect.ts` refuses.
 */
const tags: { readonly [tag: string]: Resolve } = {
  [`${core}str`]: str,
  [`${core}bool`]: only('bool'),
  [`${core}int`]: only('int', 'big'),
  [`${core}float`]: (text) => {
    const scalar = only('float', 'int')(text)
    return scalar?.kind === 'int' ? of('float', Number(scalar.value)) : scalar
  },
  [`${core}null`]: only('null'),
}

export const resolveTagged = (tag: string, text: string): Scalar | undefined =>
  (Object.hasOwn(tags, tag) ? tags[tag] : str)?.(text)

export const isMergeTag = (tag: string) => tag === `${core}merge`
