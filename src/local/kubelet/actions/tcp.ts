import { connect } from 'node:net'
import type { Target } from './http.ts'

/** Whether anybody takes connections there; rejects with why not. */
export function tcpProblem(target: Target, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...target, signal })
    socket.once('connect', () => {
      socket.destroy()
      resolve(undefined)
    })
    socket.once('error', reject)
  })
}
