import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser, load } from './asking.ts'
import { createLeaps, planDocument, shares, startRouter } from './given.ts'
import { type Behaviour, says, startVariant } from './variants.ts'

const long = Buffer.alloc(30_000_000, 'x')

/** Long answers to whoever wants one. */
const sound: Behaviour = (took, response) =>
  says(took.headers['x-long'] === undefined ? 'new' : long)(took, response)

const asking = (nth: number) => asUser(`${nth}`)

/** A caller who asks for much and reads nothing of it. */
function askAndWait(address: string) {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname).on('error', () => {})
  socket.pause()
  socket.write(
    'POST / HTTP/1.1\r\nhost: x\r\nx-user-id: slow\r\nx-long: 1\r\ncontent-length: 2\r\n\r\n{}',
  )
  onTestFinished(() => void socket.destroy())
}

const lay = { champion: (one: string) => [[one], []], challenger: (one: string) => [[], [one]] }

it.each([
  'champion',
  'challenger',
] as const)('whoever reads nothing of a probe’s answer keeps nobody from the %s', async (role) => {
  const [failing, other] = await Promise.all([
    startVariant(says('bad', 500)),
    startVariant(says('old')),
  ])
  const addresses =
    role === 'champion' ? lay.champion(failing.address) : [[other.address], [failing.address]]
  const clock = createLeaps()
  const segments = shares(role === 'champion' ? 0 : 1)
  const router = await startRouter(planDocument(addresses, { segments, timeout: '10s' }), { clock })
  const bodies = async (count: number) =>
    new Set((await load(router.address, { count, atOnce: 1, asking })).map(({ body }) => `${body}`))
  await bodies(25)
  const before = failing.took.length
  failing.behave(sound)
  clock.leap(5_000)
  askAndWait(router.address)
  await waitUntil(() => failing.took.length > before, { what: 'the probe', limitMs: 60_000 })
  // It is held up as soon as what lies between the two is full: until then others are answered as while the circuit is open.
  const isBack = async () => (await bodies(1)).has('new')
  await waitUntil(isBack, { what: 'its answers', limitMs: 60_000 })
  expect(await bodies(20)).toEqual(new Set(['new']))
  expect(await router.metrics()).toContain('state="Closed"} 1')
})

it('nor from an endpoint that is on trial', async () => {
  const [failing, other] = await Promise.all([
    startVariant(says('bad', 500)),
    startVariant(says('old')),
  ])
  const clock = createLeaps()
  const plan = planDocument([[failing.address, other.address], []], {
    segments: shares(0),
    timeout: '10s',
  })
  const router = await startRouter(plan, { clock })
  await load(router.address, { count: 40, atOnce: 1, asking })
  // While the one is left alone the other one gets something to do, so that the next is for the first.
  let release = () => {}
  other.behave((_, response) => {
    release = () => void response.end('old')
  })
  const busy = other.took.length
  const held = ask(router.address, asking(0))
  await waitUntil(() => other.took.length > busy, { what: 'the other one', limitMs: 60_000 })
  other.behave(says('old'))
  const before = failing.took.length
  failing.behave(sound)
  clock.leap(1_000)
  askAndWait(router.address)
  await waitUntil(() => failing.took.length === before + 1, { what: 'the trial', limitMs: 60_000 })
  const isBack = async () => {
    await load(router.address, { count: 8, atOnce: 4, asking })
    return failing.took.length > before + 1
  }
  await waitUntil(isBack, { what: 'another request', limitMs: 60_000 })
  release()
  expect(`${(await held).body}`).toBe('old')
})
