import { ContenderError } from '../errors.ts'
import { type Chance, delayMs } from '../reconciler/backoff.ts'
import type { Clock } from '../reconciler/clock.ts'
import { Again, wrong } from './failures.ts'
import { isStrong, type Mark, type Origin, type Sending } from './origin.ts'
import type { Limits } from './settings.ts'
import type { Sink } from './sink.ts'

export type DownloadPorts = {
  readonly limits: Limits
  readonly clock: Clock
  readonly chance: Chance
  readonly trouble: (trouble: Trouble) => void
}

/** What went wrong and stopped nothing, for a log. */
export type Trouble = {
  readonly uri: string
  readonly said: string
  readonly againInMs?: number
}

export type Download = {
  readonly origin: Origin
  readonly sink: Sink
  readonly unless?: Mark | undefined
  readonly told: string
}

/** `pieces`: what had come before was taken for its beginning, by its tag. */
export type Brought = 'whole' | 'pieces' | 'same'

/**
 * Brings a whole model into a sink, or finds that it is still that of `unless`. It goes on where it was cut
 * off, tries again what may pass, and gives up as `ModelUnreachable` after some tries without real progress.
 */
export async function download(
  wanted: Download,
  { limits, clock, chance, trouble }: DownloadPorts,
  signal: AbortSignal,
): Promise<Brought> {
  const { sink, told } = wanted
  let [failed, most] = [0, sink.length()]
  for (;;) {
    signal.throwIfAborted()
    const cause = await attempt(wanted, limits, signal).catch(passing(signal))
    if (!(cause instanceof Again)) return cause
    if (cause.anew) await sink.begin({})
    const hasMoved = sink.length() >= most + progressBytes
    most = Math.max(most, sink.length()) // over all tries, so that they come to an end
    failed = hasMoved ? 1 : failed + 1
    const pauseMs = Math.max(delayMs(limits.backoff, failed, chance), cause.afterMs)
    if (failed >= limits.tries || cause.afterMs > limits.patienceMs)
      throw givenUp(cause, failed, told)
    trouble({ uri: told, said: cause.message, againInMs: pauseMs })
    await clock.sleep(pauseMs, signal)
  }
}

const progressBytes = 1024 * 1024

/** What may pass is a value from here on. */
const passing = (signal: AbortSignal) => (cause: unknown) => {
  if (signal.aborted) throw signal.reason
  if (cause instanceof Again) return cause
  throw cause
}

function givenUp(cause: Again, failed: number, told: string): ContenderError {
  const tries = failed === 1 ? 'once' : `${failed} times`
  const retryAfterMs = cause.afterMs > 0 ? cause.afterMs : undefined
  const said = `${told}: tried ${tries} in vain: ${cause.message}`
  return new ContenderError('ModelUnreachable', said, { cause, retryAfterMs })
}

async function attempt(
  { origin, sink, unless, told }: Download,
  limits: Limits,
  signal: AbortSignal,
): Promise<Brought> {
  const { tag } = sink.mark()
  // With any other tag, what comes may not fit what there is.
  const from = isStrong(tag) ? sink.length() : 0
  const sending = await origin.open({ from, tag, unless: from === 0 ? unless : undefined }, signal)
  if (sending === 'same') return 'same'
  try {
    await receive(sending, sink, { limits, told })
  } finally {
    sending.close()
  }
  return sending.from === 0 ? 'whole' : 'pieces'
}

async function receive(
  { from, size, mark, chunks }: Sending,
  sink: Sink,
  { limits: { modelBytes }, told }: { readonly limits: Limits; readonly told: string },
): Promise<void> {
  if ((size ?? 0) > modelBytes) throw tooLarge(told, modelBytes)
  if (from === 0) await sink.begin(mark)
  for await (const chunk of chunks) {
    if (sink.length() + chunk.length > modelBytes) throw tooLarge(told, modelBytes)
    await sink.write(chunk)
  }
  const length = sink.length()
  if (length < (size ?? 0)) throw new Again(`it ended after ${length} of ${size} bytes`)
  if (length === 0) throw wrong('ModelAnswerInvalid', told, 'is empty')
}

const tooLarge = (told: string, limit: number) =>
  wrong('ModelTooLarge', told, `is longer than ${limit} bytes, which is the limit`)
