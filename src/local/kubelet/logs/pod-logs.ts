import { readdirSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { LogAsked, PodLogs } from '../../server/pod-logs.ts'
import { createPlaces } from '../places.ts'
import { defaultSettings, type Settings } from '../settings.ts'
import { createPresenter } from './present.ts'
import { entriesIn } from './reader.ts'
import { createLogWriter, type LogWriter } from './writer.ts'

export type Logs = PodLogs & {
  /** Keeps what a run will say; of the runs before it only the last one is kept. */
  readonly begin: (uid: string, container: string, run: number) => Promise<LogWriter>
}

type Ports = {
  /** The kubelet's. */
  readonly folder: string
  readonly wall: () => number
  readonly trouble: (where: string, cause: unknown) => void
  readonly settings?: Settings['logs']
}

/** What containers say and have said, present and previous; also under a former kubelet. */
export function createLogs({
  folder,
  wall,
  trouble,
  settings = defaultSettings.logs,
}: Ports): Logs {
  const places = createPlaces(folder)
  const growing = new Map<string, LogWriter>()

  async function begin(uid: string, container: string, run: number): Promise<LogWriter> {
    const all = places.logs(uid, container)
    const old = runsIn(all).filter((number) => number < run - 1)
    for (const number of old) await rm(join(all, `${number}`), { recursive: true, force: true })
    const place = join(all, `${run}`)
    await mkdir(place, { recursive: true }) // it is the present run from now on, though it is silent
    const said = (cause: unknown) => trouble(`logs of ${container}`, cause)
    const writer = createLogWriter(place, settings, { wall, trouble: said })
    growing.set(place, writer)
    const end = () => writer.end().finally(() => growing.delete(place))
    return { ...writer, end }
  }

  function read(asked: LogAsked, signal: AbortSignal): AsyncIterable<Uint8Array> | undefined {
    const all = places.logs(asked.uid, asked.container)
    const run = runsIn(all).at(asked.isPrevious ? -2 : -1)
    if (run === undefined) return undefined
    const { tailLines, follow } = asked
    const place = join(all, `${run}`)
    const followed = follow ? growing.get(place) : undefined
    return presented(entriesIn(place, { tailLines, growing: followed }, signal), asked)
  }

  return { begin, read }
}

async function* presented(
  blocks: AsyncIterable<readonly Buffer[]>,
  asked: LogAsked,
): AsyncGenerator<Uint8Array> {
  const { present, isFull } = createPresenter(asked)
  for await (const lines of blocks) {
    const shown = present(lines)
    if (shown.length > 0) yield shown
    if (isFull()) return
  }
}

function runsIn(folder: string): readonly number[] {
  try {
    const names = readdirSync(folder).filter((name) => /^\d+$/.test(name))
    return names.map(Number).sort((a, b) => a - b)
  } catch {
    return [] // it has not begun, or its Pod is gone
  }
}
