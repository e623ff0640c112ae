import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { type AttemptEnd, attempt, type Flow } from '../../../../src/router/forwarding/attempt.ts'
import { usualEjection } from '../../../../src/router/upstreams/ejection.ts'
import { type Endpoint, openEndpoint } from '../../../../src/router/upstreams/endpoint.ts'

const timeoutMs = 400
const stallMs = timeoutMs + 200
const now = () => performance.now()
const head = (length: number) => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n`
const whole = `${head(2)}{}`

/** An endpoint in this process, asked once before so that there is a connection; `acts` is what it does from then on. */
async function endpointThat(acts: (socket: Socket) => void): Promise<Endpoint> {
  let asked = 0
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', () => (asked++ === 0 ? socket.write(whole) : acts(socket)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = openEndpoint(
    `127.0.0.1:${(server.address() as AddressInfo).port}`,
    usualEjection,
  )
  onTestFinished(() => {
    endpoint.close()
    server.close()
  })
  expect(await cameOf(endpoint, 60_000)).toBe('{}')
  return endpoint
}

const ask = (endpoint: Endpoint, ms: number, end: AttemptEnd) =>
  attempt(
    endpoint,
    {
      sending: { method: 'POST', path: '/', headers: ['accept', '*/*'], body: Buffer.from('{}') },
      ...{ timeoutMs: ms, now },
    },
    end,
  )

const cameOf = (endpoint: Endpoint, ms: number) =>
  new Promise<string>((resolve) => {
    const streams = () => {
      throw new Error('it is too long')
    }
    ask(endpoint, ms, { whole: (_, body) => resolve(`${body}`), streams, failed: resolve })
  })

/** The whole process, and so whoever waits in it, stands still. */
function stall(): void {
  const until = now() + stallMs
  while (now() < until);
}

it('takes an answer that came in time though the process stood still until it was late', async () => {
  const endpoint = await endpointThat((socket) => {
    socket.write(whole)
    stall()
  })
  expect(await cameOf(endpoint, timeoutMs)).toBe('{}')
})

it('waits no longer for one that did not come while the process stood still', async () => {
  const endpoint = await endpointThat(stall)
  expect(await cameOf(endpoint, timeoutMs)).toBe('Timeout')
})

it('is over for one that does not come, at its time', async () => {
  const endpoint = await endpointThat(() => {})
  const began = now()
  expect(await cameOf(endpoint, timeoutMs)).toBe('Timeout')
  expect(now() - began).toBeGreaterThan(timeoutMs - 10)
})

it('lets whoever reads it hold up what came while the process stood still', async () => {
  const endpoint = await endpointThat((socket) => {
    socket.write(head(200_000) + 'x'.repeat(100_000))
    stall()
  })
  const came: string[] = []
  const flowing = Promise.withResolvers<Flow>()
  const over = Promise.withResolvers<void>()
  const come = (what: string) => {
    came.push(what)
    over.resolve()
  }
  ask(endpoint, timeoutMs, {
    whole: () => come('whole'),
    failed: come,
    streams(_head, _first, flow) {
      flowing.resolve(flow)
      queueMicrotask(flow.pause) // a first part that is full comes before there is a sink
      return { more: () => {}, end: () => come('end'), broken: come }
    },
  })
  const failed = over.promise.then(() => undefined)
  const flow = await Promise.race([flowing.promise, failed])
  for (let turns = 0; turns < 10; turns++) await turn()
  expect(came).toEqual([])
  flow?.resume()
  await over.promise
  expect(came).toEqual(['Timeout'])
})
