import { createServer, type RequestListener, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { chance } from '../../chance.ts'
import { metrics, predicts } from './accounts.ts'
import { ask } from './asking.ts'
import { countedIn, scoredBy, unreadableIn } from './fuzz/counted.ts'
import { fuzzRouter } from './fuzz/fuzzing.ts'
import { createLedger } from './fuzz/ledger.ts'
import { createMint } from './fuzz/receipts.ts'
import { settleAll } from './fuzz/settling.ts'
import { champion, planDocument, startRouter } from './given.ts'
import { startVariant } from './variants.ts'

const instance = '0123456789abcdef'

async function portOfServer(answer: RequestListener, options: ServerOptions = {}): Promise<number> {
  const server = createServer(options, (request, response) => {
    request.resume().once('end', () => answer(request, response))
  })
  server.on('clientError', (_, socket) =>
    socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

function answers(status: number, said: unknown, headers = {}): RequestListener {
  const body = typeof said === 'string' ? said : JSON.stringify(said)
  return (_, response) => {
    response.writeHead(status, {
      ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      ...headers,
    })
    response.end(body)
  }
}

const { text: receipt } = createMint(instance)(chance(1))
const prediction = { 'x-contender-variant': champion, 'x-contender-receipt': receipt }

type Bad = readonly [
  what: string,
  finding: RegExp,
  answer: RequestListener,
  options?: ServerOptions,
]

const bad: readonly Bad[] = [
  ['fails', /a failure of the server: 500/, answers(500, { error: 'sorry' })],
  ['has errors without words', /an error without words: 400/, answers(400, {})],
  ['ends connections', /no answer at all/, ({ socket }) => void socket.destroy()],
  ['confuses predictions', /got the answer to another/, answers(200, {}, { 'x-id': 'another' })],
  ['gives a receipt twice', /two receipts with the number/, answers(200, {}, prediction)],
  ['scores whatever comes', /Scored, not/, answers(200, { result: 'Scored' })],
  ['scores what is spent or bent', /was counted, and is spent/, answers(200, { result: 'Scored' })],
  ['forgets outcomes', /outcomes got 1 answers/, answers(200, [{ result: 'Scored' }])],
  ['scores nothing', /Duplicate of what is Scored/, answers(200, { result: 'Duplicate' })],
  ['takes any plan', /it was taken/, answers(200, { taken: true })],
  ['obeys anybody', /not refused: 200/, answers(200, {})],
  [
    'reads what is smuggled',
    /smuggled: .*(not refused|another answer)/,
    answers(200, {}),
    { insecureHTTPParser: true },
  ],
]

it.each(
  bad.map(([what, finding, answer, options = {}]) => [what, finding, answer, options] as const),
)('would find out who %s', async (_, finding, answer, options) => {
  const port = await portOfServer(answer, options)
  const place = { instance, stranger: '127.0.0.1:1', plan: planDocument([[], []]) }
  const found = new Set<string>()
  for (
    let seed = 0;
    seed < 40_000 && ![...found].some((each) => finding.test(each));
    seed += 1_000
  ) {
    const fuzz = { front: port, admin: port, place, ledger: createLedger(instance) }
    const { findings } = await fuzzRouter({ ...fuzz, cases: 200, seed })
    for (const each of findings) found.add(each)
  }
  expect([...found].join('\n')).toMatch(finding)
})

it('would see one outcome that is counted and should not be, and one that is not and should', async () => {
  const variant = await startVariant(predicts)
  const plan = planDocument([[variant.address], [variant.address]], {
    ...{ metrics, task: 'Classification' },
  })
  const router = await startRouter(plan)
  const told = await router.told()
  const ledger = createLedger(told.instance)
  const random = chance(1)
  for (let n = 0; n < 10; n++) ledger.back(ledger.minted(random), false)
  expect(await settleAll({ address: router.address, ledger })).toEqual([])
  const counted = countedIn(await router.told())
  expect(counted.scored).toEqual(scoredBy(ledger))

  const stranger = createLedger(told.instance).mint(random, { sequence: 5 }).text
  const body = JSON.stringify({ receipt: stranger, truth: 'yes' })
  expect((await ask(router.address, { path: '/v1/outcomes', body })).status).toBe(200)
  expect(countedIn(await router.told()).scored).not.toEqual(scoredBy(ledger))
  ledger.minted(random).state = 'Settled'
  expect(counted.scored).not.toEqual(scoredBy(ledger))
})

it('would see a tally that nobody can read', async () => {
  const router = await startRouter(planDocument([[], []]))
  const told = await router.told()
  expect(unreadableIn(told)).toEqual([])
  const [tally] = told.tallies
  expect(unreadableIn({ ...told, tallies: [{ ...tally, books: null }] as never })).not.toEqual([])
  expect(unreadableIn({ ...told, tallies: [null] as never })).not.toEqual([])
})
