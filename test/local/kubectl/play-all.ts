import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Access } from '../../cluster/client.ts'
import { findKubectl } from '../../cluster/server/binaries.ts'
import { playedAtOnce } from '../conformance/at-once.ts'
import type { Answers } from '../conformance/recorded.ts'
import { openWire } from '../conformance/wire.ts'
import { type Plain, plain } from './plain.ts'
import { play } from './play.ts'
import type { Group } from './step.ts'

/** What kubectl says in all cases, by group and sentence. */
export async function playAll(
  groups: readonly Group[],
  access: Access,
): Promise<{ readonly [group: string]: Answers<Plain> }> {
  const found = await findKubectl()
  if ('unavailable' in found) throw new Error(found.unavailable)
  const folder = await mkdtemp(join(tmpdir(), 'contender-kubectl-'))
  const wire = openWire(access)
  const ground = { wire, kubectl: found.kubectl, kubeconfig: access.kubeconfig, folder }
  try {
    // Once alone: it fills the cache that all others share.
    await play([{ run: ['api-resources'] }], ground)
    return await playedAtOnce(4, groups, async (steps) => plain(await play(steps, ground)))
  } finally {
    wire.close()
    await rm(folder, { recursive: true, maxRetries: 5 })
  }
}
