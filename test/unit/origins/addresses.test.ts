import { BlockList, isIPv4 } from 'node:net'
import { describe, expect, it } from 'vitest'
import { whyForbidden } from '../../../src/origins/addresses.ts'
import { blockOf, isIn, octetsOf } from '../../../src/origins/octets.ts'
import { below, chance } from '../../chance.ts'
import { codeOf, failureOf, givenOrigins } from './given.ts'
import { bytesBy, startStore } from './store.ts'

const closed = { loopback: false }

describe('an address', () => {
  it.each([
    ['1.2.3.4', [1, 2, 3, 4]],
    ['::', Array(16).fill(0)],
    ['::1', [...Array(15).fill(0), 1]],
    ['1::', [0, 1, ...Array(14).fill(0)]],
    ['1:2:3:4:5:6:7:8', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
    ['fe80::1%eth0', [0xfe, 0x80, ...Array(13).fill(0), 1]],
    ['::ffff:169.254.1.2', [...Array(10).fill(0), 255, 255, 169, 254, 1, 2]],
    ['64:ff9b::1.2.3.4', [0, 0x64, 0xff, 0x9b, ...Array(8).fill(0), 1, 2, 3, 4]],
    ['1.2.3', undefined],
    ['x', undefined],
  ])('%s is %j', (text, octets) => expect(octetsOf(text)).toEqual(octets))

  it.each([
    ['ipv4', 32],
    ['ipv6', 128],
  ] as const)('of %s is in the blocks that Node says (5,000 by chance)', (family, most) => {
    const random = chance(most)
    for (let n = 0; n < 5000; n++) {
      const [address, near] = family === 'ipv6' ? sixes(random) : fours(random)
      const bits = below(random, most + 1)
      const list = new BlockList()
      list.addSubnet(near, bits, family)
      const said = isIn(octetsOf(address) ?? [], blockOf(`${near}/${bits}`))
      expect(said, `${address} in ${near}/${bits}`).toBe(list.check(address, family))
    }
  })

  const fours = (random: () => number) => {
    const octets = Array.from({ length: 4 }, () => below(random, 256))
    return [octets.join('.'), bent(random, octets, 256).join('.')] as const
  }

  const sixes = (random: () => number) => {
    const groups = Array.from({ length: 8 }, () => below(random, 65_536))
    const text = (each: readonly number[]) => each.map((group) => group.toString(16)).join(':')
    return [text(groups), text(bent(random, groups, 65_536))] as const
  }

  /** The same up to some place, so that both answers are common. */
  const bent = (random: () => number, parts: readonly number[], bound: number) => {
    const from = below(random, parts.length + 1)
    return parts.map((part, n) => (n < from ? part : below(random, bound)))
  }
})

const metadata = [
  ['169.254.169.254', 'http://169.254.169.254/'],
  ['as one number', 'http://2852039166/'],
  ['hexadecimal', 'http://0xa9fea9fe/'],
  ['hexadecimal in parts', 'http://0xa9.0xfe.0xa9.0xfe/'],
  ['octal', 'http://0251.0376.0251.0376/'],
  ['octal with more zeros', 'http://0000251.0000376.00251.00376/'],
  ['mixed', 'http://169.0xfe.43518/'],
  ['in full-width digits', 'http://１６９.２５４.１６９.２５４/'],
  ['percent-encoded', 'http://%31%36%39.254.169.254/'],
  ['with a dot at its end', 'http://169.254.169.254./'],
  ['mapped', 'http://[::ffff:169.254.169.254]/'],
  ['mapped, hexadecimal', 'http://[::ffff:a9fe:a9fe]/'],
  ['mapped, in full', 'http://[0:0:0:0:0:ffff:a9fe:a9fe]/'],
  ['compatible', 'http://[::169.254.169.254]/'],
  ['translated', 'http://[::ffff:0:169.254.169.254]/'],
  ['by NAT64', 'http://[64:ff9b::169.254.169.254]/'],
  ['by NAT64 of one’s own', 'http://[64:ff9b:1::169.254.169.254]/'],
  ['by NAT64 of one’s own, in the middle', 'http://[64:ff9b:1:a9fe:a9:fe00::]/'],
  ['by 6to4', 'http://[2002:6464:64c8::1]/'],
  ['of containers on Amazon', 'http://169.254.170.2/v2/credentials'],
  ['of Pods on Amazon', 'http://[fd00:ec2::23]/'],
  ['of Amazon by IPv6', 'http://[fd00:ec2::254]/'],
  ['of Google by IPv6', 'http://[fd20:ce::254]/'],
  ['of Google by name', 'http://metadata.google.internal/'],
  ['of Google by name, shouted, absolute', 'http://METADATA.GOOGLE.INTERNAL./'],
  ['of Alibaba', 'http://100.100.100.200/'],
  ['of Azure', 'http://168.63.129.16/'],
  ['of one link', 'http://[fe80::1]/'],
  ['nobody’s, which is this machine', 'http://0.0.0.0/'],
  ['nobody’s, as one number', 'http://0/'],
  ['nobody’s, by IPv6', 'http://[::]/'],
  ['many machines’', 'http://224.0.0.1/'],
  ['everybody’s', 'http://255.255.255.255/'],
] as const

describe('metadata', () => {
  it.each(
    metadata,
  )('%s (%s) is refused, whatever is allowed, and nobody is looked up', async (_, uri) => {
    const lookup = () => Promise.reject(new Error('looked up'))
    const { fetch } = givenOrigins({ lookup, policy: { hosts: ['*'], loopback: true } })
    expect(await codeOf(fetch(uri))).toBe('ModelOriginForbidden')
  })
})

describe('other addresses', () => {
  it.each([
    '10.0.0.1',
    '192.168.1.1',
    '172.16.0.1',
    '100.64.0.1',
    'fd12::1',
    '8.8.8.8',
    '2606:4700::1',
    '64:ff9b::8.8.8.8',
    '::ffff:10.0.0.1',
  ])('%s is fine: that is where a cluster has its stores, or the world', (address) =>
    expect(whyForbidden(address, closed)).toBeUndefined())

  it.each([
    '127.0.0.1',
    '127.255.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::127.0.0.1',
  ])('%s is this machine, and fine only where the settings say so', (address) => {
    expect(whyForbidden(address, closed)).toContain('this machine itself')
    expect(whyForbidden(address, { loopback: true })).toBeUndefined()
  })
})

describe('a name', () => {
  const names =
    (...addresses: readonly string[]) =>
    async () =>
      addresses.map((address) => ({ address, family: isIPv4(address) ? 4 : 6 }))

  it.each([
    '169.254.169.254',
    '::ffff:a9fe:a9fe',
    'fd00:ec2::254',
  ])('that leads to %s is refused', async (address) => {
    const { fetch } = givenOrigins({ lookup: names(address) })
    const { code, message } = await failureOf(fetch('http://models.test/iris.onnx'))
    expect(code).toBe('ModelOriginForbidden')
    expect(message).toContain(`models.test leads to ${address}, which is an address of`)
  })

  it('that leads there and elsewhere, too, is refused as a whole', async () => {
    const { fetch } = givenOrigins({ lookup: names('127.0.0.1', '169.254.169.254') })
    expect(await codeOf(fetch('http://models.test/iris.onnx'))).toBe('ModelOriginForbidden')
  })

  it('that changes its mind between two requests is refused at the second', async () => {
    const store = await startStore()
    store.files.set('/iris.onnx', { bytes: bytesBy(1, 100), etag: '"1"' })
    store.faults.push({ status: 503 })
    const answers = [['127.0.0.1'], ['169.254.169.254']]
    let lookups = 0
    const lookup = () => names(...(answers[lookups++] ?? []))()
    const { fetch } = givenOrigins({ lookup })
    expect(await codeOf(fetch(`http://models.test:${store.port}/iris.onnx`))).toBe(
      'ModelOriginForbidden',
    )
    expect([store.asked.length, lookups]).toEqual([1, 2])
  })

  it('is connected to at the very address that was looked at: it is looked up once a connection', async () => {
    const store = await startStore()
    store.files.set('/iris.onnx', { bytes: bytesBy(1, 100), etag: '"1"' })
    let lookups = 0
    const lookup = () => {
      lookups += 1
      return names('127.0.0.1')()
    }
    await givenOrigins({ lookup }).fetch(`http://models.test:${store.port}/iris.onnx`)
    expect([lookups, store.asked[0]?.headers.host]).toEqual([1, `models.test:${store.port}`])
  })

  it('of this machine is refused, but where the settings say so', async () => {
    const store = await startStore()
    const { fetch } = givenOrigins({ policy: { loopback: false } })
    expect(await codeOf(fetch(`http://localhost:${store.port}/iris.onnx`))).toBe(
      'ModelOriginForbidden',
    )
    expect(await codeOf(givenOrigins().fetch(store.at('/nothing')))).toBe('ModelMissing')
    expect(store.asked).toHaveLength(1)
  })

  it('that has no address cannot be reached', async () => {
    const { fetch } = givenOrigins({ lookup: names(), limits: { tries: 1 } })
    expect(await codeOf(fetch('http://models.test/iris.onnx'))).toBe('ModelUnreachable')
  })
})
