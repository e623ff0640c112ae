/** `@fastify/http-proxy` as its page has it, in a process of its own; who gets a request is the cheapest thing there is. */
import { crc32 } from 'node:zlib'
import proxy from '@fastify/http-proxy'
import { fastify } from 'fastify'
import type { Split } from '../split.ts'

const { percent, champion, challenger }: Split = JSON.parse(process.argv[2] ?? '')
const [old, fresh] = [champion, challenger].map((port) => `http://127.0.0.1:${port}`)
const part = percent / 100

const app = fastify()
await app.register(proxy, {
  upstream: '',
  replyOptions: {
    getUpstream: ({ headers }) =>
      (crc32(`${headers['x-user-id']}`) / 2 ** 32 < part ? fresh : old) ?? '',
  },
})
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
process.once('SIGTERM', () => process.exit())
