import { expect, it } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { aFolder, startRouting } from '../route/processes.ts'
import { clientsOf, keyIn } from './clients.ts'
import { aPusher } from './given.ts'
import { acceptForMs, aLeader } from './leader.ts'
import { aMount } from './mounting.ts'

const limitMs = 60_000

it('changes the key of two routers without losing an outcome, and is refused where it signs too early', {
  timeout: 300_000,
}, async () => {
  const leader = await aLeader()
  const first = await leader.look([])
  const mounts = [aMount(), aMount()] as const
  for (const { mount } of mounts) mount(await leader.secretFor(first))
  const begin = ({ folder: keys }: { readonly folder: string }, siblings: readonly string[] = []) =>
    startRouting({ plan: leader.planFor(first, 1), keys, state: aFolder(), siblings })
  const a = await begin(mounts[0])
  const b = await begin(mounts[1], [a.adminPort])
  const place = ({ adminPort: address }: typeof a) => ({ uid: address, restarts: 0, address })
  const routers = [place(a), place(b)]
  const { predict, settle, keepGoing, some, tellHeld, results, made } = clientsOf([
    a.address,
    b.address,
  ])
  const heard = (revision: number, missingKeys: readonly string[] = []) =>
    waitUntil(() => isSame(leader.obeyed(routers), { obeyed: revision, missingKeys }), {
      ...{ what: `revision ${revision}, without ${missingKeys}`, limitMs },
    })
  await leader.push(first, routers)
  await heard(1)
  const stop = keepGoing()
  await some(20)
  const early = [await predict(), await predict(), await predict(), await predict()]
  expect(early.map(keyIn)).toEqual(early.map(() => first.sign))

  await leader.addRoot()
  const named = await leader.look(routers)
  const second = `${named.accept[1]?.id}`
  expect([named.sign, second]).toEqual([first.sign, expect.stringMatching(/^k2-/)])
  mounts[0].mount(await leader.secretFor(named))
  await leader.push(named, routers)
  await heard(2, [second])
  await some(20)
  expect(await leader.look(routers)).toEqual(named)

  // The negative control: somebody who doesn't wait.
  const impatient = aPusher()
  const hasty = { ...named, sign: second }
  const key = await leader.keyOf(first.sign)
  impatient.push('test/route', leader.planFor(hasty, 3), { key, routers: [place(b)] })
  const refusal = () => impatient.obeyed('test/route', [place(b)]).trouble?.code
  await waitUntil(() => refusal() === 'KeyMissing', { what: 'the refusal', limitMs })
  impatient.close()
  await some(20)

  mounts[1].mount(await leader.secretFor(named))
  await heard(2)
  const signs = await leader.look(routers)
  expect(signs).toEqual({ sign: second, accept: named.accept })
  await leader.push(signs, routers)
  await heard(3)
  await some(20)
  const late = [await predict(), await predict()]
  expect(late.map(keyIn)).toEqual([second, second])
  const leaves = await leader.look(routers)
  expect(leaves.accept[0]).toEqual({ id: first.sign, untilMs: acceptForMs })

  leader.later(acceptForMs - 1)
  expect(await leader.look(routers)).toEqual(leaves)
  const [lost, ...told] = early
  expect(await Promise.all([...told, ...late].map(settle))).toEqual(
    [...told, ...late].map(() => 'Scored'),
  )
  await stop()
  await tellHeld()
  expect(results).toEqual({ Scored: made() - early.length - late.length })

  leader.later(1)
  const alone = await leader.look(routers)
  expect(alone).toEqual({ sign: second, accept: [{ id: second }] })
  await leader.push(alone, routers)
  await heard(4)
  for (const { mount } of mounts) mount(await leader.secretFor(alone))
  // Nobody promised this one any more.
  const isGone = async () => lost !== undefined && (await settle(lost)) === 'ReceiptForeign'
  await waitUntil(isGone, { what: 'the end of the first key', limitMs })
  expect((await predict()).receipt).not.toBe('')
})

const isSame = (one: unknown, another: unknown) => JSON.stringify(one) === JSON.stringify(another)
