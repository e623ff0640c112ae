/** An amount of a resource: `500m`, `1.5Gi`, `2e3`. */
export type Quantity = {
  /** In billionths, the smallest that there are. */
  readonly nano: bigint
  /** As the server writes it: what was sent where that is short enough already, else its own spelling. */
  readonly text: string
}

/** What the server says of a text that is none. */
export const quantityRefusals = {
  form: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  suffix: "unable to parse quantity's suffix",
} as const

type Format = 'decimal' | 'binary' | 'exponent'

type Parts = {
  readonly sign: bigint
  /** Without leading zeros; `0` where nothing is left. */
  readonly whole: string
  readonly fraction: string
  readonly suffix: string
}

export function readQuantity(sent: string): Quantity | { readonly refused: string } {
  const text = sent.trim()
  const parts = partsOf(text)
  if (parts === undefined) return { refused: quantityRefusals.form }
  const unit = unitOf(parts.suffix)
  if (unit === undefined) return { refused: quantityRefusals.suffix }
  const nano = capped(parts.sign * amountOf(parts, unit), unit.format)
  return { nano, text: isShort(parts, unit) ? text : spelled(nano, unit.format) }
}

/** Of a text that the server has let through. */
export function nanoOf(text: string): bigint {
  const quantity = readQuantity(text)
  return 'nano' in quantity ? quantity.nano : 0n
}

/** Thousandths are the smallest share of a resource that a container is given; less counts as one. */
export function upToMilli(text: string): string {
  const nano = nanoOf(text)
  return nano % milli === 0n ? text : spelled(roundedUp(nano, milli) * milli, 'decimal')
}

const milli = 1_000_000n
const one = 1_000_000_000n

function partsOf(text: string): Parts | undefined {
  const match = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/.exec(text)
  if (match === null || text === '') return undefined
  const [, sign, whole = '', fraction = '', suffix = ''] = match
  return { sign: sign === '-' ? -1n : 1n, whole: whole || '0', fraction, suffix }
}

type Unit = { readonly base: 2 | 10; readonly exponent: number; readonly format: Format }

function unitOf(suffix: string): Unit | undefined {
  const decimal = decimals.indexOf(suffix)
  if (decimal >= 0) return { base: 10, exponent: 3 * (decimal - 3), format: 'decimal' }
  const binary = binaries.indexOf(suffix)
  if (binary > 0) return { base: 2, exponent: 10 * binary, format: 'binary' }
  const [, exponent] = /^[eE]([-+]?\d{1,3})$/.exec(suffix) ?? []
  return exponent === undefined
    ? undefined
    : { base: 10, exponent: Number(exponent), format: 'exponent' }
}

const decimals = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const binaries = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']

/** In billionths; what is less than one of those counts as one. */
function amountOf({ whole, fraction }: Parts, { base, exponent }: Unit): bigint {
  const digits = BigInt(whole + fraction)
  if (base === 2) return roundedUp(digits * 2n ** BigInt(exponent) * one, power(fraction.length))
  const places = exponent - fraction.length + 9
  return places >= 0 ? digits * power(places) : roundedUp(digits, power(-places))
}

const power = (exponent: number) => 10n ** BigInt(exponent)

/** Away from zero. */
function roundedUp(value: bigint, divisor: bigint): bigint {
  const rest = value % divisor
  return value / divisor + (rest === 0n ? 0n : rest > 0n ? 1n : -1n)
}

const largest = (2n ** 63n - 1n) * one

const capped = (nano: bigint, format: Format) =>
  format === 'binary' && nano > largest ? largest : nano

/** Whether the server keeps the text: it asks whether it looks short, not whether it is shortest. */
function isShort({ whole, fraction }: Parts, { exponent, format }: Unit): boolean {
  const digits = whole + fraction
  if (format === 'binary') {
    const isExact = fraction === '' && whole.length + Math.floor(exponent * 0.3) <= 14
    return isExact && BigInt(whole) % 8n !== 0n
  }
  const scale = exponent - fraction.length
  if (digits.length > 18 || scale < -9) return false
  return scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
}

function spelled(nano: bigint, format: Format): string {
  if (nano === 0n) return '0'
  const isSmall = -1024n * one < nano && nano < 1024n * one
  if (format !== 'binary' || isSmall || nano % one !== 0n) return inDecimals(nano, format)
  const [digits, times] = shortened(nano / one, 1024n, binaries.length - 1)
  return `${digits}${binaries[times]}`
}

function inDecimals(nano: bigint, format: Format): string {
  const isExponent = format === 'exponent'
  const [digits, times] = shortened(nano, 1000n, isExponent ? 400 : decimals.length - 1)
  const exponent = 3 * (times - 3)
  if (isExponent) return exponent === 0 ? `${digits}` : `${digits}e${exponent}`
  return `${digits}${decimals[times]}`
}

/** Without the factors of `by`, of which it had that many. */
function shortened(value: bigint, by: bigint, most: number): readonly [bigint, number] {
  return most > 0 && value % by === 0n
    ? (([digits, times]) => [digits, times + 1] as const)(shortened(value / by, by, most - 1))
    : [value, 0]
}
