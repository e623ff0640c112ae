import type { ServerResponse } from 'node:http'
import type { OutcomeAnswer, Unsettled } from './outcome.ts'
import type { Form } from './scanner.ts'
import { statusOf, textOf } from './telling.ts'

export type Answered = {
  readonly form: Form
  readonly answers: readonly OutcomeAnswer[]
  /** Why nothing was read from then on. */
  readonly ended: Unsettled | undefined
}

/** Writes answers in the form of what was sent, no faster than they are read. */
export async function writeAnswers(response: ServerResponse, answered: Answered): Promise<void> {
  const { form, answers, ended } = answered
  const all = ended === undefined ? answers : [...answers, ended]
  const isSeveral = form === 'Lines' && all.length > 1
  const status = statusOf(answers, ended)
  response.statusCode = status
  response.setHeader('content-type', isSeveral ? 'application/x-ndjson' : 'application/json')
  if (status === 503) response.setHeader('retry-after', 1)
  await writePieces(response, piecesOf(all, form))
}

/** One alone has a length. */
async function writePieces(response: ServerResponse, pieces: Iterable<string>): Promise<void> {
  let last = ''
  for (const piece of pieces) {
    if (response.destroyed) return
    if (last !== '' && !response.write(last)) await drained(response)
    last = piece
  }
  response.end(last)
}

function* piecesOf(answers: readonly OutcomeAnswer[], form: Form): Generator<string> {
  const [begin, between, end] = form === 'Array' ? ['[', ',', ']'] : ['', '\n', '\n']
  const texts = new Map<OutcomeAnswer, string>()
  let piece = begin
  for (const [nth, answer] of answers.entries()) {
    const text = texts.get(answer) ?? textOf(answer)
    if (texts.size < mostTexts) texts.set(answer, text)
    piece += nth === 0 ? text : between + text
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  yield piece + end
}

/** Most answers are the same few. */
const mostTexts = 64
const pieceLength = 65_536

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      response.off('drain', goOn).off('close', goOn)
      resolve()
    }
    response.on('drain', goOn).on('close', goOn)
  })
}
