import { Agent, get, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { kept } from '../../models/models.ts'
import { newFolder } from './folder.ts'
import { layerBy, width, writeLasting } from './lasting.ts'
import { type Serving, startServing } from './process.ts'
import { spoken } from './spoken.ts'

const oneRow = (rows: number) =>
  new Map([
    [
      'input',
      { type: 'float32', shape: [rows, width], values: new Float32Array(rows * width) } as const,
    ],
  ])

type Sent = { readonly status: number; readonly connection: string | undefined }

/** POSTs, over connections that are kept. */
function post(agent: Agent, url: string, rows: number): Promise<Sent> {
  const { headers, body } = spoken(oneRow(rows), 'binary')
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, method: 'POST', headers }, (response) => {
      buffer(response).then(
        () =>
          resolve({ status: response.statusCode ?? 0, connection: response.headers.connection }),
        reject,
      )
    })
    asked.on('error', reject).end(body)
  })
}

/** Asked on a connection of its own, as whoever balances loads does. */
const readiness = (address: string): Promise<number> =>
  new Promise((resolve) => {
    get(`${address}/v2/health/ready`, { agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    }).on('error', () => resolve(0))
  })

/** Clients with connections that are kept, which stop when they are told to; each request is counted. */
function startClients(address: string, count: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: count })
  const lost: string[] = []
  let [isOver, answered] = [false, 0]

  async function client(): Promise<void> {
    while (!isOver) {
      const { status } = await post(agent, `${address}/v2/models/a/infer`, 1)
      if (status === 200) answered++
      else lost.push(`${status}`)
    }
  }

  const each = () => client().catch((cause) => void lost.push(`${cause}`))
  const clients = Promise.all(Array.from({ length: count }, each))
  return {
    answered: () => answered,
    async stop() {
      isOver = true
      await clients
      agent.destroy()
      return lost
    },
  }
}

const unready = (address: string) =>
  waitUntil(async () => (await readiness(address)) === 503, {
    ...{ what: 'readiness to say no', limitMs: 30_000, everyMs: 10 },
  })

const model = () => `a=${newFolder().put('a.onnx', writeLasting(layerBy(1), 1))}`

/** Under 16 clients that have got some answers; they stop when readiness says no, or when the process is gone. */
async function endedUnderLoad(end: (serving: Serving, address: string) => Promise<unknown>) {
  const serving = startServing(['--model', model(), '--drain', '3s'])
  const address = await serving.ready()
  const clients = startClients(address, 16)
  await waitUntil(() => clients.answered() > 500, { what: 'answers', limitMs: 60_000 })
  await end(serving, address)
  const lost = await clients.stop()
  return { lost, exit: await serving.exit, serving }
}

it('loses no request of those who stop when it says that it is not ready', async () => {
  const { lost, exit } = await endedUnderLoad((serving, address) => {
    serving.kill('SIGTERM')
    return unready(address)
  })
  expect(lost).toEqual([])
  expect(exit).toEqual({ code: 0, signal: null })
})

it('would lose some if it ended at once (a check of the test above)', async () => {
  const { lost, exit } = await endedUnderLoad((serving) => {
    serving.kill('SIGKILL')
    return serving.exit
  })
  expect(lost.length).toBeGreaterThan(0)
  expect(exit).toEqual({ code: null, signal: 'SIGKILL' })
})

/** A process with a request under way that takes seconds. */
async function busy(...more: readonly string[]) {
  const slow = newFolder().put('slow.onnx', writeLasting(layerBy(1), 2_000))
  const serving = startServing(['--model', `slow=${slow}`, ...more])
  const address = await serving.ready()
  const agent = new Agent({ keepAlive: true })
  const answer = post(agent, `${address}/v2/models/slow/infer`, 4_000)
  answer.catch(() => {}) // whoever wants it awaits it
  const begun = 'contender_serve_batch_rows_count{model="slow"} 1'
  await waitUntil(async () => (await (await fetch(`${address}/metrics`)).text()).includes(begun), {
    ...{ what: 'the request to be under way', limitMs: 60_000, everyMs: 5 },
  })
  return { serving, address, answer }
}

it.each([
  '0s',
  '1s',
])('answers the request that is under way (--drain %s), and ends', async (drain) => {
  const { serving, answer } = await busy('--drain', drain)
  let isAnswered = false
  void answer.then(() => {
    isAnswered = true
  })
  serving.kill('SIGTERM')
  await serving.told('stopping')
  expect(isAnswered).toBe(false)
  expect(await answer).toEqual({ status: 200, connection: 'close' })
  expect(await serving.exit).toEqual({ code: 0, signal: null })
})

it('ends at once if it is asked twice', async () => {
  const { serving } = await busy('--drain', '10m')
  serving.kill('SIGTERM')
  await serving.told('stopping')
  serving.kill('SIGTERM')
  expect(await serving.exit).toEqual({ code: null, signal: 'SIGTERM' })
})

it('ends while a model is still being loaded', async () => {
  const serving = startServing(['--model', `a=${kept('lstm').path}`, '--model', model()])
  await serving.listening()
  serving.kill('SIGTERM')
  expect(await serving.exit).toEqual({ code: 0, signal: null })
})
