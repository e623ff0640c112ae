import { Pool } from 'undici'
import { expect, it } from 'vitest'
import { openConnections } from '../../../../../src/router/upstreams/http1/connections.ts'
import { chance } from '../../../../chance.ts'
import { answerBy, cutBy } from './answers.ts'
import { asked, type Came, cameOf, type Scripted, startScripted } from './scripted.ts'

/** What undici takes, and nobody need: the next one may read it otherwise. */
const notTaken: readonly RegExp[] = [
  /^\r\n/,
  /^HTTP\/2/m,
  /^HTTP\/1\.\d \d+ [^\r\n]*\p{Cc}(?<!\r)/mu,
  /^HTTP\/1\.0 .*^transfer-encoding:/ims,
  /^transfer-encoding:(?! *chunked[\r\n])/im,
  /^transfer-encoding:.*^transfer-encoding:/ims,
]

/** It breaks at what need not be sent, but may be. */
const goOn = 'HTTP/1.1 100 Continue\r\n\r\n'

const count = Number(process.env['FUZZ'] ?? 600)

it(`ends as with undici, whatever is answered and however it is cut, or refuses more (${count} answers)`, async () => {
  const server = await startScripted()
  const found = { Whole: 0, Broken: 0, Refused: 0 }
  for (let seed = 0; seed < count; seed++) found[await compared(server, seed)]++
  for (const often of Object.values(found)) expect(often).toBeGreaterThan(count / 50)
}, 600_000)

async function compared({ tell, address }: Scripted, seed: number) {
  const random = chance(seed)
  const text = answerBy(random)
  const pieces = cutBy(random, text)
  const method = random() < 0.1 ? 'HEAD' : 'GET'
  tell({ pieces, ends: true })
  const ours = await cameOfOurs(address, method)
  tell({ pieces: [text.replace(goOn, '')], ends: true })
  const theirs = await cameOfUndici(address, method)
  const isRefused = theirs !== 'Broken' && notTaken.some((each) => each.test(text))
  const expected = isRefused ? 'Broken' : sorted(theirs)
  expect(sorted(ours), JSON.stringify({ seed, method, pieces })).toEqual(expected)
  if (isRefused) return 'Refused'
  return ours === 'Broken' ? 'Broken' : 'Whole'
}

async function cameOfOurs(address: string, method: string): Promise<Came> {
  const connections = openConnections(address)
  const came = await cameOf(connections, { ...asked, method })
  connections.close()
  return came
}

/** The one keeps the order of headers, the other puts those of one name together and leaves blanks after values. */
function sorted(came: Came) {
  if (typeof came === 'string') return came
  const lines = came.headers.flatMap((name, at) =>
    at % 2 === 0 ? [`${name}: ${came.headers[at + 1]?.trim()}`] : [],
  )
  return { ...came, headers: lines.sort() }
}

async function cameOfUndici(address: string, method: string): Promise<Came> {
  const pool = new Pool(`http://${address}`, { headersTimeout: 0, bodyTimeout: 0 })
  const came = await dispatched(pool, method)
  await pool.destroy()
  return came
}

const dispatched = (pool: Pool, method: string) =>
  new Promise<Came>((resolve) => {
    let [status, headers]: [number, readonly string[]] = [0, []]
    const pieces: Buffer[] = []
    pool.dispatch(
      { method: method as 'GET', path: '/' },
      {
        onRequestStart() {},
        onResponseStart(_, code, said) {
          status = code
          headers = Object.entries(said).flatMap(([name, values]) =>
            [values ?? ''].flat().flatMap((value) => [name, value]),
          )
        },
        onResponseData: (_, bytes) => void pieces.push(bytes),
        onResponseEnd: () =>
          resolve({ status, headers, body: Buffer.concat(pieces).toString('latin1') }),
        onResponseError: () => resolve('Broken'),
      },
    )
  })
