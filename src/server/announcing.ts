import { sampleRequest } from './infer/sample.ts'
import type { Models } from './models/models.ts'

/** A command longer than that is nobody's to read. */
const mostSample = 2_000

/** For a person at a shell: where each model answers, and a line that asks it. */
export function announcement(address: string, models: Pick<Models, 'standing' | 'lease'>): string {
  const names = new Set(models.standing().map(({ name }) => name))
  return [...names].map((name) => announced(address, name, models.lease)).join('\n')
}

function announced(address: string, name: string, lease: Models['lease']): string {
  const { served, done } = lease(name)
  const url = `${address}/v2/models/${name}`
  const sample = sampleRequest(served.model.signature)
  done()
  const ask =
    sample.length > mostSample || sample.includes("'")
      ? `curl -s ${url}`
      : `curl -s ${url}/infer -H 'content-type: application/json' -d '${sample}'`
  return `${name} ${served.version} answers at ${url}\n  ${ask}\n`
}
