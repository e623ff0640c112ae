import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { ask, asUser, load } from './asking.ts'
import { answeredBy, challenger, champion, planDocument, shares, startRouter } from './given.ts'
import { type Behaviour, says, startVariant } from './variants.ts'

const asking = (nth: number) => asUser(`${nth}`)

it.each([
  ['fails', says('', 500), 'Fallback', 1],
  ['refuses', says('', 422), 'Fallback', 1],
] as const)('where a challenger %s, another endpoint of the champion is asked once the first has failed, too', async (_, does, how, failures) => {
  const [good, bad, fresh] = await Promise.all([
    startVariant(says('good')),
    startVariant(says('bad', 500)),
    startVariant(does),
  ])
  const addresses = [[good.address, bad.address], [fresh.address]]
  const given = async (retry: 'Once' | 'Never') => {
    const router = await startRouter(planDocument(addresses, { segments: shares(1), retry }))
    const sent = await load(router.address, { count: 12, atOnce: 1, asking })
    return { statuses: new Set(sent.map(({ status }) => status)), counted: await router.counted() }
  }
  const { statuses, counted } = await given('Once')
  expect(statuses).toEqual(new Set([200]))
  expect(counted.map(([variant, , requests]) => [variant, requests])).toEqual([[challenger, 12]])
  expect(counted[0]).toEqual([challenger, how, 12, 12 * failures])
  // Without a retry some see it: so the good endpoint is not simply the one that is asked.
  expect([...(await given('Never')).statuses].some((status) => status !== 200)).toBe(true)
})

it('a challenger that sends callers elsewhere has refused what the champion takes', async () => {
  const elsewhere = says('', 307, { location: 'http://elsewhere/' })
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(elsewhere)])
  const router = await startRouter(
    planDocument([[old.address], [fresh.address]], { segments: shares(1) }),
  )
  const sent = await ask(router.address, asking(1))
  expect([sent.status, answeredBy(sent), `${sent.body}`]).toEqual([200, champion, 'old'])
  expect(await router.counted()).toEqual([[challenger, 'Fallback', 1, 1]])

  old.behave(elsewhere)
  expect((await ask(router.address, asking(1))).status).toBe(307)
  expect(await router.counted()).toEqual([
    [challenger, 'Fallback', 1, 1],
    [challenger, 'Normal', 1, 0],
  ])
})

it('what the protocol has posted besides predictions is the champion’s, at the path that was asked for', async () => {
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant(says('new'))])
  const variants = [
    { name: champion, endpoints: [old.address], path: '/predict' },
    { name: challenger, endpoints: [fresh.address], path: '/predict?loud' },
  ]
  const router = await startRouter(planDocument([], { variants, segments: shares(1) }))
  const unload = await ask(router.address, asUser('a', { path: '/v2/repository/models/m/unload' }))
  expect([answeredBy(unload), unload.headers['x-contender-receipt']]).toEqual([champion, undefined])
  expect(old.took.map(({ url }) => url)).toEqual(['/v2/repository/models/m/unload'])
  expect(await router.counted()).toEqual([])

  const infer = await ask(router.address, asUser('a', { path: '/v2/models/m/infer?debug=1' }))
  expect(answeredBy(infer)).toBe(challenger)
  expect(fresh.took.map(({ url }) => url)).toEqual(['/predict?loud&debug=1'])
})

it('answers that are to be read are asked for unpacked, and others as the caller wants them', async () => {
  const body = '{"label":"yes"}'
  const packs: Behaviour = (took, response) =>
    took.headers['accept-encoding'] === 'gzip'
      ? says(gzipSync(body), 200, { 'content-encoding': 'gzip' })(took, response)
      : says(body)(took, response)
  const [old, fresh] = await Promise.all([startVariant(packs), startVariant(packs)])
  const variants = [
    { name: champion, endpoints: [old.address] },
    { name: challenger, endpoints: [fresh.address], prediction: { label: '/label' } },
  ]
  const metrics = [{ name: 'accuracy', kind: 'Accuracy', outcomeDelay: '24h' }]
  const plan = { variants, task: 'Classification', metrics, allowOverride: true }
  const router = await startRouter(planDocument([], plan))
  const askFor = (variant: string) =>
    ask(
      router.address,
      asUser('a', { headers: { 'accept-encoding': 'gzip', 'x-contender-variant': variant } }),
    )
  expect((await askFor(champion)).headers['content-encoding']).toBe('gzip')
  const read = await askFor(challenger)
  expect([read.headers['content-encoding'], `${read.body}`]).toEqual([undefined, body])
})
