import { expect, it } from 'vitest'
import { readProtobuf } from '../../../../src/local/protobuf/read.ts'
import { below, chance } from '../../../chance.ts'
import { recorded } from './recorded.ts'
import { body, field, message, tag, varint } from './writing.ts'

const expected = { apiVersion: 'v1', kind: 'Pod' }
const answers = Object.entries(recorded('answers'))
const bytesOf = ({ protobuf }: { readonly protobuf: string }) => Buffer.from(protobuf, 'base64')

const refusalOf = (bytes: Uint8Array, type = expected) => {
  const found = readProtobuf(bytes, type)
  return 'refused' in found ? found.refused : `read: ${JSON.stringify(found.object)}`
}
const unrecognized = 'the object provided is unrecognized (must be of type Pod)'
const unfit = 'Pod in version "v1" cannot be handled as a Pod'

const unmarked =
  'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]'

it.each([
  ['', 'empty data (<empty>)'],
  ['k8s', `${unmarked} (6b3873)`],
  ['{"kind":"Pod"}', `${unmarked} (7b226b696e64223a22506f64227d)`],
  ['k8s\0', 'empty body (6b387300)'],
  ['k8s\0\n\x05ab', 'unexpected EOF (6b3873000a056162)'],
])('says of the body %j that it is none', (text, why) => {
  expect(refusalOf(Buffer.from(text))).toBe(`${unrecognized}: ${why}`)
})

it('shows of a long body only how it begins', () => {
  const shown = `${'ff'.repeat(30)} ...`
  expect(refusalOf(Buffer.alloc(1000, 255))).toBe(`${unrecognized}: ${unmarked} (${shown})`)
})

it('has nothing around the reason where options of a deletion are due, as the server has not', () => {
  const why = refusalOf(Buffer.from('k8s\0'), { apiVersion: 'v1', kind: 'DeleteOptions' })
  expect(why).toBe('empty body')
})

it.each([
  ['v1', 'Thing'],
  ['v2', 'Pod'],
  ['__proto__', 'toString'],
  ['contender.dev/v1alpha1', 'ModelExperiment'],
])('knows of no kind in %s that is called %s', (apiVersion, kind) => {
  const why = `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`
  expect(refusalOf(body(apiVersion, kind))).toMatch(`cannot be handled as a Pod: ${why}`)
})

const [metadata, spec] = [1, 2]
const long = Buffer.alloc(11, 255)
const notBytes = 'a value is not written in bytes'
const notNumber = 'a value is not written as a number'

it.each([
  ['a number for a text', field(metadata, field(1, 7)), notBytes],
  ['a number for a message', field(metadata, 7), notBytes],
  ['a number for a map', field(metadata, field(11, 7)), notBytes],
  ['a text for a number', field(spec, field(4, 'x')), notNumber],
  ['packed numbers for one', field(spec, field(4, varint(1))), notNumber],
  [
    'a fixed form for a text',
    field(metadata, Buffer.concat([tag(1, 5), Buffer.alloc(4)])),
    notBytes,
  ],
  [
    'a fixed form for a number',
    field(spec, Buffer.concat([tag(4, 1), Buffer.alloc(8)])),
    notNumber,
  ],
  ['a group', tag(1, 3), 'a field has the unknown form 3'],
  ['the end of a group', tag(1, 4), 'a field has the unknown form 4'],
  ['a form that there is not', tag(1, 7), 'a field has the unknown form 7'],
  ['a field without a number', tag(0, 0), 'a field has the number 0'],
  ['a field with too high a number', varint(2n ** 34n), 'a field has the number -2147483648'],
  ['an endless number', message(tag(900, 0), long), 'proto: integer overflow'],
  ['an endless length', message(tag(1, 2), long), 'proto: integer overflow'],
  ['a huge length', message(tag(1, 2), varint(2n ** 62n)), 'unexpected EOF'],
  ['a negative length', message(tag(1, 2), varint(-1)), 'unexpected EOF'],
  [
    'a text in no UTF-8',
    field(metadata, field(1, Buffer.from([0xc3, 0x28]))),
    'a text is not in UTF-8',
  ],
  [
    'a time after all',
    field(metadata, field(8, field(1, 253_402_300_800))),
    'a time is not of the years',
  ],
  [
    'a time before all',
    field(metadata, field(8, field(1, -(2n ** 63n)))),
    'a time is not of the years',
  ],
  [
    'owned fields in no JSON',
    field(metadata, field(17, field(7, field(1, '{')))),
    'the fields that',
  ],
  [
    'owned fields in a list',
    field(metadata, field(17, field(7, field(1, '[]')))),
    'the fields that',
  ],
])('refuses %s', (_, fields, why) => {
  expect(refusalOf(body('v1', 'Pod', fields))).toMatch(`${unfit}: ${why}`)
})

it('refuses what is neither a number nor a text, where it must be one of them', () => {
  const port = field(1, message(field(1, 2), field(2, 80)))
  const budget = body('policy/v1', 'PodDisruptionBudget', field(spec, port))
  expect(refusalOf(budget)).toMatch('what is a number or a text is said to be neither, but 2')
})

it('refuses owned fields that are deeper than those of any object', () => {
  const deep = (levels: number) => `${'{"f:a":'.repeat(levels)}{}${'}'.repeat(levels)}`
  const bodyWith = (text: string) =>
    body('v1', 'Pod', field(1, field(17, field(7, field(1, text)))))
  expect(refusalOf(bodyWith(deep(90)))).toMatch('read: ')
  expect(refusalOf(bodyWith(deep(200_000)))).toMatch('the fields that somebody owns')
})

it.each(
  answers,
)('%s is refused wherever it is cut off, but between the parts of its envelope', (type, answer) => {
  const bytes = bytesOf(answer)
  const [apiVersion = '', kind = ''] = type.split(' ')
  const found = Array.from(bytes.keys(), (length) => {
    return 'object' in readProtobuf(bytes.subarray(0, length), { apiVersion, kind }) ? [length] : []
  }).flat()
  const afterType = 4 + 2 + 4 + apiVersion.length + kind.length
  expect(found).toEqual([afterType, bytes.length - 4, bytes.length - 2])
})

it('reads or refuses whatever comes, and never throws', () => {
  const random = chance(20261122)
  const counts = { read: 0, refused: 0 }
  for (let round = 0; round < 10_000; round += 1) {
    const [, answer] = answers[below(random, answers.length)] ?? []
    const bytes = answer ? worsened(bytesOf(answer), random) : Buffer.alloc(0)
    const found = readProtobuf(bytes, expected)
    if ('refused' in found) expect(found.refused).not.toBe('')
    else expect(found.object['kind']).toBeTypeOf('string')
    counts['refused' in found ? 'refused' : 'read'] += 1
  }
  expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(500)
})

/** Bytes changed, dropped, doubled, or put in from elsewhere: behind the envelope's type, or anywhere. */
function worsened(bytes: Buffer, random: () => number): Buffer {
  const from = random() < 0.8 ? 40 : 0
  const worse = Buffer.from(bytes)
  for (let times = below(random, 4); times >= 0; times -= 1) {
    const at = from + below(random, bytes.length - from)
    if (random() < 0.5) worse[at] = below(random, 256)
    else worse.copy(worse, at, below(random, bytes.length), bytes.length)
  }
  return random() < 0.9 ? worse : worse.subarray(0, below(random, worse.length))
}
