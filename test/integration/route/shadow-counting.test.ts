import { expect, it } from 'vitest'
import type { JsonObject } from '../../../src/api/json.ts'
import { planOf } from '../../../src/router/plan/reading.ts'
import { type Routed, routed } from '../../../src/router/plan/routed.ts'
import { copiedTo } from '../../../src/router/shadow/sampling.ts'
import type { Receipt } from '../../../src/routing/receipt.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser, load } from './asking.ts'
import {
  asking,
  codesOf,
  copiesAre,
  copiesIn,
  given,
  holding,
  rowsOf,
  shadowing,
} from './copies.ts'
import {
  answeredBy,
  challenger,
  champion,
  planDocument,
  receiptOf,
  shares,
  startRouter,
} from './given.ts'
import { says, startVariant } from './variants.ts'

/** Where a copy is counted. */
const nameOf = ({ epoch, slice, bucket }: Pick<Receipt, 'epoch' | 'slice' | 'bucket'>) =>
  `${epoch} ${slice} ${bucket}`

it('counts every copy once, where its request was exposed, while plans come and go', async () => {
  const [old, fresh, other] = await Promise.all([startVariant(), startVariant(), startVariant()])
  for (const each of [old, fresh, other]) each.forget()
  const slices = { start: new Date().toISOString(), length: '50ms' }
  const planAt = (revision: number) =>
    planDocument([[old.address], [(revision % 2 === 0 ? fresh : other).address]], {
      ...shadowing(30 + 35 * (revision % 3)),
      ...{ planRevision: revision, epoch: revision, slices },
      segments: shares((revision % 10) / 10),
    })
  const plans = Array.from({ length: 400 }, (_, nth) => routed(planOf(planAt(nth + 1))))
  const planOfEpoch = (epoch: number) => plans[epoch - 1] as Routed
  const router = await startRouter(planAt(1))
  const expected: string[] = []
  let isOver = false
  const client = async (nth: number) => {
    for (let n = 0; !isOver; n++) {
      const user = `${nth}-${n}`
      const receipt = receiptOf(await ask(router.address, asUser(user)))
      if (isCopied(planOfEpoch(receipt.epoch), receipt, user)) expected.push(nameOf(receipt))
    }
  }
  const clients = Promise.all([1, 2, 3, 4].map(client))
  for (let revision = 2; revision <= 400; revision++) {
    expect((await router.push(planAt(revision))).status).toBe(200)
  }
  isOver = true
  await clients
  expect(expected.length).toBeGreaterThan(100)
  const rows = rowsOf(await copiesAre(router, expected.length))
  expect(
    rows.flatMap((row) => Array.from({ length: row.requests }, () => nameOf(row))).sort(),
  ).toEqual(expected.sort())
  expect(rows.reduce((sum, { pairs }) => sum + (pairs?.incomplete ?? 0), 0)).toBe(
    (await codesOf(router))['Dropped'] ?? 0,
  )
})

function isCopied(plan: Routed, { assigned }: Receipt, user: string): boolean {
  const from = { rawHeaders: ['x-user-id', user], body: () => undefined }
  const placed = plan.placed(from, () => Buffer.alloc(24))
  return copiedTo({ routed: plan, placed, assigned, isOverride: false }).length > 0
}

it('counts nothing of a round that is over in the next one', async () => {
  const { fresh, router, planAt } = await given()
  const { behaves, release, held } = holding()
  fresh.behave(behaves)
  await load(router.address, { count: 5, atOnce: 5, asking })
  await waitUntil(() => held.length === 5, { what: 'the copies', limitMs: 60_000 })
  await router.push(planAt({ planRevision: 2, round: 2, epoch: 2, salt: 'u-1/2' }))
  await load(router.address, { count: 3, atOnce: 3, asking })
  await waitUntil(() => held.length === 8, { what: 'more copies', limitMs: 60_000 })
  release()
  await waitUntil(async () => (await codesOf(router))['Ok'] === 8, {
    ...{ what: 'all of them', limitMs: 60_000 },
  })
  const tally = await router.tally()
  expect([tally.round, copiesIn(tally)]).toEqual([2, 3])
  expect(new Set(rowsOf(tally).map(({ epoch }) => epoch))).toEqual(new Set([2]))
})

it('reads what the challenger predicts where the plan says, and compares it with what the champion does', async () => {
  const { old, fresh, router, planAt } = await given({
    ...{ task: 'Classification', metrics: [{ name: 'same', kind: 'Agreement' }] },
  })
  const { variants } = planAt() as { variants: JsonObject[] }
  variants[1] = { ...variants[1], prediction: { label: '/out/0' } }
  await router.push(planAt({ variants, planRevision: 2 }))
  old.behave(says('old', 200, { 'x-contender-prediction': '{"label":"a"}' }))
  for (const [nth, label] of ['a', 'a', 'b'].entries()) {
    fresh.behave(says(JSON.stringify({ out: [label] })))
    await ask(router.address, asking(nth))
    await copiesAre(router, nth + 1)
  }
  const sums = rowsOf(await router.tally()).map((row) => [row.sums, row.pairs?.champion])
  expect(JSON.stringify(sums)).toContain('events')
  const events = rowsOf(await router.tally()).map(({ sums: [same] }) => same as { events: number })
  expect(events.reduce((sum, each) => sum + each.events, 0)).toBe(2)
})

it('leaves what is counted of live requests as it would be without, whoever has shares', async () => {
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(says('new'))])
  const slices = { start: '2026-01-01T00:00:00Z', length: '100000h' }
  const plan = planDocument([[old.address], [fresh.address]], { slices, segments: shares(0.3) })
  const { shadow } = shadowing(50)
  const live = []
  for (const document of [plan, { ...plan, shadow }]) {
    const router = await startRouter(document)
    const held = routed(planOf(document))
    const sent = await load(router.address, { count: 500, atOnce: 1, asking })
    const wanted = sent.filter((each, nth) => isCopied(held, receiptOf(each), `${nth}`)).length
    const { books, units, events } = await copiesAre(router, wanted)
    const ledgers = books.flatMap((each) => each.ledgers.filter(({ source }) => source === 'Live'))
    live.push({ ledgers, units, events, answered: sent.map(answeredBy) })
    expect(wanted > 100).toBe(document !== plan)
  }
  expect(live[1]).toEqual(live[0])
  expect(new Set(live[0]?.answered)).toEqual(new Set([champion, challenger]))
})
