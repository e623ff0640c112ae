import type { Access } from '../../cluster/client.ts'
import { playedAtOnce } from './at-once.ts'
import type { Group } from './case.ts'
import { type Plain, plain } from './plain.ts'
import { play } from './play.ts'
import type { Answers } from './recorded.ts'
import { openWire } from './wire.ts'

/** The answers to all cases, by group and sentence. Some wait for seconds, so several go on at once. */
export async function playAll(
  groups: readonly Group[],
  access: Access,
): Promise<{ readonly [group: string]: Answers<Plain> }> {
  const wire = openWire(access)
  const played = playedAtOnce(8, groups, async (steps) =>
    plain(await play(steps, wire), Date.now()),
  )
  return played.finally(wire.close)
}
