import { type Block, blockOf, isIn, octetsOf } from './octets.ts'

export type Rules = {
  /** This machine's own. */
  readonly loopback: boolean
}

/**
 * Why nothing is fetched from an address, or `undefined`. Private addresses are fine, since that is where the
 * stores of a cluster are. Never those of one link, where every cloud answers questions about its machines
 * (169.254.169.254), nor the other addresses where some do, in whatever IPv6 address they are wrapped.
 */
export function whyForbidden(address: string, { loopback }: Rules): string | undefined {
  const octets = octetsOf(address)
  if (octets === undefined) return 'no address'
  const told = facesOf(octets).map((face) => {
    if (blocks.loopback.some((block) => isIn(face, block))) {
      return loopback ? undefined : 'an address of this machine itself'
    }
    const [why] = whys.find(([, each]) => each.some((block) => isIn(face, block))) ?? []
    return why
  })
  return told.find((why) => why !== undefined)
}

const of = (...texts: readonly string[]): readonly Block[] => texts.map(blockOf)

const blocks = { loopback: of('127.0.0.0/8', '::1') }

const whys: readonly (readonly [why: string, blocks: readonly Block[]])[] = [
  // fe80::/10 is today's, fec0::/10 was that of one site (RFC 3879).
  ['an address of one link, as cloud metadata has', of('169.254.0.0/16', 'fe80::/10', 'fec0::/10')],
  [
    'an address of cloud metadata',
    of(
      '100.100.100.200', // Alibaba
      '168.63.129.16', // Azure
      '192.0.0.192', // Oracle, formerly
      'fd00:ec2::/32', // Amazon
      'fd20:ce::254', // Google
      'fd00:c1::a9fe:a9fe', // Oracle
      'fd00:42::42', // Scaleway
    ),
  ],
  ['the address of no machine', of('0.0.0.0/8', '::', '224.0.0.0/3', 'ff00::/8')],
]

/** An address, and those of IPv4 that it may lead to. */
function facesOf(octets: readonly number[]): readonly (readonly number[])[] {
  const wrapped = isIn(octets, ownOfSix) ? [] : wrappings.filter(({ block }) => isIn(octets, block))
  return [octets, ...wrapped.map(({ at }) => at.map((n) => octets[n] ?? 0))]
}

/** `::` and `::1` wrap nothing. */
const ownOfSix = blockOf('::/127')

const last = [12, 13, 14, 15]

const wrappings: readonly { readonly block: Block; readonly at: readonly number[] }[] = [
  { block: blockOf('::/64'), at: last }, // mapped, compatible, translated: ::ffff:a.b.c.d and the like
  { block: blockOf('64:ff9b::/96'), at: last }, // NAT64 (RFC 6052)
  { block: blockOf('64:ff9b:1::/48'), at: last }, // and of one's own (RFC 8215)
  { block: blockOf('64:ff9b:1::/48'), at: [6, 7, 9, 10] },
  { block: blockOf('2002::/16'), at: [2, 3, 4, 5] }, // 6to4
]
