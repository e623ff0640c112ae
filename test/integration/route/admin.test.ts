import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { ask } from './asking.ts'
import { planDocument, startRouter } from './given.ts'
import { startVariant } from './variants.ts'

async function given() {
  const [old, fresh] = await Promise.all([startVariant(), startVariant()])
  return startRouter(planDocument([[old.address], [fresh.address]]))
}

function opened(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  return new Promise((resolve) => socket.once('connect', () => resolve(socket)))
}

it.each([
  ['says nothing', ''],
  [
    'begins a plan and does not end it',
    'PUT /v1/plan HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{',
  ],
])('ends when it is told to, though somebody at the admin port %s', async (_, bytes) => {
  const router = await given()
  const socket = await opened(router.admin)
  socket.write(bytes)
  const began = performance.now()
  router.stop()
  await router.ended
  expect(performance.now() - began).toBeLessThan(30_000)
})

it('reads nothing of a plan from whoever has no key', async () => {
  const router = await given()
  const socket = await opened(router.admin)
  const answer = new Promise<string>((resolve) => socket.once('data', (said) => resolve(`${said}`)))
  socket.write('PUT /v1/plan HTTP/1.1\r\nhost: a\r\ncontent-length: 4000000\r\n\r\n')
  expect(await answer).toMatch(/^HTTP\/1\.1 401 /)
})

it.each([
  ['GET', '/v1/plan', '405 MethodNotAllowed', 'PUT'],
  ['POST', '/v1/plan?x', '405 MethodNotAllowed', 'PUT'],
  ['PUT', '/v1/tally', '405 MethodNotAllowed', 'GET, POST'],
  ['DELETE', '/v1/siblings', '405 MethodNotAllowed', 'POST'],
  ['POST', '/metrics', '405 MethodNotAllowed', 'GET'],
  ['PUT', '/v1/plans', '404 PathUnknown', undefined],
  ['GET', '/', '404 PathUnknown', undefined],
])('says by name what is wrong with %s %s', async (method, path, expected, allow) => {
  const { admin } = await given()
  const { status, body, headers } = await ask(admin, { method, path })
  const { code, hint } = JSON.parse(`${body}`)
  expect([`${status} ${code}`, headers.allow, hint]).toEqual([
    ...[expected, allow, expect.stringMatching(/docs\/route\.md/)],
  ])
})
