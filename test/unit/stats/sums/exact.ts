/** Whole multiples of the smallest double, 2^-1074: every sum of doubles is one. */
export function exact(x: number): bigint {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, x)
  const word = bits.getBigUint64(0)
  const exponent = Number((word >> 52n) & 0x7ffn)
  const fraction = word & 0xfffffffffffffn
  const size = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1)
  return x < 0 ? -size : size
}

/** The quotient of two whole numbers, right to the last digit or so. */
function quotient(top: bigint, bottom: bigint): number {
  if (top === 0n) return 0
  const sign = top < 0n !== bottom < 0n ? -1 : 1
  const [a, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom]
  const shift = 70 - (bitsOf(a) - bitsOf(b))
  const scaled = shift >= 0 ? (a << BigInt(shift)) / b : a / (b << BigInt(-shift))
  return sign * Number(scaled) * 2 ** -shift
}

const bitsOf = (x: bigint) => x.toString(16).length * 4

/** Mean, unbiased variance and skew of a sample, without a single rounding before the last. */
export function exactSummary(sample: readonly number[]) {
  const n = BigInt(sample.length)
  const xs = sample.map(exact)
  const sum = xs.reduce((total, x) => total + x, 0n)
  // deviations, times n
  const ds = xs.map((x) => n * x - sum)
  const squares = ds.reduce((total, d) => total + d * d, 0n)
  const cubes = ds.reduce((total, d) => total + d * d * d, 0n)
  const unit = 1n << 1074n
  const variance = quotient(squares, n * n * (n - 1n) * unit * unit)
  // (Σd³/n) ÷ (Σd²/n)^1.5, squared to stay whole
  const skew = Math.sqrt(quotient(cubes * cubes * n, squares * squares * squares))
  return { mean: quotient(sum, n * unit), variance, skew: cubes < 0n ? -skew : skew }
}
