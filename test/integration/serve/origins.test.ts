import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import type { Wanted } from '../../../src/server/models/wanted.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { shell } from '../../unit/origins/given.ts'
import { bytesBy, type Fault, startStore } from '../../unit/origins/store.ts'
import { newFolder } from './folder.ts'
import { layerBy, writeLasting } from './lasting.ts'
import { hasty, startServing } from './process.ts'

vi.setConfig({ testTimeout: 120_000 })

const model = Buffer.from(writeLasting(layerBy(1), 1))
const other = Buffer.from(writeLasting(layerBy(2), 1))
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const large = Buffer.concat([model, strange(2_000_000)])

/** A field that nobody knows, which ONNX passes over: so a model may be as large as one likes. */
function strange(length: number): Buffer {
  const head = [0xfa, 0x3f] // field 1023, of bytes
  for (let left = length; ; left >>>= 7) {
    head.push(left > 127 ? (left & 127) | 128 : left)
    if (left <= 127) break
  }
  return Buffer.concat([Buffer.from(head), bytesBy(1, length)])
}

type Origin = Awaited<ReturnType<typeof givenOrigin>>

/** A store with one model. */
async function givenOrigin() {
  const store = await startStore()
  let fault: Fault | undefined
  store.faults.shift = () => fault
  const put = (bytes: Buffer) => store.files.set('/a.onnx', { bytes, etag: `"${digestOf(bytes)}"` })
  put(model)
  return {
    put,
    uri: store.at('/a.onnx'),
    /** What is wrong with it from now on, if anything is. */
    ail(ill: Fault | undefined) {
      fault = ill
    },
    gone: () => store.close(),
  }
}

/** A server that is to serve these, quickly at the end of its patience with an origin. */
function serve(models: readonly Wanted[], more: readonly string[], before = '') {
  const { at, put, want } = newFolder()
  put('termination', '')
  want(models)
  const own = ['--settings', at('settings'), '--termination-log', at('termination')]
  const serving = startServing([...own, '--allow-loopback', ...more], { program: hasty, before })
  return { serving, termination: () => readFileSync(at('termination'), 'utf8') }
}

const patiently = ['--patience', '10m']

type Ready = { readonly ready: boolean; readonly live: boolean; readonly error?: string }

async function readiness(address: string): Promise<Ready & { readonly status: number }> {
  const response = await fetch(`${address}/v2/health/ready`)
  return { ...((await response.json()) as Ready), status: response.status }
}

const limitMs = 60_000

/** Live, and not ready for these reasons, each of which is a line of the termination message. */
async function unready({ serving, termination }: Server, says: readonly RegExp[]): Promise<void> {
  const address = await serving.listening()
  let ready: Ready | undefined
  await waitUntil(
    async () => {
      ready = await readiness(address)
      return says.every((each) => each.test(ready?.error ?? ''))
    },
    { what: `readiness to say ${says.join(' and ')}`, limitMs },
  )
  expect(ready).toMatchObject({ status: 503, ready: false, live: true })
  await waitUntil(() => says.every((each) => each.test(termination())), {
    ...{ what: `a termination message with ${says.join(' and ')}`, limitMs },
  })
  expect((await fetch(`${address}/v2/health/live`)).status).toBe(200)
}

/** Ready, and nothing is left of what was wrong. */
async function recovered({ serving, termination }: Server): Promise<void> {
  const address = await serving.ready()
  expect(await readiness(address)).toEqual({ status: 200, ready: true, live: true })
  await waitUntil(() => termination() === '', { what: 'the termination message to go', limitMs })
}

type Server = ReturnType<typeof serve>

type Ill = {
  readonly what: string
  readonly code: string
  readonly ail: (origin: Origin) => void
  readonly heal: (origin: Origin) => void
  readonly wanted?: Pick<Wanted, 'sha256' | 'seen'>
}

/** Answers badly. */
const ill = (fault: Fault) => ({
  ail: (origin: Origin) => origin.ail(fault),
  heal: (origin: Origin) => origin.ail(undefined),
})

/** Its length is a lie; without a tag, since nobody goes on where such an answer ended. */
const lying = (length: number) => ill({ headers: { 'content-length': `${length}`, etag: '' } })

/** Has other bytes. */
const having = (bytes: Buffer) => ({
  ail: (origin: Origin) => void origin.put(bytes),
  heal: (origin: Origin) => void origin.put(model),
})

const page = { headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }
const digest = digestOf(model)

const illnesses: readonly Ill[] = [
  { what: 'says nothing', code: 'ModelUnreachable', ...ill({ stallAfter: -1 }) },
  { what: 'stops in the middle', code: 'ModelUnreachable', ...ill({ stallAfter: 1_000 }) },
  { what: 'breaks off', code: 'ModelUnreachable', ...ill({ cutAfter: 1_000 }) },
  { what: 'is out of order', code: 'ModelUnreachable', ...ill({ status: 503 }) },
  { what: 'has no such file', code: 'ModelMissing', ...ill({ status: 404 }) },
  { what: 'lets nobody in', code: 'ModelAccessDenied', ...ill({ status: 403 }) },
  { what: 'has a page', code: 'ModelAnswerInvalid', ...ill({ status: 200, ...page }) },
  { what: 'promises too much', code: 'ModelUnreachable', ...lying(model.length + 9) },
  {
    ...{ what: 'promises too little', code: 'ModelDigestMismatch', ...lying(1_000) },
    wanted: { sha256: digest },
  },
  {
    ...{ what: 'has another file than is wanted', code: 'ModelDigestMismatch', ...having(other) },
    wanted: { sha256: digest },
  },
  {
    ...{ what: 'has another file than was seen', code: 'ModelDigestChanged', ...having(other) },
    wanted: { seen: digest },
  },
  { what: 'has half a model', code: 'ModelInvalid', ...having(model.subarray(0, 5_000)) },
]

const nameOf = (what: string) => what.replaceAll(' ', '-')

const wantedOf = ({ what, wanted }: Ill, { uri }: Origin): Wanted => ({
  ...{ name: nameOf(what), uri, ...wanted },
})

const lineOf = ({ what, code }: Ill) => new RegExp(`${nameOf(what)}: ${code}: \\S`)

async function afflicted(illness: Ill): Promise<Origin> {
  const origin = await givenOrigin()
  illness.ail(origin)
  return origin
}

it('names all origins that are bad, and recovers when they do', async () => {
  const origins = await Promise.all(illnesses.map(afflicted))
  const wanted = illnesses.map((illness, nth) => wantedOf(illness, origins[nth] as Origin))
  const server = serve(wanted, patiently)
  await unready(server, illnesses.map(lineOf))
  const url = `${await server.serving.listening()}/v2/models/has-a-page/infer`
  const answer = await fetch(url, { method: 'POST', body: '{}' })
  expect([answer.status, await answer.json()]).toEqual([
    ...[503, expect.objectContaining({ code: 'ModelNotReady' })],
  ])
  for (const [nth, { heal }] of illnesses.entries()) heal(origins[nth] as Origin)
  await recovered(server)
})

it('gives up without patience, and leaves behind what was wrong', async () => {
  const ends = illnesses.map(async (illness) => {
    const { serving, termination } = serve([wantedOf(illness, await afflicted(illness))], [])
    expect(await serving.exit).toEqual({ code: 1, signal: null })
    expect(termination()).toMatch(new RegExp(`^${lineOf(illness).source}.*\n$`))
  })
  await Promise.all(ends)
})

it('gives up when its patience has come to an end', async () => {
  const [illness] = illnesses.filter(({ code }) => code === 'ModelMissing')
  const ailing = illness as Ill
  const server = serve([wantedOf(ailing, await afflicted(ailing))], ['--patience', '3s'])
  await unready(server, [lineOf(ailing)])
  expect(await server.serving.exit).toEqual({ code: 1, signal: null })
  expect(server.termination()).toMatch(lineOf(ailing))
})

it('is told at a shell in one line, with what to do about it', async () => {
  const origin = await givenOrigin()
  const models = ['--model', `a=${origin.uri}@sha256:${digestOf(other)}`]
  const serving = startServing([...models, '--allow-loopback'])
  expect(await serving.exit).toEqual({ code: 1, signal: null })
  expect(serving.log().at(-1)?.msg).toMatch(/^ModelDigestMismatch: a: .+ Correct sha256/)
})

it('goes on with what it has where its origin changes or dies, and says so', async () => {
  const origin = await givenOrigin()
  const server = serve([{ name: 'a', uri: origin.uri }], ['--check-origins', '50ms'])
  const { serving, termination } = server
  const address = await serving.ready()
  origin.put(other)
  await serving.told('a model has changed where it came from; it goes on as it is')
  await waitUntil(() => /^a: ModelDigestChanged: /.test(termination()), {
    ...{ what: 'a termination message', limitMs },
  })
  expect((await readiness(address)).status).toBe(200)
  origin.put(model)
  await serving.told('a model is again as it was where it came from')
  await recovered(server)
  await origin.gone()
  await serving.told('whether a model has changed where it came from is unknown')
  expect((await readiness(address)).status).toBe(200)
})

/** Lets a process write longer files; false where that can't be done. */
function isAllowedMore(pid: number): boolean {
  try {
    shell(`prlimit --pid=${pid} --fsize=unlimited:`)
    return true
  } catch {
    return false
  }
}

it('names a disk that takes no more, and goes on once there is room', async ({ skip }) => {
  const origin = await givenOrigin()
  origin.put(large)
  const server = serve([{ name: 'a', uri: origin.uri }], patiently, 'ulimit -S -f 2000;') // a megabyte
  await unready(server, [/a: CacheUnwritable: .+EFBIG/])
  if (!isAllowedMore(server.serving.pid)) skip('no limit of another process can be lifted here')
  await recovered(server)
})
