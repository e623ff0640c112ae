import { connect } from 'node:net'
import { type Answer, createReader } from './reading.ts'

/** What goes over one connection. */
export type Sending = {
  /** Written one after the other. */
  readonly pieces: readonly Buffer[]
  /**
   * When the client goes: when so many answers are there, when it has written all, or when it sees that nothing comes,
   * since what it has sent need not be a whole request.
   */
  readonly leaves: number | 'AtOnce' | 'Bored'
  readonly isHead?: boolean
}

export type Exchange = {
  readonly answers: readonly Answer[]
  /** Of what came and is no HTTP. */
  readonly strange: string | undefined
  /** The server has ended it. */
  readonly isEnded: boolean
  /** The answers that were waited for did not come in time. */
  readonly isOverdue: boolean
}

/** An answer takes milliseconds; whoever has waited for that long waits for ever. */
const overdueMs = 30_000

/** Sends bytes as they are, and reads what comes. `bored` resolves when nobody needs to wait any longer. */
export function exchanged(
  port: number,
  { pieces, leaves, isHead = false }: Sending,
  bored: () => Promise<unknown>,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const reader = createReader(isHead)
    const overdue = setTimeout(() => leave({ isOverdue: true }), overdueMs)
    const wanted = typeof leaves === 'number' ? leaves : Number.POSITIVE_INFINITY
    socket.setNoDelay(true)
    socket.on('error', () => {}) // it closes, and that counts
    socket.on('data', (chunk) => {
      reader.take(chunk)
      if (reader.answers.length >= wanted) leave({})
    })
    socket.on('close', () => {
      reader.end()
      leave({ isEnded: true })
    })
    void write()

    async function write(): Promise<void> {
      for (const piece of pieces) {
        await new Promise<void>((written) => socket.write(piece, () => written()))
      }
      if (leaves === 'AtOnce') leave({})
      if (leaves === 'Bored') void bored().then(() => leave({}))
    }

    function leave(how: Partial<Exchange>): void {
      clearTimeout(overdue)
      socket.destroy()
      const { answers } = reader
      resolve({ isEnded: false, isOverdue: false, strange: reader.strange(), answers, ...how })
    }
  })
}
