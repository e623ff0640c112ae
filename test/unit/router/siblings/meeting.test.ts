import { expect, it } from 'vitest'
import { noJournal } from '../../../../src/router/instance/replay.ts'
import { type Ask, silent } from '../../../../src/router/siblings/ports.ts'
import { createSiblings, type Siblings } from '../../../../src/router/siblings/siblings.ts'
import { startMs, travelled } from '../../evidence/given.ts'
import { anInstance, one, three, two } from '../instance/given.ts'
import { createTime } from './model/time.ts'

/** Routers that know one address, behind which they are asked in turn, as a proxy may do it; and what they ask of each other. */
function behindOneAddress(instances: readonly string[]) {
  const time = createTime()
  const routers = new Map<string, Siblings>()
  let [turn, asked] = [0, 0]
  const ask: Ask = async (address, { document }) => {
    const all = [...routers.values()]
    if (address === 'all:1') asked++
    const router = address === 'all:1' ? all[turn++ % all.length] : routers.get(address)
    await time.sleep(1, never)
    return router === undefined
      ? silent
      : { said: travelled(router.hello(travelled(document as never))) as never }
  }
  for (const instance of instances) {
    const me = anInstance(instance, noJournal)
    const siblings = createSiblings({
      ...{ instance: () => me, seeds: async () => ['all:1'], address: () => `${instance}:1`, ask },
      clock: { now: time.now, wall: () => startMs + time.now(), sleep: time.sleep },
      ...{ log: { info: () => {}, warn: () => {} }, broke: (cause) => expect.fail(String(cause)) },
    })
    routers.set(`${instance}:1`, siblings)
  }
  const known = () => [...routers.values()].map((each) => each.known().length)

  /** Each begins its rounds a while after the one before. */
  async function run(afterMs: number, ms: number): Promise<void> {
    for (const siblings of routers.values()) {
      void siblings.run(never)
      await time.pass(afterMs)
    }
    await time.pass(ms)
  }
  return { run, known, asked: () => asked }
}

const never = new AbortController().signal

it.each([
  10, 100, 300, 500, 900,
])('meets whoever is asked in turn with it, %d ms apart', async (apart) => {
  const fleet = behindOneAddress([one, two])
  await fleet.run(apart, 3_000)
  expect(fleet.known()).toEqual([1, 1])
})

it('meets all of three', async () => {
  const fleet = behindOneAddress([one, two, three])
  await fleet.run(200, 5_000)
  expect(fleet.known()).toEqual([2, 2, 2])
})

it('asks no more than three times a second where it is alone', async () => {
  const fleet = behindOneAddress([one])
  await fleet.run(0, 9_500)
  expect(fleet.known()).toEqual([0])
  expect(fleet.asked()).toBe(30)
})
