const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/

const suffixes: { readonly [suffix: string]: { readonly base: bigint; readonly power: number } } = {
  ...Object.fromEntries(
    ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map((suffix, index) => [
      suffix,
      { base: 10n, power: 3 * (index - 3) },
    ]),
  ),
  ...Object.fromEntries(
    ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, index) => [
      suffix,
      { base: 2n, power: 10 * (index + 1) },
    ]),
  ),
}

/**
 * A quantity of Kubernetes (`500m`, `256Mi`, `1e3`) in billionths, the finest that it knows, rounded up;
 * `undefined` for what is none.
 */
export function billionths(quantity: string | number): bigint | undefined {
  const [, sign, whole = '', part = '', suffix = '', exponent] = form.exec(`${quantity}`) ?? []
  if (sign === undefined || whole + part === '') return undefined
  const scale = exponent === undefined ? suffixes[suffix] : { base: 10n, power: Number(exponent) }
  if (scale === undefined) return undefined
  const { base, power } = scale
  const above = BigInt(whole + part) * 10n ** 9n * base ** BigInt(Math.max(0, power))
  const below = 10n ** BigInt(part.length) * base ** BigInt(Math.max(0, -power))
  return sign === '-' ? -(above / below) : ceiling(above, below)
}

/** As many whole divisors as it takes: a limit of 1500m is 2 CPUs, of 1 MB in Mi is 1. */
export function inUnits(quantity: string | number, divisor: string | number): bigint | undefined {
  const [above, below] = [billionths(quantity), billionths(divisor)]
  if (above === undefined || below === undefined || below <= 0n) return undefined
  return ceiling(above, below)
}

const ceiling = (above: bigint, below: bigint): bigint => (above + below - 1n) / below
