import { randomFillSync } from 'node:crypto'

/** Bytes that nobody can foresee, so many at a time; made in bulk, since each call to the system costs a microsecond. */
export function createDraws(bytes: number, atOnce = 256): () => Uint8Array {
  const pool = Buffer.allocUnsafe(bytes * atOnce)
  let next = pool.length
  return () => {
    if (next === pool.length) {
      randomFillSync(pool)
      next = 0
    }
    next += bytes
    return pool.subarray(next - bytes, next)
  }
}
