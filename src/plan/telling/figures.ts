/** A number as text, with the digits that say something. */
export const figure = (x: number): string => String(Number(x.toPrecision(4)))

/** A part of all as percent: `33.33%`. */
export function percentText(part: number): string {
  const sound = Number.isFinite(part) ? Math.min(1, Math.max(0, part)) : 0
  return `${Math.round(10_000 * sound) / 100}%`
}

/** Of a p two digits are plenty. One that a double can't hold is told as the smallest that it can: it is at most that. */
export const chanceText = (logP: number): string =>
  String(Number(Math.max(Number.MIN_VALUE, Math.exp(logP)).toPrecision(2)))

/** Texts with as many decimals as tell ends apart that lie so far from each other: three digits of the distance. */
export function figuresWithin(distance: number | undefined): (x: number) => string {
  if (distance === undefined || !(distance > finest)) return figure
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(distance)))
  return (x) => (Math.abs(x) < coarsest ? withoutMinus(x.toFixed(decimals)) : figure(x))
}

/** Less is told apart by digits of its own. */
const finest = 1e-9
const coarsest = 1e12

/** Nothing below zero is nothing. */
const withoutMinus = (text: string) => (Number(text) === 0 ? text.replace('-', '') : text)

/** Whole, and never less than nothing. */
export const countText = (x: number): string => String(Math.max(0, Math.round(x)))

export const whole = (x: number): number =>
  Number.isFinite(x) ? Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(x))) : 0
