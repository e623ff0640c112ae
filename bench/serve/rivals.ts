import type { Contestant } from '../contest/contestant.ts'
import type { Side } from '../contest/side.ts'
import { findPython } from '../python.ts'
import { requirements, startMlserver } from './mlserver/mlserver.ts'
import { type Asked, asked } from './requests.ts'

/** As it may suit whoever is asked by 32 at a time: a batch of all of them, and nobody waits long for more. */
const batching = { max_batch_size: 32, max_batch_time: 0.001 }

const batched = (name: string) => `${name}-batched`

/**
 * MLServer as it is installed, and with the faster parser of HTTP, which it doesn't bring; each with each model twice, once
 * with its adaptive batching. None where this machine can't have it, which is said.
 */
export async function startRivals(): Promise<readonly Contestant[]> {
  const found = await findPython(requirements)
  if ('unavailable' in found) {
    process.stderr.write(`ours alone, without MLServer: ${found.unavailable}\n`)
    return []
  }
  const { python } = found
  const models = asked.flatMap(({ name, path }) => [
    { name, path },
    { name: batched(name), path, batching },
  ])
  return Promise.all(
    (['h11', 'httptools'] as const).map((parser) => startMlserver({ python, parser, models })),
  )
}

/** The ways to ask it about a model, of which the fastest counts. */
export function waysToAsk(server: Contestant, model: Asked): readonly Side[] {
  return [model.name, batched(model.name)].map((name) => ({ server, asked: model, name }))
}
