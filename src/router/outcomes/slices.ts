import { setImmediate as turn } from 'node:timers/promises'
import { ContenderError } from '../../errors.ts'

/** A body in pieces that take less than a millisecond each, mostly: in between, predictions have their turn. */
export async function* slicesOf(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > mostBodyBytes)
      throw new ContenderError('OutcomesInvalid', `the body has more than ${mostBodyBytes} bytes`)
    for (let at = 0; at < chunk.length; at += sliceBytes) {
      if (at > 0) await turn()
      yield chunk.subarray(at, at + sliceBytes)
    }
  }
}

const sliceBytes = 8_192

/** As it is unpacked: a small body may hold blanks without end. */
const mostBodyBytes = 64 * 1_048_576
