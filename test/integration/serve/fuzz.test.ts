import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { kept } from '../../models/models.ts'
import { areTold, figuresOf, generous, grown, growthOf, metricIn, metricsOf } from '../figures.ts'
import { fuzz } from './fuzz/fuzzing.ts'
import { fuzzed } from './fuzz/sound.ts'
import { startServing } from './process.ts'

const cases = Number(process.env['FUZZ'] ?? 5_000)
const seed = Number(process.env['SEED'] ?? 20261122)

/** Small enough that some bodies are too large, and that what is kept shows. */
const limits = ['--body-limit', '1Mi', '--memory', '64Mi']

/** However slow this machine is: whoever lives answers sooner. */
const livelyMs = 30_000

const portOf = (address: string) => Number(new URL(address).port)

it(`answers ${cases} requests that are made to confuse it, and stays what it was`, {
  timeout: 60_000 + cases * 60,
}, async () => {
  const models = fuzzed.flatMap((name) => ['--model', `${name}=${kept(name).path}`])
  const serving = startServing([...models, ...limits])
  const address = await serving.ready()
  const looks: Awaited<ReturnType<typeof figuresOf>>[] = []
  const deaf: string[] = []
  let longestMs = 0

  async function look(): Promise<void> {
    const began = performance.now()
    await fetch(`${address}/v2/health/live`, { signal: AbortSignal.timeout(livelyMs) })
    longestMs = Math.max(longestMs, performance.now() - began)
    if (areTold) looks.push(await figuresOf({ pid: serving.pid, address }))
  }

  const every = Math.max(1, Math.floor(cases / 100))
  const looking: Promise<void>[] = []
  const done = (nth: number) => {
    if (nth % every === 0) looking.push(look().catch((cause) => void deaf.push(`${cause}`)))
  }
  const found = await fuzz({ port: portOf(address), cases, seed, done, isOver: serving.hasEnded })
  await Promise.all(looking)
  const bodyBytes = async () => metricIn(await metricsOf(address), 'contender_serve_body_bytes')
  const areGiven = async () => (await bodyBytes()) === 0
  await waitUntil(areGiven, { what: 'all bodies to be given back', limitMs: 30_000 })

  expect(found.findings).toEqual([])
  expect(deaf).toEqual([])
  expect(serving.hasEnded()).toBe(false)
  expect(serving.log().filter(({ msg }) => msg === 'a bug of this server')).toEqual([])
  expect(serving.log().filter(({ event }) => event === 'ModelDied')).toEqual([])
  expect(found.cases).toBe(cases)
  // It is of no worth if nearly all of it is refused at the door.
  expect(found.statuses.get(200)).toBeGreaterThan(cases / 5)
  expect(found.statuses.get(400)).toBeGreaterThan(cases / 5)
  const statuses = [...found.statuses].sort(([a], [b]) => a - b).map((each) => each.join(': '))
  report(`statuses ${statuses.join(', ')}; ${found.sounds} sound ones in between`)
  report(`answered that it lives after ${longestMs.toFixed(0)} ms at most`)
  if (!areTold) return

  const growth = growthOf(looks)
  report(grown(growth, `per ${every} requests`))
  expect(growth.outside).toBeLessThan(generous.outside)
  expect(growth.heap).toBeLessThan(generous.heap)
  const calm = looks[0]?.files ?? 0
  const files = async () => (await figuresOf({ pid: serving.pid, address })).files
  await waitUntil(async () => (await files()) <= calm + 8, {
    ...{ what: `no more files to be open than ${calm} and some`, limitMs: 30_000 },
  })
})

const report = (line: string) => void process.stderr.write(`fuzz: ${line}\n`)

async function serverThat(answer: RequestListener): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => answer(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return server
}

/** With a length, which is how our server answers. */
function answers(status: number, type: string, body: string): RequestListener {
  const headers = { 'content-type': type, 'content-length': body.length }
  return (_, response) => response.writeHead(status, headers).end(body)
}

const json = 'application/json'
const sorry = JSON.stringify({ error: 'sorry' })
const another = JSON.stringify({ id: 'another', outputs: [] })

const bad: readonly (readonly [what: string, finding: RegExp, answer: RequestListener])[] = [
  ['fails', /a failure of the server: 500/, answers(500, json, sorry)],
  ['has errors that are pages', /an error that isn't JSON: 400/, answers(400, 'text/html', '<p>')],
  ['has errors without words', /an error without words: 400/, answers(400, json, '{}')],
  ['refuses what is sound', /a sound request got 400/, answers(400, json, sorry)],
  ['confuses requests', /got the answer to another/, answers(200, json, another)],
  ['ends connections', /no answer at all/, ({ socket }) => void socket.destroy()],
]

it.each(bad)('would be found out if it %s', async (_, finding, answer) => {
  const server = await serverThat(answer)
  const { port } = server.address() as AddressInfo
  const { findings } = await fuzz({ port, cases: 200, seed })
  expect(findings.some((each) => finding.test(each))).toBe(true)
})
