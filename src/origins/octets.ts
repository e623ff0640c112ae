import { isIP } from 'node:net'

/** Four or sixteen numbers; `undefined` where the text is no address. */
export function octetsOf(address: string): readonly number[] | undefined {
  const plain = address.replace(/%.*$/, '') // of an address of one link: which one
  const read = { 0: undefined, 4: fourIn, 6: sixteenIn }[isIP(plain)]
  return read?.(plain)
}

function fourIn(text: string): readonly number[] {
  return text.split('.').map(Number)
}

function sixteenIn(text: string): readonly number[] {
  const hex = text.replace(/[\d.]+$/, (end) => (end.includes('.') ? asGroups(fourIn(end)) : end))
  const [before = [], after = []] = hex.split('::').map(groupsIn)
  const between = Array<number>(16 - before.length - after.length).fill(0)
  return [...before, ...between, ...after]
}

const asGroups = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) =>
  [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':')

const groupsIn = (text: string) =>
  text === '' ? [] : text.split(':').flatMap((group) => pairIn(Number.parseInt(group, 16)))

const pairIn = (group: number) => [group >> 8, group & 0xff]

export type Block = { readonly octets: readonly number[]; readonly bits: number }

/** `10.0.0.0/8`, as numbers. */
export function blockOf(text: string): Block {
  const [address = '', bits] = text.split('/')
  const octets = octetsOf(address)
  if (octets === undefined) throw new Error(`${text} is no block of addresses`)
  return { octets, bits: bits === undefined ? octets.length * 8 : Number(bits) }
}

export function isIn(octets: readonly number[], block: Block): boolean {
  if (octets.length !== block.octets.length) return false
  return octets.every((octet, n) => {
    const open = Math.min(8, Math.max(0, 8 * (n + 1) - block.bits))
    return octet >> open === (block.octets[n] ?? 0) >> open
  })
}
