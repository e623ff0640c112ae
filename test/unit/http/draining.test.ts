import { describe, expect, it } from 'vitest'
import { drain } from '../../../src/http/draining.ts'
import { createHands } from '../../hands.ts'

type Given = {
  readonly leaveMs?: number
  readonly leavesWhenAlone?: boolean
  readonly graceMs?: number
}

/** A server that somebody is connected to, and one request under way. */
function given({ leaveMs = 5_000, leavesWhenAlone = false, graceMs = 20_000 }: Given = {}) {
  const clock = createHands()
  const story: string[] = []
  const told = (what: string) => void story.push(`${clock.now()} ${what}`)
  let connected = 1
  let end = () => {}
  const server = {
    connections: async () => connected,
    close: () =>
      new Promise<void>((resolve) => {
        told('closes')
        end = resolve
      }),
    cut() {
      told('cuts')
      end()
    },
  }
  const leave = () => told('leaves')
  const draining = { leaveMs, leavesWhenAlone, graceMs, clock, leave }
  const done = drain(server, draining).then(() => told('ends'))
  return {
    ...{ clock, story, done },
    answer: () => end(),
    hangUp: () => {
      connected = 0
    },
  }
}

describe('draining', () => {
  it('says that it leaves at once, and goes on answering for its time', async () => {
    const { clock, story, answer, done } = given()
    await clock.turn(4_999)
    expect(story).toEqual(['0 leaves'])
    await clock.turn(1)
    expect(story).toEqual(['0 leaves', '5000 closes'])
    answer()
    await done
    expect(story.at(-1)).toBe('5000 ends')
    expect(clock.sleepers()).toBe(0)
  })

  it('goes on for the whole time though nobody is connected, since others may come', async () => {
    const { clock, story, hangUp } = given()
    hangUp()
    await clock.turn(4_900)
    expect(story).toEqual(['0 leaves'])
  })

  it('ends sooner once nobody is connected, where nobody else will come', async () => {
    const { clock, story, hangUp } = given({ leavesWhenAlone: true })
    await clock.turn(1_000)
    expect(story).toEqual(['0 leaves'])
    hangUp()
    await clock.turn(100)
    expect(story).toEqual(['0 leaves', '1100 closes'])
  })

  it('cuts off what takes longer than it may', async () => {
    const { clock, story, done } = given({ leaveMs: 0, graceMs: 20_000 })
    await clock.turn(19_999)
    expect(story).toEqual(['0 leaves', '0 closes'])
    await clock.turn(1)
    await done
    expect(story.slice(2)).toEqual(['20000 cuts', '20000 ends'])
  })
})
