import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

type Answered = (status: number, body: string) => void

/** A connection that is kept, with one request on it at a time. */
export type Connection = {
  readonly ask: (request: Buffer, answered: Answered) => void
  readonly close: () => void
}

const blank = Buffer.from('\r\n\r\n')

/**
 * HTTP/1.1 as far as a bench needs it, at a fraction of what a real client costs: the machine is shared with whom we
 * measure. Answers must say their length. A broken connection breaks the process, and with it the bench.
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let waiting: Answered | undefined
  let got: Buffer | undefined
  let isClosing = false

  socket.on('data', (piece: Buffer) => {
    got = got === undefined ? piece : Buffer.concat([got, piece])
    const end = got.indexOf(blank)
    if (end < 0) return
    const head = got.toString('latin1', 0, end)
    const length = lengthIn(head)
    if (got.length < end + 4 + length) return
    const body = got.toString('utf8', end + 4, end + 4 + length)
    const answered = waiting
    got = undefined
    waiting = undefined
    answered?.(Number(head.slice(9, 12)), body)
  })
  socket.on('close', () => {
    if (!isClosing) throw new Error('the server has closed a connection')
  })

  return {
    ask: (request, answered) => {
      waiting = answered
      socket.write(request)
    },
    close: () => {
      isClosing = true
      socket.destroy()
    },
  }
}

function lengthIn(head: string): number {
  const said = /\r\ncontent-length: *(\d+)/i.exec(head)
  if (said === null) throw new Error(`an answer without a length: ${head}`)
  return Number(said[1])
}
