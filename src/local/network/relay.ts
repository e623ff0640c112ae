import { connect, type Socket } from 'node:net'
import type { Choice, Chosen } from './choosing.ts'

/** An endpoint is in this machine or its network: one that is slower than this is not there. */
const connectMs = 2_000
/** Where one side has said all, and the other says nothing for so long, nobody is there any more. */
const halfClosedMs = 120_000
/** After so much silence the system looks whether the other side is still there. */
const keepAliveMs = 60_000

/**
 * Brings a connection to an endpoint: the first that takes it. Where none does it is reset, so that the
 * caller knows at once. Then every byte goes its way, either side may end before the other, and whoever
 * reads slowly slows down the other.
 */
export function relay(client: Socket, choice: Choice): void {
  const tried = new Set<Chosen>()
  const giveUp = () => client.destroy()
  client.on('error', giveUp)

  function attempt(): void {
    if (client.destroyed) return
    const chosen = choice.next(tried)
    if (chosen === undefined) return void client.resetAndDestroy()
    tried.add(chosen)
    chosen.open += 1 // connections that are being made count too, or many at once would go the same way
    const upstream = connect({ ...chosen.address, allowHalfOpen: true, noDelay: true })
    const tooLate = setTimeout(() => upstream.destroy(), connectMs)
    upstream.once('close', () => {
      clearTimeout(tooLate)
      chosen.open -= 1
    })
    const next = () => {
      choice.failed(chosen)
      attempt()
    }
    upstream.on('error', () => {}) // it is closed then, too
    upstream.once('close', next)
    upstream.once('connect', () => {
      clearTimeout(tooLate)
      upstream.off('close', next)
      if (client.destroyed) return void upstream.destroy()
      client.off('error', giveUp)
      join(client, upstream)
    })
  }

  attempt()
}

function join(client: Socket, upstream: Socket): void {
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.setKeepAlive(true, keepAliveMs)
    one.on('error', () => other.resetAndDestroy())
    one.once('end', () => {
      for (const side of [client, upstream]) side.setTimeout(halfClosedMs, () => side.destroy())
    })
    one.once('close', () => other.destroySoon())
    one.pipe(other)
  }
}
