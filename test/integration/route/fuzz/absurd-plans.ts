import type { JsonObject } from '../../../../src/api/json.ts'
import { metrics } from '../accounts.ts'
import { challenger, champion, shares } from '../given.ts'

const start = '2026-01-01T00:00:00Z'
const variant = (name: string, more: JsonObject = {}) => ({ name, endpoints: [], ...more })
const of = (...variants: readonly JsonObject[]): JsonObject => ({
  variants: [variant(champion), ...variants],
  segments: shares(0),
})
const metric = (more: JsonObject): JsonObject => ({ metrics: [...metrics, { name: 'm', ...more }] })
const parted = (...shares: readonly (readonly [string, number, number])[]): JsonObject => ({
  segments: [{ segment: 0, shares: shares.map(([variant, from, to]) => ({ variant, from, to })) }],
})

/** Sound as JSON, signed, newer than what holds; but nobody could obey it, or count by it. */
export const absurdities: { readonly [what: string]: JsonObject } = {
  'another experiment': { experiment: { namespace: 'test', name: 'other', uid: 'u-2' } },
  'no revision': { planRevision: 0 },
  'half a revision': { planRevision: 1e6 + 0.5 },
  'a revision that no number holds': { planRevision: 2 ** 53 },
  'a revision as text': { planRevision: '1000000' },
  'a round before the first': { round: -1 },
  'an epoch without an end': { epoch: 1e308 },
  'no salt': { salt: '' },
  'a salt on two lines': { salt: 'a\nb' },
  'a salt that is too long': { salt: 'a'.repeat(129) },
  'a timeout of a century': { timeout: '999999h' },
  'no timeout': { timeout: '0s' },
  'a timeout in days': { timeout: '7d' },
  'a timeout before now': { timeout: '-1s' },
  'slices of no length': { slices: { start, length: '0h' } },
  'slices that nobody can count': { slices: { start, length: '0.001ms' } },
  'slices that begin never': { slices: { start: '2026-02-31T25:00:00Z', length: '1h' } },
  'slices that begin some time': { slices: { start: '2026', length: '1h' } },
  'receipts that are never honoured': { acceptFor: '0h' },
  'a champion that is none': { champion: 'nobody@00000000' },
  'no variants': { variants: [] },
  'too many variants': of(
    ...Array.from({ length: 16 }, (_, nth) => variant(`v${nth}@0000000${nth % 10}`)),
  ),
  'one variant twice': of(variant(challenger), variant(challenger)),
  'a variant without a revision': of(variant('new')),
  'an address that is none': of(variant(challenger, { endpoints: ['10.0.0.256:80'] })),
  'an address without a port': of(variant(challenger, { endpoints: ['10.0.0.1'] })),
  'an address with too high a port': of(variant(challenger, { service: 'a:65536' })),
  'an address with a user': of(variant(challenger, { endpoints: ['a@b:80'] })),
  'too many addresses': of(
    variant(challenger, { endpoints: Array.from({ length: 1_001 }, () => '127.0.0.1:1') }),
  ),
  'a path that is none': of(variant(challenger, { path: 'http://a/b' })),
  'a path with a blank': of(variant(challenger, { path: '/a b' })),
  'a path with a line': of(variant(challenger, { path: '/a\r\nx: y' })),
  'a place that is none': of(variant(challenger, { prediction: { label: 'label' } })),
  'shares on one another': parted([challenger, 0, 0.6], [challenger, 0.5, 1]),
  'shares that end before they begin': parted([challenger, 0.6, 0.5]),
  'shares of nothing': parted([challenger, 0.5, 0.5]),
  'shares beyond one': parted([challenger, 0, 1.5]),
  'shares of the champion': parted([champion, 0, 0.5]),
  'shares of nobody': parted(['nobody@00000000', 0, 0.5]),
  'no segment': { segments: [] },
  'another segment': { segments: [{ segment: 1, shares: [] }] },
  'copies for the champion': { shadow: { percent: 5, variants: [champion] } },
  'copies of more than all': { shadow: { percent: 101, variants: [challenger] } },
  'a unit that is none': { unit: {} },
  'a unit that is two': { unit: { header: 'a', cookie: 'b' } },
  'a unit in a header of ours': { unit: { header: 'x-contender-variant' } },
  'a unit in a header that is none': { unit: { header: 'a b' } },
  'a metric twice': metric({ name: 'accuracy', kind: 'Accuracy', outcomeDelay: '24h' }),
  'a metric that nobody knows': metric({ kind: '__proto__' }),
  'a metric of others': metric({ kind: 'Query' }),
  'a metric of another task': metric({ kind: 'RMSE', outcomeDelay: '1h' }),
  'a metric that is never known': metric({ kind: 'Accuracy', outcomeDelay: '999999h' }),
  'a value without bounds': metric({ kind: 'Value', field: '/a', outcomeDelay: '1h' }),
  'a key that nobody has': { keys: { sign: 'k9', accept: ['k9'] } },
  'a key that is not honoured': { keys: { sign: 'k1', accept: ['k2'] } },
  'an heir that is lost, too': {
    departed: [
      { instance: 'a'.repeat(16), heir: 'b'.repeat(16) },
      { instance: 'b'.repeat(16), heir: 'c'.repeat(16) },
    ],
  },
  'a lost router twice': {
    departed: [1, 2].map(() => ({ instance: 'a'.repeat(16), heir: 'b'.repeat(16) })),
  },
  'a field that there is not': { priority: 1 },
  'a field of all objects': JSON.parse('{"__proto__":{"a":1}}'),
}
