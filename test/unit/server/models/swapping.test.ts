import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Lease } from '../../../../src/server/models/models.ts'
import { below, chance } from '../../../chance.ts'
import { answerOf, givenModels, until } from './given.ts'

/** Requests that keep what they have leased, or give it back before they use it. */
type Habit = (lease: Lease) => Promise<string>

const honest: Habit = (lease) => answerOf(lease).finally(lease.done)

const careless: Habit = async (lease) => {
  lease.done()
  await turn()
  return answerOf(lease)
}

/** Runs a model without a count of who needs it. */
const reckless: Habit = async ({ served, done }) => {
  done()
  await turn()
  const [found] = await served.model.run([], ['text'])
  return String(found?.values[0])
}

/** 100 swaps, some of which fail or are overtaken, under requests that come all the time. */
async function swapsUnder(habit: Habit) {
  const random = chance(23)
  const { models, put, ready, script, lives, told, misuse } = givenModels()
  if (habit === reckless) misuse()
  script.within = async () => {
    for (let turns = below(random, 4); turns > 0; turns--) await turn()
  }
  models.want([{ name: 'iris', uri: put('0', 'text 0') }])
  await ready()
  let [isOver, answers] = [false, 0]
  const failures: unknown[] = []

  async function client(): Promise<void> {
    let newest = 0
    while (!isOver) {
      await habit(models.lease('iris')).then(
        (text) => {
          const own = Number(text.split(' ')[1])
          expect(own).toBeGreaterThanOrEqual(newest) // nobody sees an older one than before
          newest = own
          answers++
        },
        (cause) => void failures.push(cause),
      )
      await turn()
    }
  }

  const clients = Array.from({ length: 8 }, client)
  for (let swap = 1; swap <= 100; swap++) {
    const isBroken = random() < 0.1
    models.want([{ name: 'iris', uri: put(`${swap}`, isBroken ? 'broken' : `text ${swap}`) }])
    if (isBroken) await until(() => models.standing().some(({ failure }) => failure), 'a failure')
    else if (random() < 0.8) await ready()
  }
  models.want([{ name: 'iris', uri: put('last', 'text 1000') }])
  await ready()
  isOver = true
  await Promise.all(clients)
  await until(() => lives.filter(({ released }) => released === 0).length === 1, 'the releases')
  return { answers, failures, lives, told }
}

it('loses no request in 100 swaps, and nobody gets a model that was released', async () => {
  const { answers, failures, lives, told } = await swapsUnder(honest)
  expect(failures).toEqual([])
  expect(answers).toBeGreaterThan(300)
  expect(lives.length).toBeGreaterThan(60)
  expect(lives.filter(({ misused }) => misused > 0)).toEqual([])
  expect(lives.filter(({ released }) => released > 1)).toEqual([])
  expect(told.filter(({ kind }) => kind === 'Released')).toHaveLength(lives.length - 1)
})

it('would meet released models if nobody counted who needs them (a check of the test above)', async () => {
  const { lives } = await swapsUnder(reckless)
  expect(lives.filter(({ misused }) => misused > 0).length).toBeGreaterThan(0)
})

it('refuses whoever comes back after giving back the lease, and lets no run begin', async () => {
  const { failures, lives } = await swapsUnder(careless)
  expect(failures.length).toBeGreaterThan(0)
  expect(failures).toEqual(failures.map(() => expect.objectContaining({ code: 'ModelNotReady' })))
  expect(lives.filter(({ misused }) => misused > 0)).toEqual([])
})
