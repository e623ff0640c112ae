import type { ContenderError, FailureCode } from '../errors.ts'
import { Again, wrong } from './failures.ts'
import type { Mark, Sending, Wish } from './origin.ts'
import type { Answer } from './wire.ts'

/** An answer, and what is to be known to understand it. */
export type Heard = {
  readonly answer: Answer
  readonly wish: Wish
  readonly told: string
  /** What may help whoever is refused. */
  readonly clue: string
  readonly wallMs: number
}

/** What the answer to a wish means, or why there is none. */
export async function sendingOf(heard: Heard): Promise<Sending | 'same'> {
  const { answer, wish } = heard
  const good = goods.get(answer.status)
  if (good === undefined) throw await refusalOf(heard, await wordsIn(answer))
  try {
    return isUnchanged(answer, wish) ? same(answer) : good(heard)
  } catch (cause) {
    answer.close()
    throw cause
  }
}

type Good = (heard: Heard) => Sending | 'same'

const goods: ReadonlyMap<number, Good> = new Map<number, Good>([
  [200, whole],
  [206, rest],
  [304, unchanged],
  [416, beyond],
])

function same(answer: Answer): 'same' {
  answer.close()
  return 'same'
}

function unchanged({ answer, wish, told }: Heard): 'same' {
  if (wish.unless !== undefined) return same(answer)
  throw wrong('ModelAnswerInvalid', told, 'answers 304, which nobody asked for')
}

/** Some answer a condition with everything, and with what was not wanted. */
function isUnchanged(answer: Answer, { unless }: Wish): boolean {
  if (unless === undefined || answer.status !== 200) return false
  const { tag, modified, size } = markOf(answer)
  if (tag !== undefined || unless.tag !== undefined) return tag === unless.tag
  return modified !== undefined && modified === unless.modified && size === unless.size
}

function whole({ answer, told }: Heard): Sending {
  const coding = answer.header('content-encoding') ?? 'identity'
  if (coding !== 'identity') {
    throw wrong('ModelAnswerInvalid', told, `comes as ${coding}, though it was asked for as it is`)
  }
  const type = answer.header('content-type') ?? ''
  if (/^text\/html\b/i.test(type)) {
    throw wrong(
      'ModelAnswerInvalid',
      told,
      'answers with a page (text/html), perhaps one to log in',
    )
  }
  return { ...answer, from: 0, size: lengthIn(answer), mark: markOf(answer) }
}

function rest({ answer, wish, told }: Heard): Sending {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.header('content-range') ?? '')
  const [, from, size] = range ?? []
  if (wish.from === 0) throw wrong('ModelAnswerInvalid', told, 'sends a part, asked for the whole')
  if (Number(from) !== wish.from || answer.header('etag') !== wish.tag) {
    throw new Again('it sent another part than the one asked for', { anew: true })
  }
  const mark = { ...markOf(answer), size: Number.isNaN(Number(size)) ? undefined : Number(size) }
  return { ...answer, from: wish.from, size: mark.size, mark }
}

function beyond({ wish, told }: Heard): never {
  if (wish.from === 0) throw wrong('ModelAnswerInvalid', told, 'answers 416')
  throw new Again('it has become shorter', { anew: true })
}

function lengthIn(answer: Answer): number | undefined {
  const length = answer.header('content-length')
  return length === undefined ? undefined : Number(length)
}

/** A date tells bytes apart once it is a second older than the answer (RFC 9110, 8.8.2.2). */
function markOf(answer: Answer): Mark {
  const [tag, modified] = [answer.header('etag'), answer.header('last-modified')]
  const ageMs = Date.parse(answer.header('date') ?? '') - Date.parse(modified ?? '')
  return { tag, modified: ageMs >= 1000 ? modified : undefined, size: lengthIn(answer) }
}

/** The beginning of what is said about a failure: stores of S3 say more there than by the status. */
export async function wordsIn({ chunks, close }: Answer): Promise<string> {
  let words = ''
  try {
    for await (const chunk of chunks) {
      words += chunk.toString('latin1')
      if (words.length > 4096) break
    }
  } catch {
    // It said no, whatever it would have added.
  }
  close()
  return words
}

export async function refusalOf({ answer, told, clue, wallMs }: Heard, words: string) {
  const { status } = answer
  const code = /<Code>(\w{1,64})<\/Code>/.exec(words)?.[1]
  const said = code === undefined ? `answers ${status}` : `answers ${status} ${code}`
  if (status >= 500 || passing.has(status)) {
    return new Again(said, { afterMs: afterIn(answer.header('retry-after'), wallMs) })
  }
  return refused(code, status, told, said, clue)
}

function refused(
  code: string | undefined,
  status: number,
  told: string,
  said: string,
  clue: string,
): ContenderError {
  const isDenied = code !== undefined && denials.has(code)
  const failure = isDenied ? 'ModelAccessDenied' : (refusals.get(status) ?? 'ModelAnswerInvalid')
  const more = failure === 'ModelAccessDenied' && clue !== '' ? `${said} (${clue})` : said
  return wrong(failure, told, more)
}

const passing: ReadonlySet<number> = new Set([408, 425, 429])

const refusals: ReadonlyMap<number, FailureCode> = new Map<number, FailureCode>([
  [401, 'ModelAccessDenied'],
  [403, 'ModelAccessDenied'],
  [404, 'ModelMissing'],
  [410, 'ModelMissing'],
])

/** Of S3, with a status that says less. */
const denials: ReadonlySet<string> = new Set([
  'AuthorizationHeaderMalformed',
  'ExpiredToken',
  'InvalidToken',
  'TokenRefreshRequired',
])

/** Seconds, or a date. */
function afterIn(header: string | undefined, wallMs: number): number {
  const text = header ?? ''
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - wallMs
  return Number.isFinite(ms) ? Math.max(0, ms) : 0
}
