import { expect, it } from 'vitest'
import { createHands } from '../../../hands.ts'
import { aPlan } from '../../routing/plans.ts'
import { anObeying, keysNamed, planWith } from './given.ts'

const given = () => anObeying('k1', 'k2')

const at = (planRevision: number, edits = {}) => aPlan({ planRevision, ...edits })

it.each([
  ['the mounted one', undefined, at(3), 3],
  ['the remembered one', at(4), undefined, 4],
  ['the newer: the mounted one', at(4), at(5), 5],
  ['the newer: the remembered one', at(4), at(3), 4],
])('begins with %s', async (_, remembered, mounted, expected) => {
  const { obeying, revision } = await given()
  obeying.begin(remembered, mounted)
  expect(revision()).toBe(expected)
})

it('obeys no older plan in the place of one that it can’t obey any more', async () => {
  const { obeying, told, revision } = await given()
  const lost = { keys: { sign: 'k9', accept: ['k9'] } }
  obeying.begin(at(10, lost), at(5))
  expect(revision()).toBeUndefined()
  expect(told.slice(0, 2)).toEqual([
    'the plan of before can’t be obeyed',
    expect.stringMatching(/^a newer plan is remembered/),
  ])
  obeying.begin(at(10, lost), at(11))
  expect(revision()).toBe(11)
})

it('does not begin with another plan of the revision that it remembers, and says which one it would', async () => {
  const { obeying } = await given()
  expect(() => obeying.begin(at(4), at(4, { timeout: '9s' }))).toThrow(
    expect.objectContaining({
      code: 'PlanConflict',
      message: expect.stringMatching(/another plan of revision 4 .*planRevision 5 takes its place/),
    }),
  )
  expect(() => obeying.begin(at(4), at(5, { timeout: '9s' }))).not.toThrow()
})

it('does not begin where it remembers another experiment, whichever plan is newer', async () => {
  const { obeying, revision } = await given()
  const other = { experiment: { namespace: 'a', name: 'b', uid: 'c' } }
  for (const planRevision of [3, 4, 5])
    expect(() => obeying.begin(at(4), at(planRevision, other))).toThrow(
      expect.objectContaining({
        code: 'PlanForeign',
        message: expect.stringMatching(/in --state\): give it a folder of its own/),
      }),
    )
  expect(revision()).toBeUndefined()
})

it('says which keys are missing, and finds one that has come as soon as a plan names it', async () => {
  const { folder, push, honoured } = await anObeying('k1')
  expect(await push(planWith(1, 'k1', 'k2'))).toEqual({ taken: true, missingKeys: ['k2'] })
  expect(honoured()).toEqual(['k1'])
  folder.keys = keysNamed(['k1', 'k2'])
  expect(await push(planWith(1, 'k1', 'k2'))).toEqual({ taken: false, missingKeys: [] })
  expect(honoured()).toEqual(['k1', 'k2'])
  expect(await push(planWith(2, 'k2', 'k1'))).toEqual({ taken: true, missingKeys: [] })
})

it('forgets a key with the plan that drops it, where it has left the folder, though nobody has looked since', async () => {
  const { folder, mounted, push } = await given()
  await push(planWith(1, 'k2', 'k1'))
  folder.keys = keysNamed(['k2'])
  await push(planWith(2, 'k2'))
  expect([...mounted.keys.keys()]).toEqual(['k2'])
})

it('does not look where just those keys are there', async () => {
  const { folder, push } = await given()
  await push(planWith(1, 'k1', 'k2'))
  expect(folder.reads).toBe(1)
})

it('goes on with the plan that it has where the key that is to sign is not there, until it is', async () => {
  const { folder, push, revision, signing } = await anObeying('k1')
  await push(planWith(1, 'k1'))
  const refused = push(planWith(2, 'k2', 'k1'))
  await expect(refused).rejects.toMatchObject({ code: 'KeyMissing' })
  expect([revision(), signing()]).toEqual([1, 'k1'])
  folder.keys = keysNamed(['k1', 'k2'])
  expect(await push(planWith(2, 'k2', 'k1'))).toMatchObject({ taken: true })
  expect(signing()).toBe('k2')
})

it('looks every ten seconds, and says once what has changed', async () => {
  const { folder, told, push, honoured, obeying } = await anObeying('k1')
  await push(planWith(1, 'k1', 'k2'))
  const hands = createHands()
  const stop = new AbortController()
  const followed = obeying.follow(hands, stop.signal)
  await hands.turn(30_000)
  folder.keys = keysNamed(['k1', 'k2'])
  await hands.turn(9_999)
  expect(honoured()).toEqual(['k1'])
  await hands.turn(1)
  expect(honoured()).toEqual(['k1', 'k2'])
  await hands.turn(60_000)
  expect(told).toEqual([
    'a plan holds',
    'keys of the plan are not mounted yet: outcomes that need them are to be sent again (k2)',
    'keys have changed (k1,k2)',
    'all keys of the plan are mounted',
  ])
  stop.abort()
  await followed
  expect(hands.sleepers()).toBe(0)
})

it('obeys the plan of before as soon as its key has come, unless a newer one holds by then', async () => {
  for (const [pushed, expected] of [
    [undefined, 4],
    [planWith(3, 'k1'), 4],
    [planWith(5, 'k1'), 5],
  ] as const) {
    const { folder, push, revision, obeying } = await anObeying('k1')
    obeying.begin(planWith(4, 'k2'), undefined)
    expect(revision()).toBeUndefined()
    if (pushed !== undefined) await push(pushed)
    folder.keys = keysNamed(['k1', 'k2'])
    const hands = createHands()
    const stop = new AbortController()
    const followed = obeying.follow(hands, stop.signal)
    await hands.turn(10_000)
    expect(revision()).toBe(expected)
    stop.abort()
    await followed
  }
})
