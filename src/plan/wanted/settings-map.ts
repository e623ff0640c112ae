import { ofVariant } from './labels.ts'
import { childName } from './names.ts'
import { objectOf } from './object.ts'
import type { Running, RunningVariant } from './running.ts'
import type { WantedObject } from './wanted.ts'

export const settingsFile = 'models.json'

/**
 * What a server is to serve: one model, under the name of the experiment, so that a request fits every variant. Its server reads
 * this anew when it changes, as when a digest is pinned: what runs is that model already, and goes on.
 */
export function settingsMap(
  running: Running,
  { variant, pin }: RunningVariant,
  model: { readonly uri: string; readonly sha256?: string; readonly version?: string },
): WantedObject {
  const { name } = running.experiment
  const { uri, sha256, version } = model
  // What a user has written down holds, whatever was seen.
  const pinned = sha256 === undefined ? pin : { sha256 }
  const reported = version !== undefined && canBeReported(version) ? { version } : {}
  const models = [{ name, uri, ...pinned, ...reported }]
  return objectOf(
    running,
    { kind: 'ConfigMap', name: childName(name, variant), labels: ofVariant(name, variant) },
    { data: { [settingsFile]: `${JSON.stringify({ models }, null, 2)}\n` } },
  )
}

/** It is part of paths there. Any other text is only shown; the server then reports a part of the digest, as for none. */
const canBeReported = (version: string) => /^[a-z0-9_][a-z0-9._-]{0,62}$/i.test(version)
