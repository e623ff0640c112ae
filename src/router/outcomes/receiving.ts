import type { IncomingMessage } from 'node:http'
import { ContenderError } from '../../errors.ts'
import { type Batch, createBatch, unsettled } from './batch.ts'
import type { Holding } from './holding.ts'
import { type Moment, momentOf } from './moment.ts'
import type { OutcomesPorts } from './ports.ts'
import { isWrong, outcomeIn } from './reading.ts'
import type { Piece } from './rest.ts'
import { createScanner } from './scanner.ts'
import { slicesOf } from './slices.ts'
import { unpacked } from './unpacking.ts'
import type { Answered } from './writing.ts'

/**
 * Takes outcomes while they come. What ends them too soon is told after the answers to those that came before; it is
 * thrown where there are none.
 */
export async function received(
  message: IncomingMessage,
  ports: OutcomesPorts,
  holding: Holding,
): Promise<Answered> {
  const batch = createBatch(ports, holding)
  let moment = momentOf(ports)
  const scanner = createScanner((piece) =>
    takePiece(piece, scanner.form() === 'Array', batch, moment),
  )
  let ended: ContenderError | undefined
  try {
    for await (const slice of slicesOf(unpacked(message))) {
      moment = momentOf(ports)
      scanner.write(slice)
      await batch.room()
    }
    scanner.end()
    if (batch.size() === 0 && scanner.form() === 'Lines') throw invalid('there is no outcome in it')
  } catch (cause) {
    if (batch.size() === 0 || !isEnd(cause)) throw cause
    ended = cause
  }
  const answers = await batch.end()
  return { form: scanner.form(), answers, ended: ended && unsettled(ended) }
}

function takePiece(piece: Piece, isInArray: boolean, batch: Batch, moment: Moment): void {
  if (batch.size() >= mostOutcomes)
    throw invalid(`a request brings at most ${mostOutcomes}: what came after them was not read`)
  const sent = outcomeIn(piece)
  if (!isWrong(sent)) {
    batch.take({ sent, bytes: bytesOf(piece), arrivedAtMs: moment.nowMs }, moment)
  } else if (isInArray && !sent.isJson) {
    throw invalid(sent.wrong)
  } else {
    batch.fail({ failure: 'OutcomesInvalid', detail: sent.wrong })
  }
}

const mostOutcomes = 100_000

const bytesOf = (piece: Piece) => (typeof piece === 'string' ? Buffer.byteLength(piece) : 0)

/** Whoever is gone gets no answer, and a bug is none. */
const isEnd = (cause: unknown): cause is ContenderError =>
  cause instanceof ContenderError && cause.code !== 'ClientGone'

const invalid = (what: string) => new ContenderError('OutcomesInvalid', what)
