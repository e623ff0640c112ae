import { below } from '../../chance.ts'

export type Random = () => number

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[below(random, list.length)] as T
}

/** From `from` to `to`, both of them. */
export const between = (random: Random, from: number, to: number) =>
  from + below(random, to - from + 1)

export function bytesBy(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => below(random, 256)))
}
