import { createCustomKind, type ServedCrd } from '../../../../src/local/kinds/custom.ts'
import type { Kind } from '../../../../src/local/kinds/kind.ts'
import { createKinds } from '../../../../src/local/kinds/kinds.ts'
import { createLinker } from '../../../../src/local/kinds/schemas/definitions.ts'
import { proofCrd } from './proof-crd.ts'

const served = createKinds({ serviceAddress: '10.0.0.1' })
const metadata = createLinker()('meta.v1.ObjectMeta')

const all = [createCustomKind(proofCrd as unknown as ServedCrd, metadata), ...served]

/** What the embedded cluster serves, and the kind that is there for these proofs. */
export function kindOf(name: string): Kind {
  const found = all.find(({ kind }) => kind === name)
  if (found === undefined) throw new Error(`no kind is called ${name}`)
  return found
}

export const apiVersionOf = ({ group, version }: Kind): string =>
  group === '' ? version : `${group}/${version}`
