import { expect, it } from 'vitest'
import type { EventWanted } from '../../../../src/kube/events.ts'
import { normal } from '../../../../src/local/telling/happenings.ts'
import { createTeller } from '../../../../src/local/telling/teller.ts'

const noon = Date.UTC(2026, 0, 1, 12)
const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'city', name: 'bikes', uid: 'u1' }
const happening = (note: string) => normal('Reason', 'Act', note, '')

type Options = {
  readonly record?: (event: EventWanted) => Promise<void>
  readonly wall?: () => number
}

function start({ record = async () => {}, wall = () => noon }: Options = {}) {
  const told: EventWanted[] = []
  const troubles: unknown[] = []
  const over = new AbortController()
  const teller = createTeller(
    {
      door: {
        recordEvent: async (event) => {
          await record(event)
          told.push(event)
          return 'recorded'
        },
      },
      ...{ clock: { wall }, trouble: (_, cause) => void troubles.push(cause) },
      speaker: { reportingController: 'c', reportingInstance: 'i' },
    },
    over.signal,
  )
  const tell = (note: string) => teller.tell(pod, happening(note))
  return { teller, tell, told, troubles, over, notes: () => told.map(({ note }) => note) }
}

it('tells events in their order, each once, and goes on after one that could not be told', async () => {
  const record = async ({ note }: EventWanted) => {
    if (note === 'bad') throw new Error('no')
  }
  const { teller, tell, troubles, notes } = start({ record })
  for (const note of ['a', 'b', 'a', 'bad', 'c', 'b']) tell(note)
  await teller.told()
  expect(notes()).toEqual(['a', 'b', 'c'])
  expect(troubles).toHaveLength(1)
})

it('lets events go unsaid rather than pile up, and says nothing once it is over', async () => {
  const gate = Promise.withResolvers<void>()
  const { teller, tell, told, over } = start({ record: () => gate.promise })
  for (let n = 0; n < 3000; n++) tell(`${n}`)
  gate.resolve()
  await teller.told()
  expect(told).toHaveLength(1000)
  over.abort()
  tell('late')
  await teller.told()
  expect(told).toHaveLength(1000)
})

it('gives events names in the order in which they happened, though the clock stands still', async () => {
  const { teller, tell, told, notes } = start()
  for (let n = 0; n < 50; n++) tell(`${n}`)
  await teller.told()
  const inOrder = notes()
  const byName = told.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  expect(byName.map(({ note }) => note)).toEqual(inOrder)
  const times = told.map(({ happenedMs = 0 }) => happenedMs)
  expect(times).toEqual(times.toSorted((one, other) => one - other))
  expect(new Set(times).size).toBe(50)
})

it('keeps that order when the clock is set back', async () => {
  let now = noon
  const { teller, tell, told } = start({ wall: () => now })
  tell('first')
  now -= 60_000
  tell('second')
  await teller.told()
  const [first, second] = told.map(({ name }) => name)
  expect(`${first}` < `${second}`).toBe(true)
})

it('says again after half an hour what still goes on, as another event', async () => {
  let now = noon
  const { teller, tell, told } = start({ wall: () => now })
  for (let minute = 0; minute < 65; minute++) {
    now = noon + minute * 60_000
    tell('it hangs')
  }
  await teller.told()
  expect(told.map(({ happenedMs }) => happenedMs)).toEqual(
    [0, 30, 60].map((minutes) => noon + minutes * 60_000),
  )
  expect(new Set(told.map(({ name }) => name)).size).toBe(3)
})

it('cuts long names, and tells apart what happens to two at once', async () => {
  const { teller, told } = start()
  const long = { ...pod, name: 'x'.repeat(253) }
  teller.tell(long, happening('a'))
  await teller.told()
  const [event] = told
  expect(event).toMatchObject({ namespace: 'city', regarding: long, reason: 'Reason', note: 'a' })
  expect(event?.name.length).toBeLessThan(253)
  const others = [start(), start()]
  for (const [n, { teller }] of others.entries()) teller.tell(pod, happening(`${n}`))
  await Promise.all(others.map(({ teller }) => teller.told()))
  const names = others.flatMap(({ told }) => told.map(({ name }) => name))
  expect(names).toHaveLength(2)
  expect(new Set(names).size).toBe(2)
})
