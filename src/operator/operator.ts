import { ContenderError, failures } from '../errors.ts'
import type { ExperimentReader, SeenExperiment } from '../kube/experiments.ts'
import type { Log } from '../telemetry/log.ts'

type Ports = {
  readonly reader: ExperimentReader
  readonly log: Log
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

const pauseMs = 1000

/**
 * Tells which experiments there are, and which change, until the signal aborts. It starts from what is,
 * never from what happened: an event only makes it list again, so nothing that a watch misses is lost.
 * A failure that may pass is told and tried again; another one ends it.
 */
export async function operate({ reader, log, sleep }: Ports, signal: AbortSignal): Promise<void> {
  const known = new Map<string, string>()
  log.info('operator started')
  while (!signal.aborted) {
    try {
      await lookAndWait(reader, log, known, signal)
    } catch (cause) {
      if (!(cause instanceof ContenderError && failures[cause.code].retry)) throw cause
      const { hint } = failures[cause.code]
      log.warn({ code: cause.code, detail: cause.message, hint }, 'cannot read the experiments')
    }
    await sleep(pauseMs, signal)
  }
  log.info('operator stopped')
}

async function lookAndWait(
  reader: ExperimentReader,
  log: Log,
  known: Map<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const { experiments, resourceVersion } = await reader.list()
  tell(log, known, experiments)
  const change = new AbortController()
  const end = AbortSignal.any([signal, change.signal])
  await reader.watch(resourceVersion, () => change.abort(), end)
}

/** Says what differs from what was known, and knows it. */
function tell(log: Log, known: Map<string, string>, experiments: readonly SeenExperiment[]): void {
  for (const { key, resourceVersion } of experiments) {
    if (known.get(key) !== resourceVersion) log.info({ experiment: key }, 'experiment seen')
    known.set(key, resourceVersion)
  }
  const present = new Set(experiments.map(({ key }) => key))
  for (const key of known.keys()) {
    if (present.has(key)) continue
    known.delete(key)
    log.info({ experiment: key }, 'experiment gone')
  }
}
