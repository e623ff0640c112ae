import type { Json } from '../../api/json.ts'
import { ContenderError } from '../../errors.ts'
import type { Heir } from '../../evidence/told.ts'
import { type Hello, helloOf } from './documents.ts'
import type { SiblingsPorts } from './ports.ts'
import type { createSaying } from './saying.ts'

/** All that a greeting may take. */
const greetingMs = 2_000

/**
 * Asks all that can be found, before anything is counted here, for whom they score: somebody may be the heir of whoever was
 * here before. Also those of whom they have heard.
 */
export async function greetAll(
  { ask, seeds, clock }: Pick<SiblingsPorts, 'ask' | 'seeds' | 'clock'>,
  saying: ReturnType<typeof createSaying>,
): Promise<readonly Heir[]> {
  const untilMs = clock.now() + greetingMs
  const asked = new Set<string>()
  const heirs: Heir[] = []

  async function greet(address: string): Promise<void> {
    const timeoutMs = untilMs - clock.now()
    if (asked.has(address) || timeoutMs <= 0) return
    asked.add(address)
    const document = saying(undefined)
    const answered = await ask(address, { path: '/v1/siblings', document, timeoutMs })
    if ('refused' in answered) return
    const hello = understood(answered.said)
    heirs.push(...(hello?.heirs ?? []))
    await Promise.all(hello?.siblings.map((sibling) => greet(sibling.address)) ?? [])
  }

  const ended = new AbortController()
  const all = seeds()
    .then((addresses) => Promise.all(addresses.map(greet)))
    .finally(() => ended.abort())
  await Promise.race([all, clock.sleep(greetingMs, ended.signal)])
  return heirs
}

/** Whoever speaks another version knows nothing that could be believed here. */
function understood(said: Json): Hello | undefined {
  try {
    return helloOf(said)
  } catch (cause) {
    if (cause instanceof ContenderError) return undefined
    throw cause
  }
}
