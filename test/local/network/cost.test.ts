import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { startForwarder } from '../../unit/local/network/ground.ts'

type At = { readonly port: number }

const median = (all: readonly number[]) =>
  all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN

async function ask({ port }: At, path: string, agent: Agent): Promise<number> {
  const asked = request({ host: '127.0.0.1', port, path, agent }).end()
  const [answer] = await once(asked, 'response')
  let bytes = 0
  answer.on('data', (some: Buffer) => (bytes += some.length))
  await once(answer, 'end')
  return bytes
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Microseconds of one request, direct and through the proxy in turns, so that both have the same weather. */
async function perRequest(ways: readonly At[], rounds: number, keepAlive: boolean) {
  const agents = ways.map(() => new Agent({ keepAlive, maxSockets: 1 }))
  const took = ways.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, way] of ways.entries()) {
      const agent = agents[i] ?? new Agent()
      took[i]?.push(1000 * (await timed(() => ask(way, '/', agent))))
    }
  }
  for (const agent of agents) agent.destroy()
  return took.map(median).map(Math.round)
}

/** Requests a second, 64 at once. */
async function rate(way: At, total: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const ms = await timed(() =>
    Promise.all(Array.from({ length: total }, () => ask(way, '/', agent))),
  )
  agent.destroy()
  return Math.round((1000 * total) / ms)
}

async function megabytesPerSecond(way: At): Promise<number> {
  const agent = new Agent()
  let bytes = 0
  const ms = await timed(async () => {
    bytes = await ask(way, '/much', agent)
  })
  agent.destroy()
  expect(bytes).toBe(100 * 2 ** 20)
  return Math.round(bytes / 2 ** 20 / (ms / 1000))
}

it('says what a proxy costs', async () => {
  const upstream = fork(new URL('./upstream.ts', import.meta.url))
  onTestFinished(() => void upstream.kill())
  const [direct] = (await once(upstream, 'message')) as [At]
  const through = await startForwarder().listen('a', [{ host: '127.0.0.1', port: direct.port }])
  const ways = [direct, through]
  await perRequest(ways, 500, true) // to warm up
  const [kept, keptThrough] = await perRequest(ways, 3000, true)
  const [fresh, freshThrough] = await perRequest(ways, 500, false)
  const rates = [await rate(direct, 3000), await rate(through, 3000)]
  const speeds = [await megabytesPerSecond(direct), await megabytesPerSecond(through)]
  process.stdout.write(
    [
      `a request, kept connection: ${kept} µs direct, ${keptThrough} µs through the proxy`,
      `a request, new connection: ${fresh} µs direct, ${freshThrough} µs through`,
      `64 at once: ${rates[0]} requests/s direct, ${rates[1]} through`,
      `one answer of 100 MB: ${speeds[0]} MB/s direct, ${speeds[1]} MB/s through\n`,
    ].join('\n'),
  )
})
