import type { Numbers, TensorOf } from './tensors.ts'

/** How far a float may be off, in relation to what is expected where that is above one. */
const tolerances: Readonly<Record<string, number>> = {
  float16: 2e-3,
  float32: 1e-5,
  float64: 1e-9,
}

/** The first difference between two tensors in words, or nothing. Whatever isn't a float must be the very same. */
export function difference(expected: TensorOf, got: TensorOf): string | undefined {
  return firstDifference(expected, got, tolerances[expected.type] ?? 0)
}

/** To the last bit, a zero's sign included; any NaN is as good as another. */
export function exactDifference(expected: TensorOf, got: TensorOf): string | undefined {
  return firstDifference(expected, got, 0)
}

function firstDifference(expected: TensorOf, got: TensorOf, tolerance: number) {
  const [said, wanted] = [got, expected].map(({ type, shape }) => `${type}[${shape}]`)
  if (said !== wanted) return `${said}, not ${wanted}`
  const [is, should] = [listed(got), listed(expected)]
  const at = should.findIndex((value, n) => !near(value, is[n], tolerance))
  if (at >= 0) return `[${at}] is ${shown(is[at])}, not ${shown(should[at])}`
  return is.length === should.length ? undefined : `${is.length} values, not ${should.length}`
}

type Plain = string | number | bigint

function near(expected: Plain, got: Plain | undefined, tolerance: number): boolean {
  if (Object.is(expected, got)) return true
  if (tolerance === 0 || typeof expected !== 'number' || typeof got !== 'number') return false
  if (!Number.isFinite(expected)) return false
  return Math.abs(got - expected) <= tolerance * Math.max(1, Math.abs(expected))
}

const shown = (value: Plain | undefined) => (Object.is(value, -0) ? '-0' : String(value))

function listed({ type, values }: TensorOf): readonly Plain[] {
  if (type === 'string') return values
  return type === 'float16' ? halves(values) : Array.from<number | bigint>(values)
}

function halves(bits: Numbers): readonly number[] {
  return Array.from<number | bigint, number>(bits, (each) => halfOf(Number(each)))
}

/** IEEE 754 binary16: a sign, five bits of exponent, ten of fraction. */
export function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
