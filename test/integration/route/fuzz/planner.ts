import type { JsonObject } from '../../../../src/api/json.ts'
import { below } from '../../../chance.ts'
import { pick, type Random } from '../../fuzz/dice.ts'
import { metrics } from '../accounts.ts'
import type { Sent } from '../asking.ts'
import { challenger, champion, planDocument, type running, shares } from '../given.ts'
import { absurdities } from './absurd-plans.ts'

type Addresses = { readonly old: string; readonly fresh: string }

const extra: readonly (readonly JsonObject[])[] = [
  [],
  [{ name: 'loss', kind: 'LogLoss', positiveLabel: 'yes', outcomeDelay: '1h' }],
  [
    { name: 'f1', kind: 'F1', positiveLabel: 'yes', outcomeDelay: '24h' },
    { name: 'auc', kind: 'AUC', positiveLabel: 'no', outcomeDelay: '1ms' },
    { name: 'brier', kind: 'Brier', positiveLabel: '__proto__', outcomeDelay: '24h' },
  ],
  [
    {
      ...{ name: 'pnl', kind: 'Value', field: '/pnl', clip: ['-50', '50'] },
      ...{ outcomeDelay: '24h', shift: -1e300 },
    },
    { name: 'slow', kind: 'LatencyAbove', latencyThreshold: '0.001ms' },
  ],
]

/** Parts of [0, 1), the smallest and the largest among them. */
const parts = [0, 5e-324, 2 ** -53, 0.3, 0.5, 1 - 2 ** -53, 1]

const units: readonly (JsonObject | undefined)[] = [
  ...[
    { header: 'x-user-id' },
    { header: 'X-USER-ID' },
    { header: 'cookie' },
    { cookie: 'session' },
  ],
  ...[{ pointer: '/parameters/user' }, { pointer: '/__proto__/a' }, { pointer: '/inputs/0' }],
  ...[{ pointer: '/'.repeat(200) }, undefined],
]

const edits: readonly ((random: Random, addresses: Addresses) => JsonObject)[] = [
  (random) => ({ segments: shares(pick(random, parts)) }),
  (random) => unitOf(pick(random, units)),
  (random) => ({ metrics: [...metrics, ...pick(random, extra)] }),
  (random) => ({ shadow: { percent: pick(random, [1, 50, 100]), variants: [challenger] } }),
  (random) => ({ salt: pick(random, ['x', '😀'.repeat(64), '__proto__', ' ', '\u0000']) }),
  (random) => ({ timeout: pick(random, ['60s', '5m', '299999.999ms']) }),
  (random) => ({ acceptFor: pick(random, ['168h', '8000h']) }),
  (random) => ({ allowOverride: random() < 0.7, retry: pick(random, ['Once', 'Never']) }),
  (random) => ({
    slices: {
      start: pick(random, ['2026-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z']),
      length: pick(random, ['1h', '999999h', '24h', '1s']),
    },
  }),
  () => ({
    departed: Array.from({ length: 256 }, (_, nth) => ({
      ...{ instance: `dddddddddddd${hex(nth)}`, heir: `eeeeeeeeeeee${hex(nth)}` },
    })),
  }),
  (_, { old, fresh }) => ({
    variants: [
      {
        name: champion,
        endpoints: Array.from({ length: 50 }, () => old),
        service: old,
        path: '/a',
      },
      { name: challenger, endpoints: [fresh, fresh], prediction: { label: '/label' } },
      ...Array.from({ length: 14 }, (_, nth) => ({ name: `v${nth}@0000000${nth % 10}` })),
    ],
  }),
]

const hex = (nth: number) => nth.toString(16).padStart(4, '0')
const unitOf = (unit: JsonObject | undefined): JsonObject => (unit === undefined ? {} : { unit })

const base = (addresses: Addresses, revision: number, more: JsonObject): JsonObject => {
  const { unit: _, ...plan } = planDocument([[addresses.old], [addresses.fresh]], {
    ...{ task: 'Classification', metrics, segments: shares(0.5), planRevision: revision },
    epoch: 1 + (revision % 3),
    shadow: { percent: 30, variants: [challenger] },
  })
  return { ...plan, unit: { header: 'x-user-id' }, ...more }
}

export const firstPlan = (addresses: Addresses) => base(addresses, 1, {})

/** Plans that are sound, however odd: each is taken, and known then. */
export function createPlanner(
  router: Pick<ReturnType<typeof running>, 'push'>,
  addresses: Addresses,
) {
  let revision = 1

  /** Until there is room for it: others send large ones, too. */
  async function pushed(document: JsonObject): Promise<Sent> {
    const sent = await router.push(document)
    return sent.status === 429 ? pushed(document) : sent
  }

  let last: Promise<readonly string[]> = Promise.resolve([])

  async function push(random: Random): Promise<readonly string[]> {
    const chosen = Array.from({ length: 1 + below(random, 3) }, () =>
      pick(random, edits)(random, addresses),
    )
    const plan = base(addresses, ++revision, Object.assign({}, ...chosen))
    const told: string[] = []
    for (const [more, should] of after(revision)) {
      const { status, body } = await pushed({ ...plan, ...more })
      const { taken, code } = JSON.parse(body.toString())
      const is = `${status} ${taken ?? code}`
      if (is !== should) told.push(`a plan with ${JSON.stringify(chosen)}: ${is}, not ${should}`)
    }
    const [name, absurd] = pick(random, Object.entries(absurdities))
    const { status } = await pushed({ ...plan, planRevision: revision + 1, ...absurd })
    const should = otherwise[name] ?? 422
    return status === should ? told : [...told, `a plan with ${name} got ${status}`]
  }

  /** One after the other. */
  return (random: Random): Promise<readonly string[]> => {
    last = last.then(() => push(random))
    return last
  }
}

const otherwise: { readonly [name: string]: number } = {
  ...{ 'another experiment': 403, 'a key that nobody has': 503 },
}

/** It is taken, and known then; older ones and others of its revision are not. */
const after = (revision: number): readonly (readonly [more: JsonObject, should: string])[] => [
  [{}, '200 true'],
  [{}, '200 false'],
  [{ planRevision: revision - 1 }, '409 PlanStale'],
  [{ salt: 'another' }, '409 PlanConflict'],
]
