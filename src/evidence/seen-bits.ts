/** 32,768 bits as JSON: where each run of ones begins and how long it is, or, where that is longer, all bytes as base64. */
export type Bits = readonly number[] | string

export const bitsPerBlock = 32_768

export const noBits = (): Uint8Array => new Uint8Array(bitsPerBlock / 8)

/** Whoever has seen a whole block needs no block of his own. Nobody writes to it: there is no bit left to set. */
export const allBits: Uint8Array = noBits().fill(255)

export const isSet = (bits: Uint8Array, place: number): boolean =>
  ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0

export function set(bits: Uint8Array, place: number): void {
  bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7))
}

/** Those that are set in either, as bits of their own. */
export const joinBits = (a: Uint8Array, b: Uint8Array): Uint8Array =>
  a.map((byte, nth) => byte | (b[nth] ?? 0))

/** How many are set. */
export function sizeOf(bits: Uint8Array): number {
  let size = 0
  for (const byte of bits) size += onesIn[byte] ?? 0
  return size
}

/** The shorter of the two ways. The same bits are the same text. */
export function packedBits(bits: Uint8Array): Bits {
  const runs = runsOf(bits)
  const most = Math.ceil(bits.length / 3) * 4
  if (runs === undefined || JSON.stringify(runs).length > most)
    return Buffer.from(bits.buffer, bits.byteOffset, bits.length).toString('base64')
  return runs
}

/** The same, back. */
export function unpackedBits(packed: Bits): Uint8Array {
  const bits = noBits()
  if (typeof packed === 'string') {
    bits.set(Buffer.from(packed, 'base64').subarray(0, bits.length))
    return bits
  }
  for (let nth = 0; nth + 1 < packed.length; nth += 2) {
    const [from = 0, length = 0] = packed.slice(nth, nth + 2)
    for (let place = from; place < Math.min(from + length, bitsPerBlock); place++) set(bits, place)
  }
  return bits
}

/** Nothing where there are so many that bytes are shorter anyway. */
function runsOf(bits: Uint8Array): readonly number[] | undefined {
  const runs: number[] = []
  for (let place = 0; place < bitsPerBlock; place++) {
    if (!isSet(bits, place)) continue
    const from = place
    while (place < bitsPerBlock && isSet(bits, place)) place++
    if (runs.push(from, place - from) > mostNumbers) return undefined
  }
  return runs
}

/** Two characters each, at least: no list of more is shorter than base64. */
const mostNumbers = 2800

const onesIn = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0
  for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1
  return ones
})
