import { ContenderError, saidBy } from '../../errors.ts'
import type { Clock } from '../../reconciler/clock.ts'
import { modelsIn } from './settings.ts'
import type { Wanted } from './wanted.ts'

export type SettingsFile = {
  /** What it wants now; SettingsInvalid where it can't be read, or isn't sound. */
  readonly read: () => Promise<readonly Wanted[]>
  /** Says what it wants whenever that is something else than was read, until the signal aborts. */
  readonly follow: (
    changed: (models: readonly Wanted[]) => void,
    signal: AbortSignal,
  ) => Promise<void>
}

type Ports = {
  readonly readFile: (path: string) => Promise<Uint8Array>
  /** By what a file tells that it is another. Links are followed: where they lead is what mounts swap. */
  readonly markOf: (path: string) => Promise<string>
  readonly clock: Clock
  readonly everyMs: number
  /** What was there goes on. */
  readonly refused: (cause: ContenderError) => void
}

/**
 * The file of the settings. It counts once it has been the same in two looks in a row, and while it was read: nothing
 * half written does. One that is bad changes nothing, and is told once.
 */
export function createSettingsFile(path: string, ports: Ports): SettingsFile {
  const { clock, everyMs } = ports
  let known: string | undefined

  async function text(): Promise<string> {
    try {
      return utf8.decode(await ports.readFile(path))
    } catch (cause) {
      const why = cause instanceof TypeError ? 'is no UTF-8 text' : saidBy(cause)
      throw new ContenderError('SettingsInvalid', `${path}: ${why}`, { cause })
    }
  }

  async function read(): Promise<readonly Wanted[]> {
    known = await text()
    return modelsIn(known, path)
  }

  const markOf = () => ports.markOf(path).catch(saidBy)

  /** What it wants, if it is another one than before; nothing yet, if it has changed meanwhile. */
  async function readAnew(mark: string): Promise<readonly Wanted[] | 'Same' | 'Moving'> {
    const now = await text()
    if ((await markOf()) !== mark) return 'Moving'
    if (now === known) return 'Same'
    known = now
    return modelsIn(now, path)
  }

  async function follow(
    changed: (models: readonly Wanted[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    let [before, acted] = ['', '']

    async function look(): Promise<void> {
      const mark = await markOf()
      const isCalm = mark === before
      before = mark
      if (!isCalm || mark === acted) return
      const found = await readAnew(mark).catch(refusedBy)
      if (found !== 'Moving') acted = mark
      if (typeof found !== 'string') changed(found)
    }

    while (!signal.aborted) {
      await clock.sleep(everyMs, signal)
      if (!signal.aborted) await look()
    }
  }

  function refusedBy(cause: unknown): 'Same' {
    if (!(cause instanceof ContenderError)) throw cause
    ports.refused(cause)
    return 'Same'
  }

  return { read, follow }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
