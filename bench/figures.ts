/** A time as a person reads it: `940 ns`, `22.5 µs`, `1.20 ms`. */
export function duration(ns: number): string {
  const [unit, size] = ns < 999.5 ? ['ns', 1] : ns < 999.5e3 ? ['µs', 1e3] : ['ms', 1e6]
  const figure = ns / size
  return `${figure.toFixed(figure < 9.995 ? 2 : figure < 99.95 ? 1 : 0)} ${unit}`
}

/** How many times as fast. */
export const times = (ratio: number) => `${ratio.toFixed(ratio < 9.95 ? 1 : 0)}×`
