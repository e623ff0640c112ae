/** Has a proxy, says which process it is, and waits to be killed. */
import { createForwarder } from '../../../../src/local/network/forwarder.ts'
import { systemClock } from '../../../../src/reconciler/clock.ts'

const forwarder = createForwarder({
  ...{ clock: systemClock, chance: () => 0, trouble: () => {} },
  settled: () => process.send?.({ pid: forwarder.pid() }),
})
forwarder.listen({
  id: 'one',
  host: '127.0.0.1',
  port: 20_001 + (process.pid % 9_000),
  endpoints: [],
})
await forwarder.run(new AbortController().signal)
