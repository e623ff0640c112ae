import { expect, it } from 'vitest'
import { planOf } from '../../../src/router/plan/reading.ts'
import { createAssignment } from '../../../src/routing/assignment.ts'
import { numbersOfUnit } from '../../../src/routing/hashes.ts'
import { ask, asUser, load } from './asking.ts'
import {
  answeredBy,
  challenger,
  champion,
  planDocument,
  receiptOf,
  shares,
  startRouter,
} from './given.ts'
import { says, startVariant, type Variant } from './variants.ts'

const both = () => Promise.all([startVariant(says('old')), startVariant(says('new'))])

it('gives each unit whom the published function gives it, and says so in the receipt', async () => {
  const [old, fresh] = await both()
  const document = planDocument([[old.address], [fresh.address]], { segments: shares(0.3) })
  const assigned = createAssignment(planOf(document))
  const router = await startRouter(document)
  const users = Array.from({ length: 200 }, (_, nth) => `user-${nth}`)
  const sent = await load(router.address, {
    ...{ count: users.length * 2, atOnce: 16 },
    asking: (nth) => asUser(users[nth % users.length] ?? '', { headers: { 'x-nth': `${nth}` } }),
  })
  const got = (each: Variant, key: string) =>
    each.took.map(({ headers }) => `${headers['x-user-id']} ${key}`)
  const wanted = users.map(
    (user) => `${user} ${assigned(numbersOfUnit('u-1/1', user).place).variant}`,
  )
  expect(new Set([...got(old, champion), ...got(fresh, challenger)])).toEqual(new Set(wanted))
  for (const each of sent) {
    const { assigned: variant, answering, how, propensity } = receiptOf(each)
    expect({ variant, answering, how }).toEqual({
      ...{ variant: answeredBy(each), answering: variant, how: 'Normal' },
    })
    expect(propensity).toBeCloseTo(variant === challenger ? 0.3 : 0.7, 12)
  }
  expect(new Set(sent.map((each) => receiptOf(each).sequence)).size).toBe(400)
  const counted = await router.counted()
  expect(counted).toEqual([
    [challenger, 'Normal', fresh.took.length, 0],
    [champion, 'Normal', old.took.length, 0],
  ])
})

it('counts a request that does not say its unit as such, and answers it', async () => {
  const [old, fresh] = await both()
  const router = await startRouter(planDocument([[old.address], [fresh.address]]))
  await ask(router.address, asUser(''))
  await ask(router.address)
  await ask(router.address, asUser('somebody'))
  const { events } = await router.tally()
  expect(events.Unitless).toBe(2)
  expect(await router.counted()).toEqual([[challenger, 'Normal', 3, 0]])
})

it('lets a caller choose where the plan allows it, and never takes that for chance', async () => {
  const [old, fresh] = await both()
  const addresses = [[old.address], [fresh.address]]
  const router = await startRouter(planDocument(addresses, { allowOverride: true }))
  const choose = (variant: string) =>
    ask(router.address, asUser('a', { headers: { 'x-contender-variant': variant } }))

  const chosen = await choose('old')
  expect(`${chosen.body}`).toBe('old')
  expect(receiptOf(chosen)).toMatchObject({ assigned: champion, how: 'Override', propensity: 1 })
  const nobody = await choose('nobody')
  expect([nobody.status, JSON.parse(`${nobody.body}`).code]).toEqual([400, 'VariantUnknown'])
  fresh.behave(says('boom', 500))
  const mended = await choose('new')
  expect(`${mended.body}`).toBe('old')
  expect(receiptOf(mended)).toMatchObject({ assigned: challenger, how: 'Override' })

  expect(await router.counted()).toEqual([
    [challenger, 'Override', 1, 1],
    [champion, 'Override', 1, 0],
  ])
  expect((await router.tally()).events.Override).toBe(2)
})

it('does not let a caller choose where the plan does not allow it', async () => {
  const [old, fresh] = await both()
  const router = await startRouter(planDocument([[old.address], [fresh.address]]))
  const headers = { 'x-contender-variant': champion }
  const sent = await ask(router.address, asUser('a', { headers }))
  expect(receiptOf(sent)).toMatchObject({ answering: challenger, how: 'Normal' })
})
