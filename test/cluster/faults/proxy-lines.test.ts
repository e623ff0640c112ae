import { expect, it } from 'vitest'
import { below, chance } from '../../chance.ts'
import { createLines, type LineKind, type Step } from './lines.ts'

const kinds = ['cut', 'truncate', 'garbage', 'silence', 'expiredEvent'] as const
const shape = { part: 0.5, delayMs: 0, retryAfterS: 1, between: 'expired' } as const
const lines = Array.from({ length: 8 }, (_, i) => `{"line":${i},"of":"${'x'.repeat(i * 7)}"}\n`)
const text = lines.join('')

/** The text in pieces of any length, line feeds wherever they fall. */
function pieces(random: () => number): readonly Buffer[] {
  const cuts = Array.from({ length: below(random, 30) }, () => below(random, text.length))
  const ends = [0, ...cuts.sort((a, b) => a - b), text.length]
  return ends.slice(1).map((end, i) => Buffer.from(text.slice(ends[i], end)))
}

/** What passes, up to the first step that is not to flow on. */
function passed(steps: Iterable<Step>): { readonly out: string; readonly last: string } {
  let [out, last] = ['', 'flow']
  for (const { pass, next } of steps) {
    out += pass
    last = next
    if (next !== 'flow') break
  }
  return { out, last }
}

function* through(kind: LineKind, afterLines: number, chunks: readonly Buffer[]) {
  const { take } = createLines({ kind, afterLines, ...shape })
  yield take(Buffer.alloc(0))
  for (const chunk of chunks) yield take(chunk)
}

const expiredLine = /^{"type":"ERROR",.*"code":410}}$/

it.each(kinds)('%s spares the same lines in whatever pieces they come', (kind) => {
  const random = chance(7)
  for (let round = 0; round < 500; round += 1) {
    const afterLines = below(random, lines.length)
    const { out, last } = passed(through(kind, afterLines, pieces(random)))
    const spared = lines.slice(0, afterLines).join('')
    expect(out.startsWith(spared)).toBe(true)
    const [rest = '', ...others] = out.slice(spared.length).split('\n')
    const next = lines[afterLines]?.trimEnd() ?? ''
    if (kind === 'silence') expect([rest, last]).toEqual(['', 'hush'])
    else if (kind === 'expiredEvent')
      expect([rest, last]).toEqual([expect.stringMatching(expiredLine), 'end'])
    else {
      expect(rest.length).toBeGreaterThan(0)
      expect(rest.length).toBeLessThan(next.length)
      expect(next.startsWith(rest)).toBe(true)
      expect(last).toBe({ cut: 'cut', truncate: 'end', garbage: 'flow' }[kind])
    }
    if (kind === 'garbage') expect(others.join('\n')).toBe(lines.slice(afterLines + 1).join(''))
  }
})

it('lets everything pass where nothing is planned, or what is planned does not concern lines', () => {
  const random = chance(8)
  for (const kind of ['delay', undefined] as const) {
    const { take } = createLines(kind && { kind, afterLines: 0, ...shape })
    expect(passed(pieces(random).map(take))).toEqual({ out: text, last: 'flow' })
  }
})

it.each([
  ['cut', '{"a":1}\n{"b"', 'cut'],
  ['truncate', '{"a":1}\n{"b"', 'end'],
  ['garbage', '{"a":1}\n{"b"\n{"c":3}\n', 'flow'],
  ['silence', '{"a":1}\n{"b"', 'hush'],
  ['expiredEvent', expect.stringMatching(/^{"a":1}\n{"b":2}\n{"type":"ERROR",.*}\n$/), 'end'],
] as const)('%s strikes in the middle of a line that has begun', (kind, out, last) => {
  const { take, strike } = createLines()
  const steps = function* () {
    yield take(Buffer.from('{"a":1}\n{"b"'))
    yield strike(kind)
    yield take(Buffer.from(':2'))
    yield take(Buffer.from('}\n{"c":3}\n'))
  }
  expect(passed(steps())).toEqual({ out, last })
})
