import { createServer } from 'node:https'
import { type AddressInfo, connect, createServer as createTcp, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createDoor } from '../../../src/kube/door.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createOwnCertificate } from '../../../src/local/server/certificate.ts'
import { configFor, json, object } from './api.ts'

const bikes = { namespace: 'city', name: 'bikes' }

/** An API server before which connections are accepted and led nowhere, until it opens. */
async function startStalling(as: 'server' | 'proxy' = 'server') {
  const server = createServer(createOwnCertificate(), (_, response) =>
    json(response, object('bikes', 1)),
  )
  const gate = { isOpen: false }
  const sockets = new Set<Socket>()
  const front = createTcp((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    if (!gate.isOpen) {
      socket.resume()
      return
    }
    const on = connect((server.address() as AddressInfo).port, '127.0.0.1')
    on.on('error', () => {})
    if (as === 'server') return void socket.pipe(on).pipe(socket)
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.pipe(on).pipe(socket)
    })
  })
  for (const each of [server, front]) {
    await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void each.close())
  }
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.closeAllConnections()
  })
  const at = `127.0.0.1:${(front.address() as AddressInfo).port}`
  const door = createDoor(() => {
    if (as === 'server') return configFor(`https://${at}`)
    const config = configFor('https://api.example:6443')
    Object.assign(config.getClusters()[0] ?? {}, { proxyUrl: `http://${at}` })
    return config
  })
  onTestFinished(door.close)
  const get = (options: { urgent?: boolean; signal?: AbortSignal } = {}) =>
    door.get(resources.configMaps, bikes, options)
  const giveUp = (urgent: boolean) =>
    expect(get({ urgent, signal: AbortSignal.timeout(100) })).rejects.toThrow()
  return { gate, sockets, door, get, giveUp }
}

async function secondsOf(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  return (performance.now() - began) / 1000
}

it('keeps no urgent call waiting for connections that others have begun', async () => {
  const { gate, sockets, get, giveUp } = await startStalling()
  for (let n = 0; n < 3; n++) await Promise.all(Array.from({ length: 3 }, () => giveUp(false)))
  expect(sockets.size).toBe(3)
  gate.isOpen = true
  expect(await secondsOf(() => get({ urgent: true }))).toBeLessThan(3)
  expect(await secondsOf(() => get())).toBeLessThan(4.5)
}, 120_000)

it.each([
  'server',
  'proxy',
] as const)('waits no longer than a moment for a %s that stalls', async (as) => {
  const { gate, get, giveUp, sockets } = await startStalling(as)
  await giveUp(true)
  gate.isOpen = true
  await giveUp(true)
  expect(sockets.size).toBe(1)
  const again = () => vi.waitFor(() => get({ urgent: true }), { timeout: 9000 })
  expect(await secondsOf(again)).toBeLessThan(4.5)
}, 120_000)

it('lets go of what is connecting once it is closed', async () => {
  const { sockets, door, get } = await startStalling()
  const calls = [get(), get(), get({ urgent: true })]
  await vi.waitFor(() => expect(sockets.size).toBe(3))
  await door.close()
  await Promise.all(calls.map((call) => expect(call).rejects.toThrow()))
  await sleep(100)
  expect(sockets.size).toBe(0)
})
