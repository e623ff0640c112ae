import { expect, it } from 'vitest'
import { planOf } from '../../../src/router/plan/reading.ts'
import { routed } from '../../../src/router/plan/routed.ts'
import { authorization, contentDigest } from '../../../src/routing/signed-request.ts'
import { chance } from '../../chance.ts'
import { metrics, newAccounts, type Predicted, predicts, sendOutcomes } from './accounts.ts'
import { ask, asUser } from './asking.ts'
import {
  answeredBy,
  challenger,
  champion,
  key,
  planDocument,
  receiptOf,
  shares,
  startRouter,
  strange,
} from './given.ts'
import { placesBy, placesIn } from './places.ts'
import { says, startVariant } from './variants.ts'

type One = Predicted & { readonly user: string }

const dayMs = 86_400_000
const noDice = () => Buffer.alloc(24)
const both = () => Promise.all([startVariant(says('old')), startVariant(says('new'))])

it('loses no request while the plan changes a thousand times, and counts each where its receipt says, and what came of it', async () => {
  const random = chance(20261122)
  const variants = [startVariant(predicts), startVariant(predicts), startVariant(predicts)] as const
  const [old, fresh, other] = await Promise.all(variants)
  for (const each of [old, fresh, other]) each.forget()
  const addresses = (revision: number) => [
    [old.address],
    // Endpoints come and go, too.
    revision % 2 === 0 ? [fresh.address] : [other.address, fresh.address],
  ]
  const startMs = Date.now()
  const slices = { start: new Date(startMs).toISOString(), length: '50ms' }
  const planAt = (revision: number) =>
    planDocument(addresses(revision), {
      ...{ planRevision: revision, epoch: revision, segments: shares((revision % 10) / 10) },
      ...{ round: 3, slices, task: 'Classification', metrics },
    })
  const { placed } = routed(planOf(planAt(1)))
  const bucketOf = (user: string) =>
    placed({ rawHeaders: ['x-user-id', user], body: () => undefined }, noDice).bucket
  const router = await startRouter(planAt(1))
  let isOver = false
  const accounts = newAccounts()
  const predicted: One[] = []
  const lost: unknown[] = []

  async function asked(user: string): Promise<readonly One[]> {
    const sent = await ask(router.address, asUser(user)).catch((cause) => void lost.push(cause))
    if (sent?.status !== 200) {
      lost.push(sent?.status)
      return []
    }
    const receipt = `${sent.headers['x-contender-receipt']}`
    const one: One = { receipt, user, read: receiptOf(sent), truth: random() < 0.7 ? 'yes' : 'no' }
    predicted.push(one)
    return [one]
  }

  const tell = async (some: readonly Predicted[]) =>
    lost.push(...(await sendOutcomes(accounts, router.address, some)))

  /** What comes of most of it is told later, when there is another plan, and another slice. */
  async function client(nth: number): Promise<void> {
    const waiting: Predicted[] = []
    for (let n = 0; !isOver; n++) {
      const answered = await asked(`${nth}-${n}`)
      waiting.push(...answered.filter(() => random() < 0.8))
      if (waiting.length === 20) await tell(waiting.splice(0, 10))
    }
    await tell(waiting)
  }

  const clients = Promise.all([1, 2, 3, 4].map(client))
  for (let revision = 2; revision <= 1_000; revision++) {
    expect((await router.push(planAt(revision))).status).toBe(200)
  }
  isOver = true
  await clients
  expect([lost, accounts.odd]).toEqual([[], []])
  const { settled } = accounts
  const isOdd = ({ user, read }: One) =>
    read.epoch !== read.planRevision ||
    read.assigned !== read.answering ||
    read.how !== 'Normal' ||
    read.slice !== Math.floor((read.exposedAtMs - startMs) / 50) ||
    read.bucket !== bucketOf(user)
  expect(predicted.filter(isOdd)).toEqual([])
  const tally = await router.tally()
  expect(placesIn(tally, 0)).toEqual(placesBy(predicted, () => 0))
  const isRight = ({ receipt }: Predicted) => {
    const told = settled.get(receipt)
    return told && (told.truth === 'yes' ? 1 : 0)
  }
  expect(placesIn(tally, dayMs)).toEqual(placesBy(predicted, isRight))

  const different = (of: (one: Predicted) => unknown) => new Set(predicted.map(of)).size
  expect(predicted.length).toBeGreaterThan(500)
  expect(settled.size).toBeGreaterThan(300)
  expect(different(({ read }) => read.slice)).toBeGreaterThan(20)
  expect(different(({ read }) => read.bucket)).toBeGreaterThan(32)
})

it('takes a newer plan, knows the same again, and refuses what is older or another one of its revision', async () => {
  const [old, fresh] = await both()
  const addresses = [[old.address], [fresh.address]]
  const router = await startRouter(planDocument(addresses, { planRevision: 5 }))
  const push = async (edits: object) => {
    const { status, body } = await router.push(planDocument(addresses, { ...edits }))
    const { code, taken } = JSON.parse(`${body}`)
    return [status, code ?? taken]
  }
  expect(await push({ planRevision: 5 })).toEqual([200, false])
  expect(await push({ planRevision: 5, epoch: 2 })).toEqual([409, 'PlanConflict'])
  expect(await push({ planRevision: 4, epoch: 2 })).toEqual([409, 'PlanStale'])
  const experiment = { namespace: 'test', name: 'other', uid: 'u-1' }
  expect(await push({ planRevision: 9, experiment })).toEqual([403, 'PlanForeign'])
  expect(await push({ planRevision: 9, keys: { sign: 'k9', accept: ['k9'] } })).toEqual([
    ...[503, 'KeyMissing'],
  ])
  expect(await push({ planRevision: 9, champion: 'who@00000000' })).toEqual([422, 'PlanInvalid'])
  expect(await push({ planRevision: 9, segments: shares(0) })).toEqual([200, true])
  expect(answeredBy(await ask(router.address, asUser('a')))).toBe(champion)
  expect(await push({ planRevision: 8 })).toEqual([409, 'PlanStale'])
  const page = await router.metrics()
  for (const [code, count] of Object.entries({
    Taken: 2,
    Known: 1,
    PlanStale: 2,
    PlanConflict: 1,
  })) {
    expect(page).toContain(`contender_route_plans_total{code="${code}"} ${count}`)
  }
  expect(page).toContain('contender_route_plan_revision 9')
})

it('takes no address that there cannot be, and goes on with the plan that it has', async () => {
  const [old, fresh] = await both()
  const router = await startRouter(planDocument([[old.address], [fresh.address]]))
  const bad = planDocument([[old.address], ['10.0.0.256:80']], { planRevision: 2 })
  const { status, body } = await router.push(bad)
  expect([status, JSON.parse(`${body}`).code]).toEqual([422, 'PlanInvalid'])
  expect(answeredBy(await ask(router.address, asUser('a')))).toBe(challenger)
})

it('does nothing for whoever does not have the key', async () => {
  const [old, fresh] = await both()
  const router = await startRouter(planDocument([[old.address], [fresh.address]]))
  const body = Buffer.from(JSON.stringify(planDocument([[], []], { planRevision: 2 })))
  const asking = { method: 'PUT', path: '/v1/plan', body }
  const send = async (headers: Record<string, string>, more = {}) =>
    (await ask(router.admin, { ...asking, ...more, headers })).status
  const by = (signed: typeof asking, from = key, at = Date.now()) => ({
    'content-digest': contentDigest(signed.body),
    authorization: authorization(signed, from, at),
  })
  expect(await send({})).toBe(401)
  expect(await send(by(asking, strange))).toBe(401)
  expect(await send(by(asking, key, Date.now() - 120_000))).toBe(401)
  expect(await send(by({ ...asking, body: Buffer.from('{}') }))).toBe(401)
  expect(await send(by({ ...asking, method: 'GET' }))).toBe(401)
  expect(await send(by(asking), { path: '/v1/plan?x' })).toBe(401)
  expect((await ask(router.admin, { method: 'GET', path: '/v1/tally' })).status).toBe(401)
  expect(answeredBy(await ask(router.address, asUser('a')))).toBe(challenger)
  expect(await send(by(asking))).toBe(200)
})

it('says what is wrong with what the operator sends, and takes nothing of it for a bug of its own', async () => {
  const [old, fresh] = await both()
  const router = await startRouter(planDocument([[old.address], [fresh.address]]))
  const push = async (text: string) => {
    const { status, body } = await router.signed('PUT', '/v1/plan', Buffer.from(text))
    return [status, JSON.parse(`${body}`).code]
  }
  expect(await push('{"')).toEqual([422, 'PlanInvalid'])
  expect(await push('')).toEqual([422, 'PlanInvalid'])
  expect(await push('[]')).toEqual([422, 'PlanInvalid'])
  expect(await push('null')).toEqual([422, 'PlanInvalid'])
  expect(await push(' '.repeat(5_000_000))).toEqual([413, 'BodyTooLarge'])
})

it('is not ready before its first plan, and is then', async () => {
  const [old, fresh] = await both()
  const router = await startRouter(undefined)
  const ready = async () => (await ask(router.admin, { method: 'GET', path: '/readyz' })).status
  expect(await ready()).toBe(503)
  const early = await ask(router.address, asUser('a'))
  expect([early.status, JSON.parse(`${early.body}`).code]).toEqual([503, 'PlanMissing'])
  expect((await router.push(planDocument([[old.address], [fresh.address]]))).status).toBe(200)
  expect(await ready()).toBe(200)
  expect((await ask(router.admin, { method: 'GET', path: '/livez' })).status).toBe(200)
  expect((await ask(router.address, asUser('a'))).status).toBe(200)
})
