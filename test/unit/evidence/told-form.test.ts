import { isDeepStrictEqual } from 'node:util'
import { expect, it } from 'vitest'
import { ContenderError } from '../../../src/errors.ts'
import { written } from '../../../src/evidence/checkpoint/check-point.ts'
import { withFolded } from '../../../src/evidence/checkpoint/folding.ts'
import { namesIn } from '../../../src/evidence/checkpoint/gathered.ts'
import { withTold } from '../../../src/evidence/checkpoint/gathering.ts'
import { checkPointIn } from '../../../src/evidence/checkpoint/reading.ts'
import { inRound } from '../../../src/evidence/checkpoint/rounds.ts'
import { toldIn } from '../../../src/evidence/told-form.ts'
import { chance } from '../../chance.ts'
import { bentTree, type Words } from '../../integration/fuzz/json.ts'
import { aCount, gatheredOf, id, judged, tellingOf } from './checkpoint/given.ts'
import { travelled } from './given.ts'

const told = () =>
  tellingOf(
    { ...aCount(1, 1, 60), units: { level: 0, rows: [] } },
    { tallies: [aCount(2, 2, 3)], lostWindows: [{ fromMs: 1, toMs: 2 }] },
  )

it('reads all that a router says, as it is', () => {
  for (let seed = 0; seed < 10; seed++) {
    const one = tellingOf(aCount(1, seed), { tallies: [aCount(2, seed)] })
    expect(isDeepStrictEqual(toldIn(travelled(one) as never), one)).toBe(true)
  }
})

const words: Words = {
  keys: ['instance', 'tallies', 'books', 'rows', 'sums', 'pairs', 'n', 'kind', '__proto__'],
  texts: ['Live', 'Normal', 'Accuracy', 'AUC', 'R2', 'gone', id(7), '', 'x'],
}

/** All that comes of it later, by when it is too late to refuse it. */
function livedWith(document: unknown): void {
  const all = gatheredOf([aCount(1, 5, 30), aCount(3, 6, 30)])
  const { gathered } = withTold(all, toldIn(document as never), 1)
  judged(gathered)
  const point = written({ atMs: 0, gathered, memories: null, case: null })
  const back = checkPointIn(travelled(point.parts), point.digest).gathered
  const folded = withFolded(back, namesIn(back))
  judged(folded)
  judged(inRound(folded, 2))
  written({ atMs: 0, gathered: folded, memories: null, case: null })
}

it('takes nothing that could not be judged, merged, written down or read again, whatever is bent in it', () => {
  const ends = { taken: 0, refused: 0 }
  for (let seed = 0; seed < 250; seed++) {
    const { bent, what } = bentTree(chance(seed), told(), words)
    const document = parsed(bent)
    if (document === undefined) continue
    try {
      livedWith(document)
      ends.taken++
    } catch (cause) {
      expect(cause, `${seed}: ${what}`).toBeInstanceOf(ContenderError)
      expect((cause as ContenderError).code, `${seed}: ${what}: ${cause}`).toBe(
        'EvidenceUnavailable',
      )
      ends.refused++
    }
  }
  expect(ends.taken).toBeGreaterThan(20)
  expect(ends.refused).toBeGreaterThan(80)
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const own = aCount(1, 1, 50)
const [book] = own.books
const of = (edits: object) => ({ ...own, books: [{ ...book, ...edits }] })

it.each<[string, unknown]>([
  ['a look', { ...told(), kind: 'Look' }],
  ['another format', { ...told(), format: 2 }],
  ['no tally', { ...told(), tallies: [] }],
  ['the tally of another one first', { ...told(), instance: id(9) }],
  ['a kind that nobody knows', of({ metrics: [{ ...book?.metrics[0], kind: 'Surprise' }] })],
  ['a metric with a name that is none', of({ metrics: [{ ...book?.metrics[0], name: '../x' }] })],
  ['sums of another kind', of({ metrics: book?.metrics.map((m) => ({ ...m, kind: 'R2' })) })],
  ['fewer sums than metrics', of({ metrics: [...(book?.metrics ?? []), book?.metrics[0]] })],
  ['another delay than its metrics', of({ delayMs: 5 })],
])('refuses %s', (_, document) => {
  const whole =
    typeof document === 'object' && 'tallies' in Object(document)
      ? document
      : { ...told(), tallies: [document] }
  expect(() => toldIn(travelled(whole) as never)).toThrow(
    expect.objectContaining({ code: 'EvidenceUnavailable' }),
  )
})
