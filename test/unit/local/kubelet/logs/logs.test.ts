import { getEventListeners } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createLogs } from '../../../../../src/local/kubelet/logs/pod-logs.ts'
import type { LogWriter } from '../../../../../src/local/kubelet/logs/writer.ts'
import type { LogAsked } from '../../../../../src/local/server/pod-logs.ts'
import { below, chance } from '../../../../chance.ts'
import { newFolder } from '../folder.ts'

const second = 1000

function ground(settings = { fileBytes: 2 ** 20, files: 5 }, folder = newFolder()) {
  const at = { ms: 0 }
  const troubles: unknown[] = []
  const trouble = (_: string, cause: unknown) => void troubles.push(cause)
  const logs = createLogs({ folder, settings, trouble, wall: () => at.ms })
  const asked = { namespace: 'city', name: 'bikes', uid: 'u1', container: 'web' }
  const open = (options: Partial<LogAsked> = {}, signal = new AbortController().signal) =>
    logs.read({ ...asked, isPrevious: false, follow: false, timestamps: false, ...options }, signal)
  const read = async (options: Partial<LogAsked> = {}) => {
    const stream = open(options)
    return stream === undefined ? undefined : textOf(stream)
  }
  const begin = async (run = 0) => {
    const writer = await logs.begin('u1', 'web', run)
    onTestFinished(writer.end)
    return writer
  }
  const files = (run = 0) => readdirSync(join(folder, 'pods/u1/containers/web/logs', `${run}`))
  return { at, troubles, begin, read, open, files, folder }
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const blocks: Uint8Array[] = []
  for await (const block of stream) blocks.push(block)
  return Buffer.concat(blocks).toString()
}

const say = (writer: LogWriter, text: string) => writer.hear('stdout', Buffer.from(text))
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `line ${from + i}\n`).join('')

it('shows what was said, however it was cut into pieces', async () => {
  const { begin, read, troubles } = ground()
  const writer = await begin()
  const random = chance(7)
  const text = `${lines(0, 50)}ünïcödé\n\n${'x'.repeat(40_000)}\nthe end`
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; ) {
    const size = 1 + below(random, random() < 0.1 ? 20_000 : 20)
    await writer.hear('stdout', bytes.subarray(from, from + size))
    from += size
  }
  await writer.end()
  expect(await read()).toBe(text)
  expect(troubles).toEqual([])
})

it('keeps the two streams apart, line by line, in the order in which lines end', async () => {
  const { begin, read } = ground()
  const writer = await begin()
  await writer.hear('stdout', Buffer.from('out '))
  await writer.hear('stderr', Buffer.from('err '))
  await writer.hear('stderr', Buffer.from('ends\n'))
  await writer.hear('stdout', Buffer.from('ends\n'))
  expect(await read()).toBe('err ends\nout ends\n')
})

it.each([0, 1, 3, 49, 50, 99])('shows the last %i lines, across files', async (tailLines) => {
  const { begin, read, files } = ground({ fileBytes: 800, files: 9 })
  await say(await begin(), lines(0, 50))
  expect(files().length).toBeGreaterThan(2)
  expect(await read({ tailLines })).toBe(lines(Math.max(0, 50 - tailLines), 50))
})

it('takes a long line, and one without an end, for one line each', async () => {
  const { begin, read } = ground()
  const writer = await begin()
  const long = `${'y'.repeat(50_000)}\n`
  await say(writer, `first\n${long}last`)
  await writer.end()
  expect(await read({ tailLines: 1 })).toBe('last')
  expect(await read({ tailLines: 2 })).toBe(`${long}last`)
  expect(await read({ tailLines: 3 })).toBe(`first\n${long}last`)
})

it('shows when each line was said, and those only that were said since', async () => {
  const { begin, read, at } = ground()
  const writer = await begin()
  for (const n of [1, 2, 3]) {
    at.ms = n * second
    await say(writer, lines(n, n + 1))
  }
  expect(await read({ sinceMs: 2 * second })).toBe(lines(2, 4))
  expect(await read({ tailLines: 1, timestamps: true })).toBe('1970-01-01T00:00:03.000Z line 3\n')
  expect(await read({ tailLines: 2, sinceMs: 3 * second })).toBe(lines(3, 4))
})

it('shows no more than so many bytes', async () => {
  const { begin, read } = ground()
  await say(await begin(), lines(0, 50))
  expect(await read({ limitBytes: 10 })).toBe('line 0\nlin')
})

it('keeps the last files of a run only, and none of its lines twice', async () => {
  const { begin, read, files } = ground({ fileBytes: 1000, files: 3 })
  const writer = await begin()
  for (let n = 0; n < 200; n++) await say(writer, lines(n, n + 1))
  expect(files()).toHaveLength(3)
  const shown = (await read()) ?? ''
  expect(lines(0, 200).endsWith(shown)).toBe(true)
  expect(shown.length).toBeGreaterThan(300)
})

it('shows the run before the present one, and no older ones', async () => {
  const { begin, read } = ground()
  for (const run of [0, 1, 2]) {
    const writer = await begin(run)
    await say(writer, `run ${run}\n`)
    await writer.end()
  }
  expect(await read()).toBe('run 2\n')
  expect(await read({ isPrevious: true })).toBe('run 1\n')
})

it('shows nothing of a run that has said nothing, rather than what the one before it said', async () => {
  const { begin, read } = ground()
  const first = await begin(0)
  await say(first, 'first\n')
  await first.end()
  await begin(1)
  expect(await read()).toBe('')
  expect(await read({ isPrevious: true })).toBe('first\n')
})

it('knows no log of a container that has not begun, nor of a run before the first', async () => {
  const { begin, read } = ground()
  expect(await read()).toBe(undefined)
  await begin()
  expect(await read({ isPrevious: true })).toBe(undefined)
  expect(await read({ container: 'other' })).toBe(undefined)
})

it('shows what was said under a kubelet before, but for a line that was cut off', async () => {
  const before = ground()
  await say(await before.begin(), lines(0, 3))
  const { appendFileSync } = await import('node:fs')
  appendFileSync(join(before.folder, 'pods/u1/containers/web/logs/0/0.log'), '1970-01-01T00')
  const { read } = ground(undefined, before.folder)
  expect(await read()).toBe(lines(0, 3))
  expect(await read({ tailLines: 1 })).toBe(lines(2, 3))
})

it('follows a run across its files until it is over, and misses nothing', async () => {
  const { begin, open } = ground({ fileBytes: 500, files: 100 })
  const writer = await begin()
  await say(writer, lines(0, 10))
  const told = open({ follow: true, tailLines: 5 })?.[Symbol.asyncIterator]()
  const first = await told?.next()
  const rest = (async () => {
    let text = ''
    for (let next = await told?.next(); next?.done === false; next = await told?.next()) {
      text += Buffer.from(next.value).toString()
    }
    return text
  })()
  for (let n = 10; n < 300; n++) {
    await say(writer, lines(n, n + 1))
    if (n % 7 === 0) await nextTurn()
  }
  await writer.end()
  expect(Buffer.from(first?.value ?? []).toString() + (await rest)).toBe(lines(5, 300))
})

it('stops following when it is told to', async () => {
  const { begin, open } = ground()
  await say(await begin(), lines(0, 2))
  const stop = new AbortController()
  const stream = open({ follow: true }, stop.signal)
  const told = stream && textOf(stream)
  await nextTurn()
  stop.abort()
  expect(lines(0, 2)).toContain((await told) ?? 'nothing')
})

it('stops following one that says nothing, and waits no more', async () => {
  const { begin, open } = ground()
  const writer = await begin()
  await say(writer, lines(0, 2))
  const stop = new AbortController()
  const told = open({ follow: true }, stop.signal)?.[Symbol.asyncIterator]()
  await told?.next()
  const next = told?.next()
  stop.abort()
  expect(await next).toMatchObject({ done: true })
  expect(getEventListeners(stop.signal, 'abort')).toEqual([])
})

it('reads no further than a log was when it was asked for, however much comes after', async () => {
  const { begin, open } = ground()
  const writer = await begin()
  await say(writer, lines(0, 20_000))
  const stream = open()
  let size = 0
  for await (const block of stream ?? []) {
    size += block.length
    await say(writer, lines(0, 10_000)) // faster than it is read
  }
  expect(size).toBeLessThan(lines(0, 20_000).length + 64 * 1024)
})
