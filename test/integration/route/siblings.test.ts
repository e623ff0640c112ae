import { createServer } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { emptyTally } from '../../../src/evidence/tally.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { createAdmin } from '../../../src/router/http/admin.ts'
import type { Telling } from '../../../src/router/instance/state.ts'
import { createAsking } from '../../../src/router/siblings/asking.ts'
import { createSeeds } from '../../../src/router/siblings/resolving.ts'
import { createSiblings } from '../../../src/router/siblings/siblings.ts'
import { authorization, contentDigest } from '../../../src/routing/signed-request.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { createOwn, newDisk } from '../../unit/router/siblings/model/own.ts'
import { ask } from './asking.ts'
import { key, strange } from './given.ts'

const keys = new Map([[key.id, key]])
const time = { now: systemClock.now, at: () => {}, sleep: systemClock.sleep, pass: async () => {} }
const limitMs = 60_000

/** An admin port with all that siblings want, in front of the model of an instance. */
async function startSibling(id: string, named: readonly string[] = [], { by = key } = {}) {
  const own = createOwn(newDisk(id), time)
  const asking = createAsking({ keys: new Map([[by.id, by]]), key: () => by, wall: Date.now })
  const seeds = createSeeds(
    named.map((each) => {
      const [host = '', port] = each.split(':')
      return { host, port: Number(port) }
    }),
  )
  const bugs: unknown[] = []
  let address = ''
  const siblings = createSiblings({
    ...{ instance: () => own.instance, ask: asking.ask, seeds, clock: systemClock },
    ...{ address: () => address, broke: (cause) => void bugs.push(cause) },
    log: { info: () => {}, warn: () => {} } as never,
  })
  const admin = createAdmin({
    ...{ keys, wall: Date.now, push: async () => ({}), unready: () => undefined },
    tally: { look: () => much, pull: () => much },
    page: async () => ({ type: '', text: '' }),
    broke: (cause) => void bugs.push(cause),
    siblings: {
      ...{ hello: siblings.hello, bequest: siblings.bequest },
      outcomes: async () => ({
        answers: [{ result: 'Scored', scored: [], late: [], unscored: [] }],
      }),
    },
  })
  const url = await admin.listen({ host: '127.0.0.1', port: 0 })
  address = url.replace('http://', '')
  const ended = new AbortController()
  const running = siblings.run(ended.signal)
  onTestFinished(async () => {
    ended.abort()
    await running
    asking.close()
    await admin.close()
    expect(bugs).toEqual([])
  })
  return { id, url, address, own, siblings, asking }
}

const much: Telling = {
  ...{ format: 1, kind: 'Look', instance: '00000000000000aa', heirs: [], lostWindows: [] },
  ...{ own: emptyTally('00000000000000aa', 0), frozen: [], kept: [] },
}

const [a, b, c] = ['00000000000000aa', '00000000000000bb', '00000000000000cc']

const knows = (router: Awaited<ReturnType<typeof startSibling>>, ids: readonly string[]) =>
  waitUntil(
    () => {
      const known = router.siblings.known().map(({ instance }) => instance)
      return ids.every((id) => known.includes(id))
    },
    { what: `${router.id} to know ${ids}`, limitMs },
  )

const anOutcome = (instance: string) =>
  ({ sent: { receipt: 'r' }, receipt: { instance, sequence: 0 }, arrivedAtMs: 1 }) as never

it('all find all through any one of them, though a name leads to nobody', async () => {
  const one = await startSibling(a)
  const two = await startSibling(b, ['127.0.0.1:1', one.address, 'nobody.invalid:9090'])
  const three = await startSibling(c, [one.address])
  await knows(one, [b, c])
  await knows(two, [a, c])
  await knows(three, [a, b])
})

it('leaves all to one of them, which says so to the others and scores from then on', async () => {
  const one = await startSibling(a)
  const two = await startSibling(b, [one.address])
  const three = await startSibling(c, [one.address])
  await Promise.all([knows(one, [b, c]), knows(two, [a, c]), knows(three, [a, b])])
  one.own.score(a, 7)
  one.siblings.leave()
  expect(await one.siblings.handOver(systemClock.now() + limitMs)).toBe('Taken')
  const heir = one.own.instance.scorerOf(a)
  const [taker, other] = heir === b ? [two, three] : [three, two]
  expect(taker.own.score(a, 7)).toBe('Duplicate')
  await waitUntil(() => other.own.instance.scorerOf(a) === heir, { what: 'the other', limitMs })
  const [answer] = await other.siblings.forward(heir, [anOutcome(a)])
  expect(answer).toMatchObject({ result: 'Scored' })
})

it('two that stop at once leave nothing to each other', async () => {
  const one = await startSibling(a)
  const two = await startSibling(b, [one.address])
  await Promise.all([knows(one, [b]), knows(two, [a])])
  for (const { siblings } of [one, two]) siblings.leave()
  const untilMs = systemClock.now() + limitMs
  const results = await Promise.all([one, two].map(({ siblings }) => siblings.handOver(untilMs)))
  expect(results).toEqual(['Nobody', 'Nobody'])
})

it('hears nothing of whoever has another key, and tells it nothing', async () => {
  const one = await startSibling(a)
  const other = await startSibling(b, [one.address], { by: strange })
  const question = { path: '/v1/siblings', document: {}, timeoutMs: limitMs } as const
  expect(await other.asking.ask(one.address, question)).toEqual({ refused: 'Unauthorized' })
  expect([one, other].flatMap(({ siblings }) => siblings.known())).toEqual([])
})

it('believes no answer that is not signed', async () => {
  const impostor = createServer((message, response) => {
    message.resume()
    response.end('{"answers":[{"result":"Scored","scored":[],"late":[],"unscored":[]}]}')
  })
  await new Promise<void>((resolve) => void impostor.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void impostor.close())
  const { port } = impostor.address() as { port: number }
  const one = await startSibling(a)
  const question = { path: '/v1/outcomes', document: {}, timeoutMs: limitMs } as const
  expect(await one.asking.ask(`127.0.0.1:${port}`, question)).toEqual({ refused: 'Silent' })
  expect(await one.asking.ask(one.address, question)).toHaveProperty('said')
  expect(await one.siblings.forward(c, [anOutcome(c)])).toMatchObject([{ failure: 'IssuerAway' }])
})

it('reads nothing of what nobody has signed', async () => {
  const one = await startSibling(a)
  const socket = connect(Number(one.address.split(':')[1]), '127.0.0.1')
  // Not one byte of the body is ever sent.
  const head = ['POST /v1/bequest HTTP/1.1', 'host: x', 'content-length: 200000000']
  const digest = `content-digest: ${contentDigest(Buffer.from('{}'))}`
  socket.write([...head, digest, 'authorization: Contender', '', ''].join('\r\n'))
  let said = ''
  socket.setEncoding('latin1').on('data', (chunk) => {
    said += chunk
  })
  await waitUntil(() => said.includes('Unauthorized'), { what: 'the refusal', limitMs })
  socket.destroy()
  await text(socket).catch(() => {})
})

it('refuses a body that is not the one that was signed, and one that unpacks to more than may be', async () => {
  const one = await startSibling(a)
  const [method, path] = ['POST', '/v1/bequest']
  const send = async (body: Buffer, signed: Buffer, more = {}) => {
    const headers = {
      ...{ authorization: authorization({ method, path, body: signed }, key, Date.now()) },
      ...{ 'content-digest': contentDigest(signed), 'content-type': 'application/json', ...more },
    }
    const { status, body: answer } = await ask(one.url, { method, path, body, headers })
    return [status, JSON.parse(`${answer}`).code]
  }
  const small = Buffer.from('{}')
  expect(await send(Buffer.from('[]'), small)).toEqual([401, 'Unauthorized'])
  expect(await send(small, small)).toEqual([400, 'RequestInvalid'])
  const bomb = gzipSync(Buffer.alloc(257 * 2 ** 20))
  const zipped = { 'content-encoding': 'gzip' }
  // What it took is given back: the third would find no room.
  for (let n = 0; n < 3; n++) {
    expect(await send(bomb, bomb, zipped)).toEqual([413, 'BodyTooLarge'])
  }
})

it('packs the tally for whoever takes it so', async () => {
  const one = await startSibling(a)
  const [method, path] = ['GET', '/v1/tally']
  const signed = authorization({ method, path, body: Buffer.alloc(0) }, key, Date.now())
  const told = (more = {}) =>
    ask(one.url, { method, path, headers: { authorization: signed, ...more } })
  const [plain, packed] = [await told(), await told({ 'accept-encoding': 'gzip' })]
  expect(packed.headers['content-encoding']).toBe('gzip')
  expect(gzipSync(plain.body, { level: 1 })).toEqual(packed.body)
})
