import { ContenderError } from '../errors.ts'
import type { Tensors } from '../protocol/tensor.ts'
import { areAlike, cut, joined, rowsOf } from './rows.ts'

/** Runs tensors through a model; fails as a whole. */
export type Run = (inputs: Tensors, outputs: readonly string[]) => Promise<Tensors>

export type Batching = {
  /** More rows than these never go together; a request that has more by itself goes alone. With 1 each goes alone. */
  readonly mostRows: number
  /** Requests that may wait for their turn; one more is refused. */
  readonly mostWaiting: number
  /** Calls at the end of the turn of the loop: whatever else is there to be read or written comes first. */
  readonly turn: (go: () => void) => void
  /** Calls when what has come by then should go, be the batch full or not; if not given, that is `turn`. */
  readonly gather?: ((go: () => void) => void) | undefined
  /** What went together, for whoever counts. */
  readonly ran?: ((requests: number, rows: number) => void) | undefined
}

export type Batcher = {
  /** The outputs of these inputs, as if they had gone alone. Rejects with the signal's reason once it is aborted. */
  readonly run: (
    inputs: Tensors,
    outputs: readonly string[],
    signal: AbortSignal,
  ) => Promise<Tensors>
  readonly waiting: () => number
}

type Request = {
  readonly inputs: Tensors
  readonly outputs: readonly string[]
  /** 0 where that means nothing: it goes alone. */
  readonly rows: number
  /** Answered, failed or cancelled. */
  readonly isOver: () => boolean
  readonly resolve: (found: Tensors) => void
  readonly reject: (cause: unknown) => void
}

/**
 * Requests of one model that wait at the same time go through it as one. Guaranteed, whatever the mix:
 * - each gets its own rows, equal to what it would get alone, or its own failure;
 * - they go in the order in which they came, but for those that fit into a batch before them;
 * - one that is alone waits for nobody, but for `gather`: not that if nobody could go with it, and for no longer than to the
 *   end of the turn once a batch is full;
 * - one run at a time, and only for requests that somebody waits for as it begins.
 */
export function createBatcher(run: Run, batching: Batching): Batcher {
  const { mostRows, mostWaiting, turn, gather = turn, ran } = batching
  const queue: Request[] = []
  let rowsWaiting = 0
  let state: 'Idle' | 'Gathering' | 'Running' = 'Idle'
  let round = 0

  function enter(request: Request): void {
    queue.push(request)
    rowsWaiting += weightOf(request)
    if (state === 'Idle') beginWith(request)
    else if (state === 'Gathering' && rowsWaiting >= mostRows) beginAfter(turn)
  }

  function beginWith(request: Request): void {
    state = 'Gathering'
    if (weightOf(request) >= mostRows) begin()
    else beginAfter(gather)
  }

  function beginAfter(wait: Batching['turn']): void {
    const own = round
    wait(() => own === round && begin())
  }

  function begin(): void {
    round++
    void work()
  }

  function leave(request: Request): void {
    const nth = queue.indexOf(request)
    if (nth < 0) return
    queue.splice(nth, 1)
    rowsWaiting -= weightOf(request)
  }

  async function work(): Promise<void> {
    state = 'Running'
    const batch = nextBatch()
    if (batch.length === 1) await alone(batch[0])
    else if (batch.length > 1) await together(batch)
    if (queue.length > 0) turn(begin)
    else state = 'Idle'
  }

  /** The first that waits, and what comes after it that may go with it. The others stay, in their order. */
  function nextBatch(): readonly Request[] {
    const batch: Request[] = []
    let rows = 0
    let left = 0
    for (const request of queue) {
      if (batch.length === 0 || (rows < mostRows && mayJoin(batch[0], request, mostRows - rows))) {
        batch.push(request)
        rows += weightOf(request)
      } else queue[left++] = request
    }
    queue.length = left
    rowsWaiting -= rows
    if (batch.length > 0) ran?.(batch.length, rows)
    return batch
  }

  async function together(batch: readonly Request[]): Promise<void> {
    const rows = batch.reduce((sum, request) => sum + request.rows, 0)
    const found = await runJoined(batch).catch(() => [])
    if (rowsOf(found) === rows) return share(batch, found)
    for (const request of batch) if (!request.isOver()) await alone(request)
  }

  async function runJoined(batch: readonly Request[]): Promise<Tensors> {
    return run(joined(batch.map(({ inputs }) => inputs)), batch[0]?.outputs ?? [])
  }

  async function alone(request: Request | undefined): Promise<void> {
    try {
      if (request !== undefined) request.resolve(await run(request.inputs, request.outputs))
    } catch (cause) {
      request?.reject(cause)
    }
  }

  return {
    waiting: () => queue.length,
    run(inputs, outputs, signal) {
      if (signal.aborted) return Promise.reject(signal.reason)
      if (queue.length >= mostWaiting) {
        const what = `${queue.length} requests wait for this model`
        return Promise.reject(new ContenderError('Overloaded', what))
      }
      return new Promise((resolve, reject) => {
        let isOver = false
        const over = () => {
          isOver = true
          signal.removeEventListener('abort', cancel)
        }
        const cancel = () => {
          leave(request)
          request.reject(signal.reason)
        }
        const request: Request = {
          ...{ inputs, outputs, rows: rowsOf(inputs) ?? 0, isOver: () => isOver },
          resolve(found) {
            over()
            resolve(found)
          },
          reject(cause) {
            over()
            reject(cause)
          },
        }
        signal.addEventListener('abort', cancel)
        enter(request)
      })
    },
  }
}

const weightOf = ({ rows }: Request): number => Math.max(1, rows)

function mayJoin(first: Request | undefined, request: Request, room: number): boolean {
  if (first === undefined || first.rows === 0 || request.rows === 0) return false
  return (
    request.rows <= room &&
    areSame(first.outputs, request.outputs) &&
    areAlike(first.inputs, request.inputs)
  )
}

const areSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((each, nth) => each === others[nth])

function share(batch: readonly Request[], found: Tensors): void {
  let from = 0
  for (const { rows, resolve, isOver } of batch) {
    if (!isOver()) resolve(cut(found, from, rows))
    from += rows
  }
}
