import { waitUntil } from '../../cluster/waiting.ts'
import { ask, asUser } from '../route/asking.ts'

type Held = { readonly receipt: string; readonly by: number }

/** Clients that predict at all routers by turns, and tell what came of it at another one, at once or later. */
export function clientsOf(addresses: readonly string[]) {
  const held: Held[] = []
  const results: { [result: string]: number } = {}
  let count = 0

  async function predict(): Promise<Held> {
    const by = count++ % addresses.length
    const sent = await ask(addresses[by] ?? '', asUser(`user-${count}`))
    if (sent.status !== 200) throw new Error(`a prediction is refused: ${sent.body}`)
    return { receipt: `${sent.headers['x-contender-receipt']}`, by }
  }

  /** As long as it is to be sent again, it is. */
  async function settle({ receipt, by }: Held): Promise<string> {
    const body = JSON.stringify({ receipt, truth: 'yes' })
    for (let tries = 1; tries <= 1_000; tries++) {
      const address = addresses[(by + tries) % addresses.length] ?? ''
      const sent = await ask(address, { path: '/v1/outcomes', body })
      if (sent.status !== 503) return `${JSON.parse(`${sent.body}`).result}`
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return 'Never'
  }

  async function tell(one: Held): Promise<void> {
    const result = await settle(one)
    results[result] = (results[result] ?? 0) + 1
  }

  /** Until told to stop: every second outcome is held back. */
  function keepGoing(): () => Promise<void> {
    let isOver = false
    const client = async () => {
      while (!isOver) {
        held.push(await predict())
        await tell(await predict())
      }
    }
    const clients = Promise.all([client(), client(), client()])
    return async () => {
      isOver = true
      await clients
    }
  }

  /** Until so many more have been asked. */
  function some(more: number): Promise<void> {
    const enough = count + more
    return waitUntil(() => count >= enough, { what: `${more} predictions`, limitMs: 60_000 })
  }

  const tellHeld = () => Promise.all(held.splice(0).map(tell))

  return { predict, settle, keepGoing, some, tellHeld, results, made: () => count }
}

/** Of the key that has signed a receipt. */
export const keyIn = ({ receipt }: Pick<Held, 'receipt'>): string =>
  /k\d-[0-9a-f]{6}/.exec(Buffer.from(receipt, 'base64url').toString('latin1'))?.[0] ?? 'none'
