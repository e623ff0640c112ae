import { ContenderError } from '../../errors.ts'
import { isSameKey, type Keys } from '../../routing/keys.ts'
import type { Log } from '../../telemetry/log.ts'

/** Reads all that is mounted; `KeysInvalid` where that isn't sound. */
export type ReadKeys = () => Promise<Keys>

/** The keys of a router, which come and go while it runs. */
export type Mounted = {
  /** Those that are there: whoever holds this map sees them come and go. */
  readonly keys: Keys
  /** Reads them anew; what isn't sound changes nothing. */
  readonly look: () => Promise<void>
  /**
   * Those of the plan that holds. They stay as they are, whatever is mounted, until a plan names others: a folder that was
   * emptied too soon costs no outcome. A key that neither the plan nor the folder has is gone.
   */
  readonly keep: (ids: readonly string[]) => void
}

/** Throws where the first look finds nothing sound. */
export async function mountKeys(read: ReadKeys, log: Pick<Log, 'info' | 'warn'>): Promise<Mounted> {
  let found = await read()
  let named: readonly string[] = []
  let [begun, newest] = [0, 0]
  const told = { refused: '', held: '' }
  const keys = new Map(found)

  async function look(): Promise<void> {
    const nth = ++begun
    const now = await soundly(read)
    // Of two looks at a time the one that began later has seen the later state.
    if (nth < newest) return
    newest = nth
    if ('refused' in now) return refuse(now.refused)
    told.refused = ''
    found = now.found
    settle()
  }

  function refuse({ code, message: detail }: ContenderError): void {
    if (told.refused !== detail)
      log.warn({ code, detail }, 'keys are not as they must be: those of before go on')
    told.refused = detail
  }

  function keep(ids: readonly string[]): void {
    named = ids
    settle()
  }

  function settle(): void {
    const held = named.filter((id) => keys.has(id) && !isSameKey(keys.get(id), found.get(id)))
    const next = new Map([...found, ...[...keys].filter(([id]) => held.includes(id))])
    const isNews = idsIn(next) !== idsIn(keys)
    keys.clear()
    for (const [id, key] of next) keys.set(id, key)
    if (isNews) log.info({ keys: [...keys.keys()] }, 'keys have changed')
    tellHeld(held)
  }

  function tellHeld(held: readonly string[]): void {
    if (held.length > 0 && told.held !== held.join())
      log.warn(
        { keys: held },
        'keys that the plan names are gone, or have another secret: they are honoured as they were until a plan drops them, or this process ends',
      )
    told.held = held.join()
  }

  return { keys, look, keep }
}

const idsIn = (keys: Keys) => [...keys.keys()].sort().join()

async function soundly(
  read: ReadKeys,
): Promise<{ readonly found: Keys } | { readonly refused: ContenderError }> {
  try {
    return { found: await read() }
  } catch (cause) {
    if (cause instanceof ContenderError) return { refused: cause }
    throw cause
  }
}
