import { gunzipSync, inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { evidenceOf } from '../../../src/evidence/merged.ts'
import type { TallyName } from '../../../src/evidence/tally.ts'
import type { Told } from '../../../src/evidence/told.ts'
import { authorization } from '../../../src/routing/signed-request.ts'
import { ask } from './asking.ts'
import { key, planDocument, type Router, rowsOf, startRouter, strange } from './given.ts'
import { startVariant } from './variants.ts'

async function given() {
  const [old, fresh] = await Promise.all([startVariant(), startVariant()])
  const at = (edits = {}) => planDocument([[old.address], [fresh.address]], edits)
  const router = await startRouter(at())
  return {
    router,
    predict: () => ask(router.address, { method: 'POST', path: '/v2/models/m/infer' }),
    round: (round: number) =>
      router.push(at({ round, planRevision: round, epoch: round, salt: `u-1/${round}` })),
  }
}

async function pulled(router: Router, kept: readonly TallyName[]): Promise<Told> {
  const body = Buffer.from(JSON.stringify({ kept }))
  const { status, body: answer } = await router.signed('POST', '/v1/tally', body)
  expect(status).toBe(200)
  return JSON.parse(answer.toString())
}

const nameOf = ({ instance, round, number }: TallyName) => ({ instance, round, number })

it('tells whoever pulls all rounds, an ended one until he says that he has it, and counts no look as lost', async () => {
  const { router, predict, round } = await given()
  await predict()
  const first = await pulled(router, [])
  for (let looks = 0; looks < 5; looks++) expect((await router.told()).kind).toBe('Look')
  await predict()
  await round(2)
  await predict()
  const second = await pulled(router, [])
  const kept = second.tallies.slice(1).map(nameOf)
  expect(kept).toMatchObject([{ round: 1 }])
  const third = await pulled(router, kept)
  expect([third.kind, third.tallies.length, third.kept]).toEqual(['Pull', 1, kept])

  const all = [first, second, third].flatMap(({ tallies }) => tallies)
  const requests = [1, 2].map((round) =>
    evidenceOf(all, round)
      .tallies.flatMap(rowsOf)
      .reduce((sum, row) => sum + row.requests, 0),
  )
  expect(requests).toEqual([2, 1])
  expect(evidenceOf(all, 1).losses).toEqual({ lost: 0, all: 4 })
})

it.each([
  ['', 'no JSON'],
  ['{}', 'no names'],
  ['{"kept":{}}', 'no list'],
  ['{"kept":[{"instance":"x","round":1,"number":1}]}', 'no instance'],
  ['{"kept":[{"instance":"00000000000000aa","round":-1,"number":1}]}', 'no round'],
  ['{"kept":[{"instance":"00000000000000aa","round":1}]}', 'no number'],
])('takes no number for %s, which has %s', async (body) => {
  const { router } = await given()
  const before = (await router.tally()).number
  const { status, body: answer } = await router.signed('POST', '/v1/tally', Buffer.from(body))
  expect([status, JSON.parse(answer.toString()).code]).toEqual([400, 'RequestInvalid'])
  expect((await router.tally()).number).toBe(before)
})

it('lets nobody pull who has another key, or none', async () => {
  const { router } = await given()
  const body = Buffer.from('{"kept":[]}')
  const before = (await router.tally()).number
  expect((await router.signed('POST', '/v1/tally', body, strange)).status).toBe(401)
  expect((await ask(router.admin, { method: 'POST', path: '/v1/tally', body })).status).toBe(401)
  expect((await router.tally()).number).toBe(before)
})

it.each([
  ['gzip', gunzipSync],
  ['deflate', inflateSync],
] as const)('packs what it tells with %s for whoever reads that', async (coding, unpacked) => {
  const { router, predict } = await given()
  await predict()
  const asked = { method: 'GET', path: '/v1/tally', body: Buffer.alloc(0) }
  const signature = authorization(asked, key, Date.now())
  const headers = { authorization: signature, 'accept-encoding': coding }
  const packed = await ask(router.admin, { ...asked, headers })
  expect(packed.headers['content-encoding']).toBe(coding)
  expect(JSON.parse(unpacked(packed.body).toString())).toEqual(await router.told())
})
