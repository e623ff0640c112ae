import { durationInWords } from '../duration-words.ts'
import type { Gate } from '../sequential/gate.ts'
import { unknownBecause } from '../unknown.ts'
import type { Finding } from './claims.ts'
import type { Bound } from './question.ts'
import type { Row } from './row.ts'

/** A row in one sentence: which metric of whom, what was found, and the figures. */
export function saidOf(row: Row): string {
  const { metric, challenger, finding, method } = row
  const words = method === 'Posterior' ? expected : found
  return `${metric} of ${challenger} ${words[finding]}: ${figuresOf(row)}`
}

const found: { readonly [F in Finding]: string } = {
  Better: 'is proven better',
  Worse: 'is worse',
  Futile: 'is proven not to be better by as much as is worth the trouble',
  Safe: 'is proven to be within its bound',
  Damaged: 'is proven worse, and not proven to be within its bound',
  Harmful: 'is proven to be beyond its bound',
  Open: 'is open',
}

/** A posterior proves nothing. */
const expected = {
  ...found,
  Better: 'is expected to be better',
  Futile: 'is expected not to be better',
}

function figuresOf(row: Row): string {
  const { unknown, bound, estimate, low, high, gates } = row
  if (unknown !== undefined) return unknown.sentence
  const closed = gates.filter(({ have, need }) => have < need)
  if (closed.length > 0) return lacks(closed)
  const ends = `${end(low, 'no lower end')} to ${end(high, 'no upper end')}`
  return `${scales[bound]} ${end(estimate, 'unknown')}, interval ${ends}, ${against(row)}`
}

const scales: { readonly [B in Bound]: string } = {
  Effect: 'challenger minus champion',
  Margin: 'challenger minus champion',
  Ratio: 'challenger divided by champion',
  Limit: 'level',
}

const against = ({ role, boundary }: Row) =>
  role === 'Guardrail' ? `allowed ${figure(boundary)}` : `no effect is ${figure(boundary)}`

/** Counts are wanted before anything is said at all; time, before it is final. */
function lacks(closed: readonly Gate[]): string {
  if (closed.some(({ name }) => name === 'Spread')) return unknownBecause('NoSpread').sentence
  const counts = closed.filter(({ name }) => name !== 'Duration')
  const wanted = counts.map(({ name, have, need }) => `${name} ${figure(have)} of ${figure(need)}`)
  const times = closed.filter((gate) => !counts.includes(gate))
  return [
    ...(wanted.length === 0 ? [] : [`not yet, ${wanted.join(', ')}`]),
    ...times.map(({ have, need }) => `not final, ${passed(have, need)}`),
  ].join('; ')
}

/** So much of a stretch of time has passed. */
export const passed = (have: number, need: number) =>
  `${durationInWords(have)} of ${durationInWords(need)} have passed`
const figure = (x: number) => String(Number.isInteger(x) ? x : Number(x.toPrecision(4)))
const end = (x: number | undefined, otherwise: string) => (x === undefined ? otherwise : figure(x))

/** As many as fit into the reason of a verdict, at least a part of the first, and how many more there are. */
export function inAll(sentences: readonly string[]): string {
  const [first = ''] = sentences
  let text = first.length > longest ? `${first.slice(0, longest - 1)}…` : first
  for (const [i, sentence] of sentences.entries()) {
    if (i === 0) continue
    const longer = `${text}; ${sentence}`
    if (longer.length > longest) return `${text}; and ${sentences.length - i} more`
    text = longer
  }
  return text
}

const longest = 480
