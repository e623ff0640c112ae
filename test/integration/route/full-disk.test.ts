import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chance } from '../../chance.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import {
  metrics,
  newAccounts,
  predict,
  predicts,
  requestsBy,
  requestsIn,
  scoredBy,
  scoredIn,
  sendOutcomes,
  settleAll,
} from './accounts.ts'
import { planDocument, shares } from './given.ts'
import { aFolder, type RouterProcess, startRouting } from './processes.ts'
import { startVariant } from './variants.ts'

/** No file of the process may become longer from now on: to it, that is what a full disk is. */
const limitFiles = ({ pid }: RouterProcess, bytes: number | 'unlimited') =>
  void execFileSync('sh', ['-c', `prlimit --pid ${pid} --fsize=${bytes}:unlimited`])

const largest = (folder: string) =>
  Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).size))

it('answers predictions on a full disk, refuses outcomes, and loses nothing of either once there is room', {
  timeout: 300_000,
}, async () => {
  const random = chance(7)
  const [old, fresh] = await Promise.all([startVariant(predicts), startVariant(predicts)])
  const more = { task: 'Classification', metrics, segments: shares(0.3) }
  const plan = planDocument([[old.address], [fresh.address]], more)
  const state = aFolder()
  const router = await startRouting({ plan, state })
  const address = () => router.address
  const accounts = newAccounts()
  const some = async (count: number) => {
    const from = accounts.predicted.length
    for (let n = 0; n < count; n++) await predict(accounts, router.address, random)
    return accounts.predicted.slice(from)
  }

  await settleAll(accounts, { predicted: await some(100), address, random })
  limitFiles(router, largest(state) + 100)
  const during = await some(100)
  expect(accounts.unanswered).toBe(0)
  const settled = accounts.settled.size
  for (let n = 0; n < 20; n++) {
    const left = await sendOutcomes(accounts, router.address, during)
    expect(left.length).toBe(100)
  }
  // What was acknowledged before is not acknowledged now: nobody could write that it came again.
  expect(accounts.settled.size).toBe(settled)
  expect(await router.metrics()).toMatch(/^contender_route_journal_sound 0$/m)

  limitFiles(router, 'unlimited')
  await waitUntil(async () => (await sendOutcomes(accounts, router.address, during)).length === 0, {
    what: 'outcomes to be taken again',
    limitMs: 60_000,
    everyMs: 100,
  })
  expect(await router.metrics()).toMatch(/^contender_route_journal_sound 1$/m)
  const after = await some(100)
  await settleAll(accounts, { predicted: after, address, random })
  expect(accounts.odd).toEqual([])
  expect(scoredIn([await router.told()])).toEqual(scoredBy(accounts))
  expect(requestsIn([await router.told()])).toEqual(requestsBy(accounts))

  router.kill('SIGTERM')
  await router.exit
  const next = await startRouting({ plan, state })
  await settleAll(accounts, {
    ...{ predicted: accounts.predicted, random, more: 0, address: () => next.address },
  })
  expect(scoredIn([await next.told()])).toEqual(scoredBy(accounts))
  expect(requestsIn([await next.told()])).toEqual(requestsBy(accounts))
})
