/** What names a stream of chance: a cell of a table, a shard, a unit. */
export type Key = number | string

/** 128 bits of state. */
export type Words = readonly [number, number, number, number]

/**
 * Four 32-bit words out of a list of keys, each bit of them depending on every key: other keys, or the
 * same in another order, give words that have nothing in common. 1 and '1' differ, 0 and −0 do not.
 *
 * Each word of a key goes through a multiplication and a rotation in four lanes at once, and the lanes
 * are finished by the avalanche of MurmurHash3 (A. Appleby, public domain). Not for secrets.
 * Cost: the length of the keys.
 */
export function wordsOf(keys: readonly Key[]): Words {
  // The first binary digits of π, so that no seed begins at zero.
  const lanes: Lanes = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]
  for (const key of keys) {
    if (typeof key === 'string') absorbText(lanes, key)
    else absorbNumber(lanes, key)
  }
  for (let round = 0; round < 4; round++) absorb(lanes, keys.length + round)
  const [a, b, c, d] = lanes
  return [avalanche(a), avalanche(b), avalanche(c), avalanche(d)]
}

type Lanes = [number, number, number, number]

/** The tags 1 and 2 keep a number from looking like a text. */
function absorbNumber(lanes: Lanes, key: number): void {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, key + 0)
  absorb(lanes, 1)
  absorb(lanes, view.getInt32(0))
  absorb(lanes, view.getInt32(4))
}

function absorbText(lanes: Lanes, key: string): void {
  absorb(lanes, 2)
  absorb(lanes, key.length)
  for (let at = 0; at < key.length; at++) absorb(lanes, key.charCodeAt(at))
}

function absorb(lanes: Lanes, word: number): void {
  const [a, b, c, d] = lanes
  lanes[0] = (Math.imul(a ^ word, 0x9e3779b1) + rotated(d, 5)) | 0
  lanes[1] = (Math.imul(b ^ rotated(word, 8), 0x85ebca6b) + rotated(lanes[0], 11)) | 0
  lanes[2] = (Math.imul(c ^ rotated(word, 16), 0xc2b2ae35) + rotated(lanes[1], 17)) | 0
  lanes[3] = (Math.imul(d ^ rotated(word, 24), 0x27d4eb2f) + rotated(lanes[2], 23)) | 0
}

function avalanche(word: number): number {
  let h = word
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

const rotated = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits))
