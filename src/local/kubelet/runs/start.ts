import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { saidBy } from '../../../errors.ts'
import type { Life } from '../life/life.ts'
import type { Logs } from '../logs/pod-logs.ts'
import type { LogWriter } from '../logs/writer.ts'
import type { Places } from '../places.ts'
import type { Pod } from '../pod/pod.ts'
import type { Container } from '../pod/spec.ts'
import type { Waiting } from '../pod/status.ts'
import { NoStart, type Process, type Spawner } from '../processes/spawner.ts'
import type { Place } from '../program/fields.ts'
import type { Held } from '../program/held.ts'
import { type Images, imageOf } from '../program/image.ts'
import { type Prepared, prepare } from '../program/program.ts'
import type { Volumes } from '../volumes/volumes.ts'

export type StartPorts = {
  readonly spawner: Spawner
  readonly logs: Pick<Logs, 'begin'>
  readonly places: Pick<Places, 'home' | 'lastWords'>
  readonly volumes: Pick<Volumes, 'folderOf'>
  readonly images: Images
  /** Completes «image … is not known here: …». */
  readonly howToKnow: string
  readonly place: Place
  /** Where programs are looked for. */
  readonly path: string
}

export type Started = {
  readonly process: Process
  readonly prepared: Prepared
  readonly writer: LogWriter
}

/** What comes of a wish to begin: a process, a reason to wait, or a beginning that failed. */
export type Outcome =
  | ({ readonly kind: 'started' } & Started)
  | { readonly kind: 'waits'; readonly waiting: Required<Waiting> }
  | { readonly kind: 'failed'; readonly message: string }

/** Begins the next run of a container. */
export function createStart(ports: StartPorts) {
  const { spawner, logs, places, volumes, images, howToKnow, place, path } = ports

  return async function start(
    pod: Pod,
    container: Container,
    { ports, run }: { readonly ports: Life['ports']; readonly run: number },
    held: Held,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { image: name = '' } = container
    const image = imageOf(images, name)
    if (image === undefined) {
      return waits('ErrImageNeverPull', `image ${name} is not known here: ${howToKnow}`)
    }
    const home = places.home(pod.uid, container.name)
    const lastWords = places.lastWords(pod.uid, container.name)
    const volume = (name: string) => volumes.folderOf(pod, name)
    const setting = { pod, place, ports, path, volume, home, lastWords }
    const prepared = prepare(container, image, held, setting)
    if ('missing' in prepared) return waits('CreateContainerConfigError', prepared.missing)

    const lacking = await makePlaces(prepared, home, lastWords)
    if (lacking !== undefined) return waits('CreateContainerConfigError', lacking)
    const writer = await logs.begin(pod.uid, container.name, run)
    return begin(prepared, writer, signal)
  }

  async function begin(
    prepared: Prepared,
    writer: LogWriter,
    signal: AbortSignal,
  ): Promise<Outcome> {
    try {
      const process = await spawner.begin(prepared.program, writer.hear, signal)
      return { kind: 'started', process, prepared, writer }
    } catch (cause) {
      await writer.end()
      if (cause instanceof NoStart) return { kind: 'failed', message: cause.message }
      throw cause
    }
  }
}

const waits = (reason: string, message: string): Outcome => ({
  kind: 'waits',
  waiting: { reason, message },
})

/** Each run begins with an empty folder of its own; returns why it cannot have what it mounts. */
async function makePlaces(
  { mounted }: Prepared,
  home: string,
  lastWords: string,
): Promise<string | undefined> {
  await rm(home, { recursive: true, force: true })
  await mkdir(home, { recursive: true })
  await writeFile(lastWords, '')
  for (const { path, folder } of mounted) {
    try {
      await makeMounted(folder)
    } catch (cause) {
      return `cannot mount ${path}: ${saidBy(cause)}`
    }
  }
  return undefined
}

/** A part of a volume that nobody has made is a folder. */
async function makeMounted(folder: string): Promise<void> {
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  )
  if (!isThere) await mkdir(folder, { recursive: true })
}
