import { expect, it } from 'vitest'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { chance } from '../../chance.ts'
import {
  metrics,
  newAccounts,
  type Predicted,
  predicts,
  requestsIn,
  scoredIn,
  sendOutcomes,
  totalOf,
} from './accounts.ts'
import { ask, asUser } from './asking.ts'
import { planDocument, rowsOf, shares, startRouter } from './given.ts'
import { startVariant } from './variants.ts'

const hourMs = 3_600_000

/** A wall clock that somebody sets, forth and back; how long things take is another clock's matter. */
function createJumpingClock() {
  let ahead = 0
  return {
    clock: { ...systemClock, wall: () => systemClock.wall() + ahead },
    set: (hours: number) => {
      ahead = hours * hourMs
    },
  }
}

it('counts every request and outcome once, whatever the wall clock says meanwhile', async () => {
  const { clock, set } = createJumpingClock()
  const [old, fresh] = await Promise.all([startVariant(predicts), startVariant(predicts)])
  const more = { task: 'Classification', metrics, segments: shares(0.5) }
  const router = await startRouter(planDocument([[old.address], [fresh.address]], more), { clock })
  const random = chance(3)
  const accounts = newAccounts()
  const given = new Map<number, Predicted[]>()

  for (const hours of [0, 1, 0, -2, 5, 0]) {
    set(hours)
    const some: Predicted[] = given.get(hours) ?? []
    for (let n = 0; n < 20; n++) {
      const sent = await ask(router.address, asUser(`${random()}`))
      expect(sent.status).toBe(200)
      const receipt = `${sent.headers['x-contender-receipt']}`
      some.push({ receipt, read: {} as Predicted['read'], truth: 'yes' })
    }
    given.set(hours, some)
  }
  const all = [...given.values()].flat()
  expect(totalOf(requestsIn([await router.told()]))).toBe(all.length)
  expect(rowsOf(await router.tally()).every(({ failed }) => failed === 0)).toBe(true)

  set(0)
  const ahead = [...(given.get(1) ?? []), ...(given.get(5) ?? [])]
  const due = all.filter((one) => !ahead.includes(one))
  expect(await sendOutcomes(accounts, router.address, due)).toEqual([])
  // Of a time that is yet to come: refused by name, and not counted, until it has come.
  const { status, body } = await ask(router.address, {
    ...{ path: '/v1/outcomes', body: JSON.stringify({ receipt: ahead[0]?.receipt, truth: 'yes' }) },
  })
  expect([status, JSON.parse(`${body}`).code]).toEqual([400, 'ReceiptFromFuture'])
  const early = newAccounts()
  expect(await sendOutcomes(early, router.address, ahead)).toEqual(ahead)
  expect(early.odd.length).toBe(1) // all together are 400, too
  set(5)
  expect(await sendOutcomes(accounts, router.address, all)).toEqual([])
  set(-2)
  set(0)
  const scored = Object.values(scoredIn([await router.told()])).map(([n]) => n)
  expect(scored.reduce((sum, n) => sum + n, 0)).toBe(all.length)
  expect(accounts.odd).toEqual([])
})
