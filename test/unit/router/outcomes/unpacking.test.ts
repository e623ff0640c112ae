import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { unpacked } from '../../../../src/router/outcomes/unpacking.ts'

const nothing = async () => {}

/** Less than Node reads of a request that nobody reads. */
const tail = 40_000

/** A request that is here as a whole, and not read to its end when its client leaves. `begin` is called in the middle of it. */
async function abandoned(
  body: Buffer,
  coding: string,
  begin: (chunks: AsyncIterator<Buffer>) => Promise<unknown> = nothing,
): Promise<AsyncIterator<Buffer>> {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const head = `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n`
  socket.write(`${head}content-encoding: ${coding}\r\n\r\n`)
  socket.write(body.subarray(0, -tail))
  const [message]: IncomingMessage[] = await once(server, 'request')
  if (message === undefined) throw new Error('there is no request')
  const chunks = unpacked(message)[Symbol.asyncIterator]()
  await begin(chunks)
  socket.write(body.subarray(-tail))
  while (!message.complete) await new Promise(setImmediate)
  const isClosed = once(message.socket, 'close')
  socket.destroy()
  await isClosed
  return chunks
}

async function all(chunks: AsyncIterator<Buffer>): Promise<void> {
  while (!(await chunks.next()).done) {}
}

it.each([
  ['identity', Buffer.from('{}')],
  ['gzip', gzipSync('{}')],
])('takes a client that has left before anybody read its body (%s) for gone', async (coding, body) => {
  const chunks = await abandoned(body, coding)
  await expect(all(chunks)).rejects.toMatchObject({ code: 'ClientGone' })
})

it('waits for no more of a packed body that has come, and was not read, once its client has left', async () => {
  // More than is unpacked before somebody reads that.
  const packed = gzipSync(Buffer.alloc(120_000_000))
  const chunks = await abandoned(packed, 'gzip', (begun) => begun.next())
  await expect(all(chunks)).rejects.toMatchObject({ code: 'ClientGone' })
})
