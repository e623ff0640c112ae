import { literalOf } from './exact-json.ts'
import { halfBits, halfValue } from './halves.ts'

/** The elements of a tensor in row-major order, as ONNX Runtime takes them; halves are bits. */
export type Values =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigUint64Array
  | BigInt64Array
  | Float32Array
  | Float64Array
  | string[]

type Numbers = Exclude<Values, string[]>

export type Datatype = keyof typeof datatypes

/** One element as JSON has it → the element, or `undefined` where the datatype has no such value. */
type Read = (element: unknown) => number | bigint | string | undefined

type Row = {
  /** Of one element; `undefined` where each has its own length. */
  readonly bytes: number | undefined
  readonly make: (count: number) => Values
  readonly read: Read
  /** Elements → JSON text, with commas between them. */
  readonly text: (values: never) => string
  /** What is taken, for whoever sent something else. */
  readonly takes: string
}

/**
 * The datatypes of the protocol. BF16 is not among them: JavaScript and ONNX Runtime's JavaScript have none.
 * What JSON cannot say as a number it says as text: "NaN", "Infinity", "-Infinity"; so do we.
 */
export const datatypes = {
  BOOL: {
    bytes: 1,
    make: (count) => new Uint8Array(count),
    read: (element) =>
      element === true || element === 1 ? 1 : element === false || element === 0 ? 0 : undefined,
    text: (values: Uint8Array) => Array.from(values, (value) => value !== 0).join(','),
    takes: 'true or false',
  },
  UINT8: whole(1, (count) => new Uint8Array(count), 0, 2 ** 8 - 1),
  UINT16: whole(2, (count) => new Uint16Array(count), 0, 2 ** 16 - 1),
  UINT32: whole(4, (count) => new Uint32Array(count), 0, 2 ** 32 - 1),
  UINT64: wide((count) => new BigUint64Array(count), 0n, 2n ** 64n - 1n),
  INT8: whole(1, (count) => new Int8Array(count), -(2 ** 7), 2 ** 7 - 1),
  INT16: whole(2, (count) => new Int16Array(count), -(2 ** 15), 2 ** 15 - 1),
  INT32: whole(4, (count) => new Int32Array(count), -(2 ** 31), 2 ** 31 - 1),
  INT64: wide((count) => new BigInt64Array(count), -(2n ** 63n), 2n ** 63n - 1n),
  FP16: {
    bytes: 2,
    make: (count) => new Uint16Array(count),
    read: (element) => {
      const value = real(element)
      if (value === undefined) return undefined
      return Number.isFinite(value) && Math.abs(value) >= 65_520 ? undefined : halfBits(value)
    },
    text: (values: Uint16Array) => realsText(Float64Array.from(values, halfValue)),
    takes: realTakes('65504'),
  },
  FP32: {
    bytes: 4,
    make: (count) => new Float32Array(count),
    read: (element) => {
      const value = real(element)
      const isTooLarge = Number.isFinite(value) && !Number.isFinite(Math.fround(value ?? 0))
      return isTooLarge ? undefined : value
    },
    text: realsText,
    takes: realTakes('3.4e38'),
  },
  FP64: {
    bytes: 8,
    make: (count) => new Float64Array(count),
    read: real,
    text: realsText,
    takes: realTakes('1.7e308'),
  },
  BYTES: {
    bytes: undefined,
    make: (count) => new Array<string>(count).fill(''),
    read: (element) =>
      typeof element === 'string' && literalOf(element) === undefined ? element : undefined,
    text: (values: string[]) => JSON.stringify(values).slice(1, -1),
    takes: 'a string',
  },
} as const satisfies { readonly [name: string]: Row }

export const isDatatype = (name: string): name is Datatype => Object.hasOwn(datatypes, name)

function whole(bytes: number, make: (count: number) => Numbers, least: number, most: number): Row {
  return {
    ...{ bytes, make, takes: `an integer from ${least} to ${most}` },
    read: (element) =>
      Number.isInteger(element) && least <= Number(element) && Number(element) <= most
        ? Number(element)
        : undefined,
    text: (values: Numbers) => values.join(','),
  }
}

function wide(make: (count: number) => Numbers, least: bigint, most: bigint): Row {
  return {
    ...{
      bytes: 8,
      make,
      takes: `an integer from ${least} to ${most}, without fraction or exponent`,
    },
    read: (element) => {
      const value = integerOf(element)
      return value !== undefined && least <= value && value <= most ? value : undefined
    },
    text: (values: Numbers) => values.join(','),
  }
}

function integerOf(element: unknown): bigint | undefined {
  if (Number.isSafeInteger(element)) return BigInt(element as number)
  const literal = typeof element === 'string' ? literalOf(element) : undefined
  return literal !== undefined && /^-?\d+$/.test(literal) ? BigInt(literal) : undefined
}

const named: { readonly [text: string]: number } = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
}

/** A literal like 1e999 comes here as infinity; it is none. `null` is how many clients write NaN. */
function real(element: unknown): number | undefined {
  if (typeof element === 'number') return Number.isFinite(element) ? element : undefined
  if (element === null) return Number.NaN
  if (typeof element !== 'string') return undefined
  const literal = literalOf(element)
  const word = literal ?? element
  if (Object.hasOwn(named, word)) return named[word]
  const number = literal === undefined ? Number.NaN : Number(literal)
  return Number.isFinite(number) ? number : undefined
}

/** What JSON has no number for is rare: looked for, and then written one by one. */
function realsText(values: Float32Array | Float64Array): string {
  const isPlain = values.every((value) => Number.isFinite(value) && !Object.is(value, -0))
  return isPlain ? values.join(',') : Array.from(values, realText).join(',')
}

function realText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0.0' : `${value}`
  return `"${value}"`
}

function realTakes(most: string): string {
  return `a number of at most ${most} in size, or "NaN", "Infinity", "-Infinity"`
}
