/** A process of its own with nothing in it but the embedded API server; says how to reach it, and what it weighs. */
import { startLocalApiServer } from '../../test/local/api-server.ts'

const { url, token, ca, kubeconfig } = await startLocalApiServer()
process.send?.({ url, token, ca, kubeconfig })
process.on('message', () => {
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send?.({ heap: heapUsed + external, rss })
})
process.on('disconnect', () => process.exit())
