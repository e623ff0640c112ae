import type { IncomingMessage } from 'node:http'
import { createUnzip } from 'node:zlib'
import { ContenderError, saidBy } from '../../errors.ts'

/**
 * The body of a request, unpacked, chunk by chunk and no faster than it is taken. Whoever stops in the middle may still
 * answer: the connection stays. `ClientGone` where it breaks off.
 */
export function unpacked(message: IncomingMessage): AsyncIterable<Buffer> {
  const coding = message.headers['content-encoding']?.trim().toLowerCase() ?? ''
  if (isPlain(coding)) return plain(message)
  if (zipped.includes(coding)) return unzipped(message, coding)
  const what = `the body is coded as ${coding.slice(0, 64)}, and gzip and deflate are read`
  throw new ContenderError('EncodingUnsupported', what)
}

const isPlain = (coding: string) => coding === '' || coding === 'identity'
const zipped: readonly string[] = ['gzip', 'x-gzip', 'deflate']

async function* plain(message: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* message.iterator({ destroyOnReturn: false })
  } catch {
    throw gone() // also where all of it had come, and was not read yet
  }
}

async function* unzipped(message: IncomingMessage, coding: string): AsyncGenerator<Buffer> {
  if (message.destroyed) throw gone()
  const unzip = createUnzip()
  const leave = () => message.readableEnded || unzip.destroy(gone())
  message.on('close', leave).on('error', leave)
  try {
    yield* message.pipe(unzip)
  } catch (cause) {
    if (cause instanceof ContenderError) throw cause
    throw new ContenderError('OutcomesInvalid', `the body is not ${coding}: ${saidBy(cause)}`)
  } finally {
    message.unpipe(unzip)
  }
}

const gone = () =>
  new ContenderError('ClientGone', 'the connection was closed before the end of the body')
