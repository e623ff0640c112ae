import { BlockList, isIP } from 'node:net'

/** Addresses that begin alike: `10.0.0.0/8`. */
type Block = { readonly address: string; readonly bits: number; readonly family: 4 | 6 }

export function blockOf(text: string): Block | undefined {
  const [, address = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? []
  const family = isIP(address)
  const bits = Number(digits)
  const isBlock = (family === 4 && bits <= 32) || (family === 6 && bits <= 128)
  return isBlock ? { address, bits, family: family === 4 ? 4 : 6 } : undefined
}

export function contains(block: Block, { address, family }: Block): boolean {
  if (block.family !== family) return false
  const list = new BlockList()
  list.addSubnet(block.address, block.bits, `ipv${family}`)
  return list.check(address, `ipv${family}`)
}

/** Says whether a block is called by the first of its addresses. */
export function isFirst({ address, bits, family }: Block): boolean {
  const digits = family === 4 ? bitsOf4(address) : bitsOf6(address)
  return /^0*$/.test(digits.slice(bits))
}

const bitsOf4 = (address: string) =>
  address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')

/** The longer form, without `::`, is that of a URL's host. */
function bitsOf6(address: string): string {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const parts = (text: string) => (text === '' ? [] : text.split(':'))
  const [first, last] = [parts(head), parts(tail ?? '')]
  const gap = tail === undefined ? 0 : 8 - first.length - last.length
  const all = [...first, ...Array.from({ length: gap }, () => '0'), ...last]
  return all.map((part) => Number.parseInt(part, 16).toString(2).padStart(16, '0')).join('')
}
