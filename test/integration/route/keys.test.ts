import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { keysAt } from '../../../src/cli/mounted-keys.ts'
import { type Clock, systemClock } from '../../../src/reconciler/clock.ts'
import { keyOf } from '../../../src/routing/keys.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser } from './asking.ts'
import { planDocument, type Router, secret, startRouter } from './given.ts'
import { startVariant } from './variants.ts'

const secrets: Readonly<Record<string, Buffer>> = { k1: secret, k2: Buffer.alloc(32, 2) }
const k2 = keyOf('k2', Buffer.alloc(32, 2))

/** A folder of keys, and a clock by which ten seconds are soon over. */
function given() {
  const folder = mkdtempSync(join(tmpdir(), 'contender-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const put = (id: string) => writeFileSync(join(folder, id), `${secrets[id]?.toString('base64')}`)
  const clock: Clock = {
    ...systemClock,
    sleep: (ms, signal) => systemClock.sleep(ms === 10_000 ? 20 : ms, signal),
  }
  return {
    ...{ folder, put, remove: (id: string) => rmSync(join(folder, id)) },
    start: (document: Parameters<typeof startRouter>[0], state?: string) =>
      startRouter(document, { keys: () => keysAt(folder), clock, state }),
  }
}

const signing = (planRevision: number, sign: string, accept: readonly string[]) => ({
  ...{ planRevision, keys: { sign, accept: [...accept] } },
  metrics: [
    { name: 'pnl', kind: 'Value', outcomeDelay: '24h', field: '/pnl', clip: ['-50', '50'] },
  ],
})

const limitMs = 60_000

async function resultOf({ address }: Router, receipt: string) {
  const body = JSON.stringify({ receipt, values: { pnl: 1 } })
  const sent = await ask(address, { path: '/v1/outcomes', body })
  return { status: sent.status, result: JSON.parse(`${sent.body}`).result as string }
}

it('hears of a new key without a restart: at its admin port, in what it is answered, and in what it signs', async () => {
  const { put, start } = given()
  put('k1')
  const variant = await startVariant()
  const planAt = (...[revision, sign, accept]: Parameters<typeof signing>) =>
    planDocument([[], [variant.address]], signing(revision, sign, accept))
  const router = await start(planAt(1, 'k1', ['k1']))
  const told = async (document: ReturnType<typeof planAt>) => {
    const { status, body } = await router.push(document)
    const { code, taken, missingKeys } = JSON.parse(`${body}`)
    return [status, code ?? { taken, missingKeys }]
  }
  const byNew = async () => (await router.signed('GET', '/v1/tally', undefined, k2)).status
  expect(await told(planAt(2, 'k1', ['k1', 'k2']))).toEqual([
    ...[200, { taken: true, missingKeys: ['k2'] }],
  ])
  expect(await router.metrics()).toContain('contender_route_missing_keys 1')
  expect(await told(planAt(3, 'k2', ['k1', 'k2']))).toEqual([503, 'KeyMissing'])
  expect((await ask(router.address, asUser('a'))).status).toBe(200)
  expect(await byNew()).toBe(401)
  put('k2')
  await waitUntil(async () => (await byNew()) === 200, { what: 'the key', limitMs })
  expect(await router.metrics()).toContain('contender_route_missing_keys 0')
  expect(await told(planAt(3, 'k2', ['k1', 'k2']))).toEqual([
    ...[200, { taken: true, missingKeys: [] }],
  ])
  const { headers } = await ask(router.address, asUser('a'))
  const receipt = Buffer.from(`${headers['x-contender-receipt']}`, 'base64url')
  expect(receipt.toString('latin1', 1, 4)).toBe('\x02k2')
})

it('has outcomes sent again until their key is mounted, counts none of them as bent, and scores them then', async () => {
  const { folder, put, remove, start } = given()
  put('k1')
  put('k2')
  const state = join(folder, '.state')
  const variant = await startVariant()
  const planAt = (...[revision, sign, accept]: Parameters<typeof signing>) =>
    planDocument([[], [variant.address]], signing(revision, sign, accept))
  const before = await start(planAt(1, 'k2', ['k1', 'k2']), state)
  const { headers } = await ask(before.address, asUser('a'))
  const receipt = `${headers['x-contender-receipt']}`
  before.stop()
  await before.ended
  remove('k2')
  const router = await start(planAt(2, 'k1', ['k1', 'k2']), state)
  for (let again = 0; again < 3; again++)
    expect(await resultOf(router, receipt)).toEqual({ status: 503, result: 'KeyMissing' })
  const bent = async () =>
    Object.entries((await router.tally()).events).filter(
      ([name, count]) => name.startsWith('Receipt') && count > 0,
    )
  expect(await bent()).toEqual([])
  put('k2')
  const results: string[] = []
  const isSettled = async () =>
    results[results.push((await resultOf(router, receipt)).result) - 1] !== 'KeyMissing'
  await waitUntil(isSettled, { what: 'the key', limitMs })
  expect(results.at(-1)).toBe('Scored')
  expect(await resultOf(router, receipt)).toEqual({ status: 200, result: 'Duplicate' })
  remove('k2')
  expect(await resultOf(router, receipt)).toEqual({ status: 200, result: 'Duplicate' })
  expect((await router.push(planAt(3, 'k1', ['k1']))).status).toBe(200)
  const refused = async () => (await resultOf(router, receipt)).result === 'ReceiptForeign'
  await waitUntil(refused, { what: 'its end', limitMs })
  expect(await bent()).toEqual([['ReceiptForeign', expect.any(Number)]])
})
