import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createSeen } from '../../../../src/evidence/seen/seen.ts'
import { emptyTally, type Tally } from '../../../../src/evidence/tally.ts'
import { systemClock } from '../../../../src/reconciler/clock.ts'
import { createAdmin } from '../../../../src/router/http/admin.ts'
import { createInstance } from '../../../../src/router/instance/create-instance.ts'
import { openInstance } from '../../../../src/router/instance/opening.ts'
import { noJournal } from '../../../../src/router/instance/replay.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import { handingOf } from '../../../../src/router/siblings/documents.ts'
import { authorization, contentDigest } from '../../../../src/routing/signed-request.ts'
import { startMs } from '../../evidence/given.ts'
import { k1, keysOf } from '../../routing/receipts.ts'
import { happenings, wholePlan } from './days.ts'

/** `node --expose-gc inherited-cost.ts` measures an heir of a hundred tallies of about 1 MB; an argument says how many. */
const count = Number(process.argv[2] ?? 100)
const folder = mkdtempSync(join(tmpdir(), 'inherited-'))
const print = (line: string) => process.stdout.write(`${line}\n`)
const nameOf = (nth: number) => nth.toString(16).padStart(16, '0')

const anInstance = (instance: string, tally: Tally = emptyTally(instance, 0)) =>
  createInstance(
    { ...firstState(instance, startMs), plan: wholePlan(), tally: { ...tally, instance } },
    createSeen(),
    noJournal,
  )

function aTally(nth: number): Tally {
  const instance = anInstance(nameOf(nth))
  for (const happen of happenings(nth, 4_000)) happen(instance)
  return instance.numbered(startMs)
}

/** The longest that nothing else had its turn, and how long it took in all. */
async function watched<T>(what: string, act: () => T | Promise<T>): Promise<T> {
  let isOver = false
  let [last, longest] = [performance.now(), 0]
  const begun = last
  const watching = (async () => {
    while (!isOver) {
      await nextTurn()
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }
  })()
  const result = await act()
  await nextTurn()
  isOver = true
  await watching
  print(`${what}: longest stop ${longest.toFixed(0)} ms, ${(last - begun).toFixed(0)} ms in all`)
  return result
}

function usedMb(): number {
  for (let times = 0; times < 3; times++) globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}

/** As an operator asks, who reads as fast as it comes; what it says is not looked at here. */
function asked(url: string, method: 'GET' | 'POST', body: Buffer, coding: string): Promise<number> {
  const headers = {
    ...{ authorization: authorization({ method, path: '/v1/tally', body }, k1, Date.now()) },
    ...{ 'accept-encoding': coding, 'content-digest': contentDigest(body) },
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/v1/tally`, { method, headers }, (answer) => {
      let length = 0
      answer.on('data', (piece: Buffer) => {
        length += piece.length
      })
      answer.on('end', () => resolve(length)).on('error', reject)
    })
    sent.on('error', reject).end(body)
  })
}

const begun = async () =>
  (await openInstance({ folder, clock: systemClock, freshId: () => nameOf(1) })).begin

/** Seeds of which the last round was long. */
const roundsThatWentOn = [3, 4, 9]

/** One leaves all that a hundred others have left to it. */
function left(): string {
  const tallies = roundsThatWentOn.map(aTally)
  const bytes = tallies.map((tally) => JSON.stringify(tally).length)
  print(`${count} tallies of ${bytes.map((each) => (each / 1e6).toFixed(2)).join(', ')} MB`)
  const giver = anInstance(nameOf(2))
  for (let nth = 0; nth < count; nth++)
    giver.inherit(
      anInstance(nameOf(100 + nth), tallies[nth % tallies.length]).bequest(startMs),
      startMs,
    )
  const bequest = giver.bequest(startMs)
  const heir = nameOf(1)
  return JSON.stringify({ step: 'Take', giver: giver.id, number: 1, heir, life: 0, bequest })
}

const sent = left()
const before = usedMb()
const heir = await (await begun())([])
heir.take(wholePlan())
await watched(`inheriting, a body of ${(sent.length / 1e6).toFixed(1)} MB`, async () => {
  const { bequest } = await handingOf(JSON.parse(sent))
  if (bequest !== undefined) heir.inherit(bequest, startMs)
  await heir.durable()
})
print(`memory: ${(usedMb() - before).toFixed(0)} MB for what is held`)
await heir.close()

const begin = await begun()
const again = await watched('a journal that begins with it', () => begin([]))
const admin = createAdmin({
  ...{ keys: keysOf(k1), wall: Date.now, push: async () => ({}), unready: () => undefined },
  ...{ page: async () => ({ type: '', text: '' }), broke: (cause) => print(String(cause)) },
  tally: { look: again.look, pull: (kept) => again.pull(kept, Date.now()) },
})
const url = await admin.listen({ host: '127.0.0.1', port: 0 })
const pull = Buffer.from('{"kept":[]}')
for (const coding of ['gzip', 'identity']) {
  const looked = () => asked(url, 'GET', Buffer.alloc(0), coding)
  const bytes = await watched(`a look, ${coding}`, looked)
  print(`  ${(bytes / 1e6).toFixed(1)} MB`)
  await watched(`a pull, ${coding}`, () => asked(url, 'POST', pull, coding))
}
await admin.close()
await again.close()
rmSync(folder, { recursive: true })
