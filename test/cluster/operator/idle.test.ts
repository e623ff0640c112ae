import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Seen } from '../faults/faults.ts'
import { type FaultProxy, startFaultProxy } from '../faults/proxy.ts'
import { kubectl } from '../kubectl.ts'
import { startOwnServer } from '../own-server.ts'
import { afterOwn, beforeOwn, itOwn, ownCluster } from './own-cluster.ts'
import { type OperatorProcess, startOperator } from './process.ts'

/** Bookmarks come once a minute, and the first to a quiet watch after two: `QUIET_S=300` hears some. */
const quietS = Number(process.env['QUIET_S'] ?? 75)
const server = ownCluster(startOwnServer)
let proxy: FaultProxy
let operator: OperatorProcess

beforeOwn(async () => {
  const manifest = readFileSync('deploy/examples/smallest.yaml', 'utf8')
  await kubectl(['apply', '-f', '-'], manifest, server())
  proxy = await startFaultProxy({ access: server() })
  operator = startOperator(proxy.access.kubeconfig)
  await operator.told({ msg: 'status written', experiment: 'default/signals' })
})
afterOwn(async () => {
  operator.child.kill('SIGTERM')
  await operator.exited
  await proxy.close()
})

itOwn(
  `does nothing in ${quietS} quiet seconds but hear bookmarks and renew its lease`,
  { timeout: (quietS + 60) * 1000 },
  async () => {
    await sleep(3000) // its own write comes back, and wakes it once
    const before = proxy.requests.length
    const watches = proxy.requests.filter(({ isWatch }) => isWatch)
    const heard = watches.map(({ lines }) => lines)
    await sleep(quietS * 1000)

    const came = proxy.requests.slice(before)
    const isRenewal = ({ method, path }: Seen) => method === 'PATCH' && path.includes('/leases/')
    const news = watches.map(({ lines }, n) => lines - (heard[n] ?? 0))
    process.stdout.write(
      `in ${quietS} s: ${came.filter(isRenewal).length} renewals, bookmarks on ${watches.length} watches: ${news}\n`,
    )
    expect(came.filter((seen) => !isRenewal(seen))).toEqual([])
    expect(watches).toHaveLength(8)
    const least = Math.floor((quietS - 125) / 62) // the first comes after two minutes
    for (const lines of news) expect(lines).toBeGreaterThanOrEqual(least)
    expect(Math.max(...news)).toBeLessThanOrEqual(Math.ceil(quietS / 55) + 1)
  },
)
