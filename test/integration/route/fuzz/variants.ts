import { isPrediction } from '../../../../src/router/forwarding/target.ts'
import { startVariant } from '../variants.ts'
import { smuggledPath } from './smuggling.ts'

/** What variants were asked for. */
type Took = {
  predictions: number
  /** How often, by what they call themselves. */
  readonly ids: Map<string, number>
  copies: number
  smuggled: number
}

/** Both answer whatever they are asked, at once, and say to whom. */
export async function startBoth() {
  const took: Took = { predictions: 0, ids: new Map(), copies: 0, smuggled: 0 }
  const body = JSON.stringify({ label: 'yes' })
  const said = JSON.stringify({ label: 'yes', probabilities: { yes: 0.75, no: 0.25 } })
  function note(id: string): void {
    took.predictions++
    took.ids.set(id, (took.ids.get(id) ?? 0) + 1)
  }

  const start = () =>
    startVariant(({ method, url, headers }, response) => {
      const id = `${headers['x-id'] ?? ''}`
      if (url.startsWith(smuggledPath)) took.smuggled++
      if (headers['x-contender-copy'] !== undefined) took.copies++
      else if (isPrediction({ method, url })) note(id)
      response.writeHead(200, { 'x-id': id, 'x-contender-prediction': said }).end(body)
    })
  const [old, fresh] = await Promise.all([start(), start()])
  for (const each of [old, fresh]) each.forget()
  return { took, addresses: { old: old.address, fresh: fresh.address } }
}
