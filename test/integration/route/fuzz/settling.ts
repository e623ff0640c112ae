import { ask } from '../asking.ts'
import type { Entry, Ledger } from './ledger.ts'

const atOnce = 1_000

type Settling = {
  readonly address: string
  readonly ledger: Ledger
}

/** Sends the outcome of every receipt that there is; what is wrong with the answers. */
export async function settleAll({ address, ledger }: Settling): Promise<readonly string[]> {
  const wrong: string[] = []
  const all = ledger.all()
  for (let at = 0; at < all.length; at += atOnce) {
    const some = all.slice(at, at + atOnce)
    const results = await resultsOf(address, some)
    for (const [nth, entry] of some.entries()) {
      const odd = ledger.heard(entry, results[nth] ?? 'nothing')
      if (odd !== undefined) wrong.push(odd)
    }
  }
  return wrong.slice(0, 20)
}

async function resultsOf(address: string, some: readonly Entry[]): Promise<readonly string[]> {
  const body = some.map(({ receipt, truth }) => `{"receipt":"${receipt}","truth":${truth}}`).join()
  const sent = await ask(address, { path: '/v1/outcomes', body: `[${body}]` })
  const told: readonly { readonly result: string }[] = JSON.parse(sent.body.toString())
  return told.map(({ result }) => result)
}
