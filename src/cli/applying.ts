import { ContenderError } from '../errors.ts'
import type { Cluster } from '../local/cluster.ts'
import type { Placed } from './objects.ts'
import type { Terminal } from './verb.ts'

/** What one of them lacks is found out before the first is written. */
export async function applyFiles(
  cluster: Pick<Cluster, 'apply'>,
  objects: readonly Placed[],
  { out, err }: Pick<Terminal, 'out' | 'err'>,
): Promise<void> {
  const applied = await cluster.apply(objects.map(({ value }) => value))
  if ('done' in applied) {
    for (const { title, what, warnings, index } of applied.done) {
      for (const words of warnings) err(`${objects[index]?.placeOf([])}: warning: ${words}\n`)
      out(`${title} ${what}\n`)
    }
    return
  }
  for (const { index, path, title, why } of applied.refused) {
    err(`${objects[index]?.placeOf(path)}: ${title}: ${why}\n`)
  }
  const count = `${applied.refused.length} of ${objects.length} objects refused`
  throw new ContenderError('ManifestRefused', `${count}, nothing applied`)
}
