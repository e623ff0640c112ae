import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { createAsking } from '../../../../src/operator/evidence/asking.ts'
import { requireSigned } from '../../../../src/routing/signed-request.ts'
import { k1 } from './given.ts'

/** What stands at a router's address, asked once. */
async function asked(answers: RequestListener) {
  const server = createServer(answers).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const asking = createAsking(Date.now)
  onTestFinished(() => {
    asking.close()
    server.closeAllConnections()
    server.close()
  })
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const kept = [{ instance: '00000000000000aa', round: 1, number: 2 }]
  return asking.ask({ address, key: k1, kept }, new AbortController().signal)
}

it('asks with a signature of what it has kept, and reads what is packed', async () => {
  const answer = await asked(async (message, response) => {
    const body = Buffer.concat(await message.toArray())
    const { method = '', url: path = '', headers } = message
    const signed = { method, path, body }
    requireSigned(signed, headers.authorization, new Map([[k1.id, k1]]), Date.now())
    response.setHeader('content-encoding', 'gzip').end(gzipSync(body))
  })
  expect(answer).toEqual({ kept: [{ instance: '00000000000000aa', round: 1, number: 2 }] })
})

it.each<[string, RequestListener, string, string]>([
  [
    'what the router has named',
    (_, response) => void response.writeHead(401).end('{"code":"Unauthorized","detail":"old"}'),
    'Unauthorized',
    'old',
  ],
  [
    'who is no router',
    (_, response) => void response.writeHead(404).end('{}'),
    'EvidenceUnavailable',
    'it answers 404',
  ],
  ['no JSON', (_, response) => void response.end('<html>'), 'EvidenceUnavailable', 'no JSON'],
  [
    'half an answer',
    (_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{')
      setTimeout(() => response.destroy(), 50)
    },
    'EvidenceUnavailable',
    'it broke off',
  ],
  [
    'what is packed otherwise',
    (_, response) => void response.setHeader('content-encoding', 'gzip').end('x'),
    'RequestInvalid',
    'not gzip',
  ],
  ['nobody who speaks', () => {}, 'EvidenceUnavailable', 'it cannot be asked'],
])('says by name that there is %s', async (_, answers, code, why) => {
  await expect(asked(answers)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(why),
  })
})

it('says by name that nobody is there', async () => {
  const { ask, close } = createAsking(Date.now)
  onTestFinished(close)
  const question = { address: '127.0.0.1:1', key: k1, kept: [] }
  await expect(ask(question, new AbortController().signal)).rejects.toMatchObject({
    code: 'EvidenceUnavailable',
  })
})
