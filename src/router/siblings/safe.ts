import type { Own, SiblingsPorts } from './ports.ts'

/** Whether all that was counted is safe by then: a disk may hang for ever. */
export function isSafe(
  { durable }: Pick<Own, 'durable'>,
  clock: SiblingsPorts['clock'],
  withinMs: number,
): Promise<boolean> {
  const ended = new AbortController()
  const safe = durable().then(
    () => true,
    () => false,
  )
  const late = clock.sleep(withinMs, ended.signal).then(() => false)
  return Promise.race([safe, late]).finally(() => ended.abort())
}
