import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../../src/reconciler/clock.ts'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import type { Bequest } from '../../../../src/router/instance/state.ts'
import { createKeeping } from '../../../../src/router/siblings/keeping.ts'
import { mostTallyBytes } from '../../../../src/router/siblings/left.ts'
import { startMs } from '../../evidence/given.ts'
import { anInstance, one, three, two } from '../instance/given.ts'

/** It says that its tallies have so many bytes: here nobody unpacks them. */
function leaving(giver: string, bytes: number): Bequest {
  const bequest = anInstance(giver).bequest(startMs)
  return { ...bequest, tallies: bequest.tallies.map((tally) => ({ ...tally, bytes })) }
}

function given() {
  const said: object[] = []
  const log = { info: () => {}, warn: (...[what]: readonly unknown[]) => said.push(what as object) }
  const keeping = createKeeping(
    { clock: systemClock, log: log as never },
    { isLeaving: () => false, inherited: () => {} },
  )
  const me = anInstance(three)
  const handing = (bequest: Bequest | undefined, giver = bequest?.instance ?? one) =>
    ({ step: 'Keep', giver, number: 1, heir: three, bequest, life: 0 }) as const
  return { keeping, me, handing, said }
}

const half = mostTallyBytes / 2
const refused = expect.objectContaining({ code: 'BequestRefused' })
const held = (me: Instance) => me.inherited().map(({ instance }) => instance)

describe('tallies that are held for others', () => {
  it('are bounded: what goes beyond is refused by name, and that is logged with what there is', () => {
    const { keeping, me, handing, said } = given()
    keeping.keep(me, handing(leaving(one, half)))
    keeping.take(me, handing(undefined, one))
    expect(held(me)).toEqual([one])
    expect(() => keeping.keep(me, handing(leaving(two, half + 1)))).toThrow(refused)
    expect(said).toEqual([{ giver: two, heldBytes: half, leftBytes: half + 1, mostTallyBytes }])
    keeping.keep(me, handing(leaving(two, half)))
  })

  it('count as soon as they are kept, and once, however often they are sent', () => {
    const { keeping, me, handing } = given()
    for (let times = 0; times < 3; times++) keeping.keep(me, handing(leaving(one, half)))
    expect(() => keeping.keep(me, handing(leaving(two, half + 1)))).toThrow(refused)
  })

  it('are taken where it is decided already, however many: nobody else would score', () => {
    const { keeping, me, handing } = given()
    keeping.keep(me, handing(leaving(one, mostTallyBytes)))
    keeping.take(me, handing(undefined, one))
    keeping.take(me, handing(leaving(two, mostTallyBytes)))
    expect(held(me)).toEqual([one, two])
  })
})
