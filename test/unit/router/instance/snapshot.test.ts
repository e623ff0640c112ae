import { describe, expect, it } from 'vitest'
import { entryKinds } from '../../../../src/router/instance/entries/kinds.ts'
import { nameOf } from '../../../../src/router/instance/frozen-tally.ts'
import { replayed } from '../../../../src/router/instance/replay.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import { framesOf } from '../../../../src/router/instance/snapshot.ts'
import { bytes, startMs, travelled } from '../../evidence/given.ts'
import { happenings, wholePlan } from './days.ts'
import { anInstance, beats, createFrames, instanceOf, two } from './given.ts'

/** Many have left theirs to it, and somebody has named half of them. */
function anHeir(givers: number) {
  const frames = createFrames(firstState(two, startMs))
  const heir = instanceOf(firstState(two, startMs), frames)
  heir.take(wholePlan())
  for (let nth = 0; nth < givers; nth++) {
    const giver = anInstance(nth.toString(16).padStart(16, '0'))
    giver.take(wholePlan({ planRevision: 2 }))
    for (const happen of happenings(4, 100)) happen(giver)
    heir.inherit(travelled(giver.bequest(startMs)), startMs)
  }
  heir.pull(
    heir
      .inherited()
      .slice(0, givers / 2)
      .map(nameOf),
    startMs,
  )
  beats(heir, startMs, 40)
  return { heir, written: frames.frames }
}

describe('a journal', () => {
  it('begins with a frame for each tally that nothing is added to, and none of them grows with their number', () => {
    const lengths = [3, 30].map((givers) =>
      [...framesOf(anHeir(givers).heir.state(startMs), [])].map(({ payload }) => payload.length),
    )
    expect(lengths.map((each) => each.length)).toEqual([4, 31])
    const [few, many] = lengths.map((each) => Math.max(...each))
    expect(many).toBeLessThan(1.5 * (few ?? 0))
  })

  it('that begins so is read as it was, and goes on', () => {
    const { heir, written } = anHeir(10)
    const state = heir.state(startMs)
    const frames = [...framesOf(state, heir.seen(1))]
    const again = replayed(frames).state
    expect(bytes(again)).toBe(bytes(state))
    expect(again.named).toHaveLength(5)
    expect(bytes(replayed(written).state.inherited)).toBe(bytes(state.inherited))
  })

  it.each([
    ['an entry comes before its state', headless()],
    ['such a tally comes later', muddled()],
  ])('is refused by name where %s', (_, { frames, code }) => {
    expect(() => replayed(frames)).toThrow(expect.objectContaining({ code }))
  })
})

function headless() {
  const frames = [...framesOf(anHeir(2).heir.state(startMs), [])].slice(1)
  return { frames, code: 'StateCorrupt' }
}

function muddled() {
  const { heir, written } = anHeir(2)
  const late = [...framesOf(heir.state(startMs), [])].filter(
    ({ kind }) => kind === entryKinds.Frozen,
  )
  return { frames: [...written, ...late], code: 'StateTooNew' }
}
