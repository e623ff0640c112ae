import { expect, it } from 'vitest'
import { ContenderError } from '../../../../src/errors.ts'
import {
  createTending,
  type Learned,
  type Question,
} from '../../../../src/operator/observing/tending.ts'
import { createHands } from '../../../hands.ts'

function started() {
  const hands = createHands()
  const woken: string[] = []
  const failed: string[] = []
  const tending = createTending({
    ...{ clock: hands, chance: () => 0.5, wake: (experiment) => void woken.push(experiment) },
    failed: (experiment) => void failed.push(experiment),
  })
  return { hands, tending, woken, failed }
}

/** A question that is answered so, in turn, and the last answer from then on; with the times at which it was asked. */
function question(
  key: string,
  hands: { now(): number },
  answers: readonly (Learned | Error)[],
  everyMs?: number,
) {
  const at: number[] = []
  const asked: Question = {
    key,
    ask: async () => {
      const answer = answers[Math.min(at.push(hands.now()), answers.length) - 1] ?? {}
      if (answer instanceof Error) throw answer
      return answer
    },
    againMs: () => everyMs,
  }
  return { asked, at }
}

const place = '10.0.0.1:80'

it('asks, wakes whom an answer concerns, and only where it is news', async () => {
  const { hands, tending, woken } = started()
  const { asked, at } = question('q', hands, [{}, {}, { place }, { place }], 1000)
  tending.want('a/b', [asked])
  expect(tending.learned('a/b', 'q')).toBeUndefined()
  await hands.turn(500)
  expect([tending.learned('a/b', 'q'), woken]).toEqual([{}, ['a/b']])
  await hands.turn(5000)
  expect([tending.learned('a/b', 'q'), woken]).toEqual([{ place }, ['a/b', 'a/b']])
  expect(at).toEqual([0, 1000, 2000, 3000, 4000, 5000])
  tending.close()
  expect(hands.sleepers()).toBe(0)
})

it('asks no more what is answered for good, nor what nobody wants to know any more', async () => {
  const { hands, tending } = started()
  const once = question('once', hands, [{}])
  const often = question('often', hands, [{}], 1000)
  tending.want('a/b', [once.asked, often.asked])
  await hands.turn(1500)
  tending.want('a/b', [once.asked])
  await hands.turn(10_000)
  expect([once.at, often.at]).toEqual([[0], [0, 1000]])
  expect(tending.learned('a/b', 'once')).toEqual({})
  expect(tending.learned('a/b', 'often')).toBeUndefined()
  tending.want('a/b', [])
  expect(tending.learned('a/b', 'once')).toBeUndefined()
})

it('goes by what it knew where it cannot ask, and tries again', async () => {
  const { hands, tending, failed, woken } = started()
  const away = new ContenderError('ApiUnreachable', 'cannot get Service')
  const { asked } = question('q', hands, [{ place }, away, away, { place }], 1000)
  tending.want('a/b', [asked])
  await hands.turn(30_000)
  expect([failed, woken]).toEqual([['a/b', 'a/b'], ['a/b']])
  expect(tending.learned('a/b', 'q')).toEqual({ place })
  tending.close()
})

it('asks a few at once, of all experiments together, and comes to all of them', async () => {
  const { hands, tending, woken } = started()
  let [now, most] = [0, 0]
  const slow = (n: number): Question => ({
    key: 'q',
    ask: async (signal) => {
      most = Math.max(most, ++now)
      await hands.sleep(2000, signal)
      now--
      return { place: `${n}` }
    },
    againMs: () => undefined,
  })
  for (let n = 0; n < 100; n++) tending.want(`a/${n}`, [slow(n)])
  await hands.turn(14_500)
  expect([most, woken.length]).toEqual([16, 100])
  expect(hands.sleepers()).toBe(0)
})

it('lets those go first that are still wanted', async () => {
  const { hands, tending } = started()
  const endless: Question = {
    key: 'q',
    ask: (signal) => hands.sleep(1e9, signal).then(() => ({})),
    againMs: () => undefined,
  }
  for (let n = 0; n < 40; n++) tending.want(`a/${n}`, [endless])
  await hands.turn(1)
  for (let n = 0; n < 40; n++) tending.want(`a/${n}`, [])
  const { asked } = question('q', hands, [{ place }])
  tending.want('a/b', [asked])
  await hands.turn(1)
  expect(tending.learned('a/b', 'q')).toEqual({ place })
})
