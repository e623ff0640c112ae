import { isMainThread, parentPort } from 'node:worker_threads'
import type { Order } from '../../../src/onnx/thread/messages.ts'

/** Preloaded: the thread of a model ends when it is to run -1, or anything, as it would for want of memory. */
const isAtOnce = process.env['DIES'] === 'at once'
if (!isMainThread) {
  const port = parentPort
  port?.on('message', (order: Order) => {
    if (order.kind === 'Run' && (isAtOnce || order.inputs[0]?.values[0] === -1n)) process.exit(7)
    if (order.kind === 'End') port.close()
  })
}
