import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createPortChoice } from '../../../../../src/local/kubelet/ports.ts'
import { realPort } from '../../../../../src/local/kubelet/program/ports.ts'
import { chance } from '../../../../chance.ts'

const spec = (...ports: readonly object[]) => ({
  containers: [{ name: 'web', ports: ports as [] }],
})
const choice = (range = { from: 20_000, to: 29_999 }, seed = 1) =>
  createPortChoice({ address: '127.0.0.1', range, chance: chance(seed) })

async function occupied(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return Object(server.address()).port
}

it('gives each container port one of its own, in the range', async () => {
  const { choose } = choice()
  const chosen = await choose(spec({ containerPort: 80 }, { containerPort: 81 }), {})
  expect(Object.keys(chosen)).toEqual(['80', '81'])
  expect(new Set(Object.values(chosen)).size).toBe(2)
  for (const port of Object.values(chosen))
    expect(port).toSatisfy((p: number) => p >= 20_000 && p < 30_000)
})

it('gives no port to two, however many choose at once, until it is given back', async () => {
  const { choose, giveBack } = choice({ from: 24_100, to: 24_149 })
  const all = await Promise.all(
    Array.from({ length: 40 }, () => choose(spec({ containerPort: 80 }), {})),
  )
  const ports = all.flatMap((map) => Object.values(map))
  expect(new Set(ports).size).toBe(40)
  for (const map of all) giveBack(map)
  expect(await choose(spec({ containerPort: 80 }), { 80: ports[0] ?? 0 })).toEqual({ 80: ports[0] })
})

it('leaves a port alone that somebody listens on, though the Pod had it before', async () => {
  const taken = await occupied()
  const chosen = await choice().choose(spec({ containerPort: 80 }), { 80: taken })
  expect(chosen[80]).not.toBe(taken)
  const all = choice({ from: taken, to: taken }).choose(spec({ containerPort: 80 }), {})
  await expect(all).rejects.toThrow('no port of 127.0.0.1')
})

it('takes what the Pod asks of the machine at its word', async () => {
  const { choose } = choice()
  expect(await choose(spec({ containerPort: 80, hostPort: 8123 }), {})).toEqual({ 80: 8123 })
  const host = { ...spec({ containerPort: 8124 }), hostNetwork: true }
  expect(await choose(host, {})).toEqual({ 8124: 8124 })
})

it.each([
  [80, 20_080],
  ['80', 20_080],
  ['http', 20_080],
  [81, 81], // not named by the container
  ['none', undefined],
])('finds the port %s of a probe', (port, expected) => {
  const container = { name: 'web', ports: [{ containerPort: 80, name: 'http' }] }
  expect(realPort(port, container, { 80: 20_080 })).toBe(expected)
})
