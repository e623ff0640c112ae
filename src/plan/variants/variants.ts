import type { ExperimentSpec } from '../../api/experiment.ts'
import { revisionOf } from './revision.ts'
import type { SpecVariant, Variant } from './variant.ts'

/** All that a spec names, at the revisions that it says, in its order. */
export const variantsOf = ({ variants }: Pick<ExperimentSpec, 'variants'>): readonly Variant[] =>
  variants.map(variantOf)

function variantOf(spec: SpecVariant): Variant {
  const { name } = spec
  const revision = revisionOf(spec)
  return { key: `${name}@${revision}`, name, revision, spec }
}

/**
 * By what alpha is spent, and defeats are remembered: the bytes of a model, where they are known, else what the variant is.
 * Without its name: to call a loser otherwise is no new question.
 */
export function identityOf({ spec, revision }: Variant, digest: string | undefined): string {
  const { sha256 } = spec.model ?? {}
  return digest ?? (sha256 === undefined ? revision : `sha256:${sha256}`)
}
