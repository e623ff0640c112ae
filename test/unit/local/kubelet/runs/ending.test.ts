import { expect, it } from 'vitest'
import { beginEnding } from '../../../../../src/local/kubelet/runs/ending.ts'
import { createHands } from '../../../../hands.ts'

const second = 1000

/** A process that heeds signals or not, and what is done to it, when. */
function ground(given: {
  readonly heeds: boolean
  readonly hookSeconds?: number
  readonly dueAt: number
}) {
  const hands = createHands()
  const over = new AbortController()
  const done: string[] = []
  const note = (what: string) => void done.push(`${what} at ${hands.now() / second}`)
  const { heeds, hookSeconds, dueAt } = given
  const { hasten } = beginEnding({
    process: {
      send: (signal) => {
        note(signal)
        if (heeds) over.abort()
      },
      kill: () => {
        note('SIGKILL')
        over.abort()
      },
    },
    preStop:
      hookSeconds === undefined
        ? undefined
        : async (signal) => {
            note('hook')
            await hands.sleep(hookSeconds * second, signal)
            if (signal.aborted) note('hook given up')
          },
    ...{ signal: 'SIGTERM', over: over.signal, dueAt, clock: hands },
  })
  return { hands, done, hasten, over }
}

it('asks a process to end, and leaves it at that where it does', async () => {
  const { hands, done } = ground({ heeds: true, dueAt: 30 * second })
  await hands.turn(60 * second)
  expect(done).toEqual(['SIGTERM at 0'])
  expect(hands.sleepers()).toBe(0)
})

it('kills it when its time is up', async () => {
  const { hands, done } = ground({ heeds: false, dueAt: 30 * second })
  await hands.turn(60 * second)
  expect(done).toEqual(['SIGTERM at 0', 'SIGKILL at 30'])
})

it('kills it at once where there is no time', async () => {
  const { hands, done } = ground({ heeds: false, dueAt: 0 })
  await hands.turn(0)
  expect(done).toEqual(['SIGTERM at 0', 'SIGKILL at 0'])
})

it('waits for the hook first, and counts its time to what there is', async () => {
  const { hands, done } = ground({ heeds: false, hookSeconds: 10, dueAt: 30 * second })
  await hands.turn(60 * second)
  expect(done).toEqual(['hook at 0', 'SIGTERM at 10', 'SIGKILL at 30'])
})

it('gives a process two seconds more whose hook has taken all the time', async () => {
  const { hands, done } = ground({ heeds: false, hookSeconds: 99, dueAt: 30 * second })
  await hands.turn(60 * second)
  expect(done).toEqual(['hook at 0', 'hook given up at 30', 'SIGTERM at 30', 'SIGKILL at 32'])
})

it('gives it less time when told so, and never more', async () => {
  const { hands, done, hasten } = ground({ heeds: false, dueAt: 30 * second })
  await hands.turn(5 * second)
  hasten(90 * second)
  hasten(7 * second)
  hasten(90 * second)
  await hands.turn(60 * second)
  expect(done).toEqual(['SIGTERM at 0', 'SIGKILL at 7'])
})

it('sends nothing more to a process that has ended by itself meanwhile', async () => {
  const { hands, done, over } = ground({ heeds: false, hookSeconds: 10, dueAt: 30 * second })
  await hands.turn(5 * second)
  over.abort()
  await hands.turn(60 * second)
  expect(done).toEqual(['hook at 0', 'hook given up at 5'])
})
