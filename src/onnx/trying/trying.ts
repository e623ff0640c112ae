import type { Tensors } from '../../protocol/tensor.ts'
import { limits } from '../limits.ts'
import { attempt, attemptAgain, type Failed, type Ground, type Went } from './attempt.ts'
import { mixture } from './comparing.ts'
import { hasOpenLengths, rowKindOf } from './rows.ts'

/** A run of made-up inputs; `rows` undefined: the inputs have none, or don't agree. */
type Trial = {
  readonly rows: number | undefined
  readonly inputs: Tensors
  readonly outputs: Tensors
}

export type Tried = {
  /** The last one has two rows where there may be two; none where the model could not be tried. */
  readonly trials: readonly Trial[]
  readonly oneMs: number | undefined
  /** Of as many rows as may go together; undefined where nobody knows how long a run may take. */
  readonly mostMs: number | undefined
  readonly batching: { readonly isSafe: boolean; readonly why: string }
}

/** Warms a model up, and finds out what it gives, how long that takes, and whether rows keep apart. */
export async function tryOut(ground: Ground, mostRows: number): Promise<Tried> {
  const { inputs } = ground
  const kind = rowKindOf(inputs)
  const lengths = hasOpenLengths(inputs) ? limits.lengths : limits.lengths.slice(0, 1)
  const length = await lengthThatRuns(ground, lengths)
  const one = await attemptAgain(ground, { rows: [0], length })
  if ('why' in one) {
    const why = `it could not be tried, since it refuses what is made up: ${one.why}`
    return { trials: [], oneMs: undefined, mostMs: undefined, batching: { isSafe: false, why } }
  }
  const trial = { ...one, rows: kind.kind === 'Open' ? 1 : kind.rows }
  const more =
    kind.kind === 'Open'
      ? await tryRows(ground, one, length, mostRows)
      : { trials: [], mostMs: one.ms, batching: { isSafe: false, why: kind.why } }
  return {
    trials: [trial, ...more.trials],
    oneMs: one.ms,
    mostMs: hasOpenLengths(inputs) ? undefined : more.mostMs,
    batching: more.batching,
  }
}

async function lengthThatRuns(ground: Ground, lengths: readonly number[]): Promise<number> {
  for (const length of lengths) {
    const tried = await attempt(ground, { rows: [0], length })
    if (!('why' in tried)) return length
  }
  return lengths[0] ?? 1
}

/** Two rows alone and together, the other way round too, and as many as may go together, of both in turn. */
async function tryRows(
  ground: Ground,
  one: Went,
  length: number,
  mostRows: number,
): Promise<Omit<Tried, 'oneMs'>> {
  const second = await attempt(ground, { rows: [1], length })
  const pair = await attempt(ground, { rows: [0, 1], length })
  const turned = await attempt(ground, { rows: [1, 0], length })
  const many = Array.from({ length: mostRows }, (_, nth) => nth % 2)
  const most = await attemptAgain(ground, { rows: many, length })
  const trials = 'why' in pair ? [] : [{ ...pair, rows: 2 }]
  const why = refusal(second, pair, turned, most) ?? mixed()
  const isOneAtMost = 'why' in pair && 'why' in most
  const mostMs = 'why' in most ? (isOneAtMost ? one.ms : undefined) : most.ms
  if (why !== undefined) return { trials, mostMs, batching: { isSafe: false, why } }
  return {
    trials,
    mostMs,
    batching: { isSafe: true, why: 'rows together give what each gives alone' },
  }

  function mixed(): string | undefined {
    const alone = [one.outputs, outputsOf(second)]
    const of = (rows: readonly number[]) => rows.map((row) => alone[row] ?? [])
    return (
      mixture(outputsOf(pair), of([0, 1])) ??
      mixture(outputsOf(turned), of([1, 0])) ??
      mixture(outputsOf(most), of(many))
    )
  }
}

type Answer = { readonly outputs: Tensors } | Failed

const outputsOf = (answer: Answer) => ('why' in answer ? [] : answer.outputs)

function refusal(second: Answer, ...together: readonly Answer[]): string | undefined {
  if ('why' in second) return `not every row goes through it: ${second.why}`
  const failed = together.find((each) => 'why' in each)
  return failed && 'why' in failed ? `rows cannot go together: ${failed.why}` : undefined
}
