import type { ContenderError } from '../errors.ts'
import { openModel } from '../onnx/opening.ts'
import { createOrigins } from '../origins/origins.ts'
import type { OriginSettings } from '../origins/settings.ts'
import { untilAborted } from '../reconciler/aborted.ts'
import { systemClock } from '../reconciler/clock.ts'
import type { Log } from '../telemetry/log.ts'
import { createServingMetrics } from '../telemetry/serving.ts'
import { announcement } from './announcing.ts'
import { createFront, type Front, type FrontSettings } from './http/front.ts'
import { systemFiles } from './models/files.ts'
import { createSettingsFile, type SettingsFile } from './models/following.ts'
import type { Happening } from './models/happening.ts'
import { createModels, type Models } from './models/models.ts'
import { usualModels } from './models/ports.ts'
import type { Served } from './models/served.ts'
import { failing, wrongLines } from './models/standing.ts'
import { lastLines } from './models/start.ts'
import { createTermination, type Termination } from './models/termination.ts'
import type { Wanted } from './models/wanted.ts'
import { logged, troubled } from './telling.ts'
import { gathering } from './turns.ts'

/** All that may be set. */
export type Serving = FrontSettings & {
  readonly listen: { readonly host: string; readonly port: number }
  readonly models: { readonly wanted: readonly Wanted[] } | { readonly file: string }
  /** How often that file is looked at. */
  readonly followMs: number
  readonly origins: OriginSettings
  readonly originCheckMs: number
  readonly patienceMs: number
  /** Of ONNX Runtime, for a run. */
  readonly threads: number
  readonly mostRows: number
  readonly mostWaiting: number
  /** How long the first of a batch waits for others; 0: until the end of the turn of the loop. */
  readonly batchDelayMs: number
  readonly terminationLog: string | undefined
}

export type ServingPorts = {
  readonly log: Log
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Tells a person at a shell where it answers, and what to type. */
  readonly say: (text: string) => void
}

/** A model server, from its start until it is told to stop. Rejects where its models cannot be loaded. */
export async function serveModels(
  serving: Serving,
  { log, environment, say }: ServingPorts,
  stop: AbortSignal,
): Promise<void> {
  const end = new AbortController()
  const shared = { clock: systemClock, chance: Math.random }
  const termination = terminationOf(serving, log)
  const file =
    'file' in serving.models ? settingsFileOf(serving, serving.models.file, refused) : undefined
  const origins = createOrigins(serving.origins, {
    ...{ ...shared, environment, inUse: () => models.digests() },
    trouble: (trouble) => troubled(log, trouble),
  })
  const models: Models = createModels(settingsOf(serving), {
    ...{ ...shared, ...gathering(serving.batchDelayMs), origins, told },
    open: (bytes, opening) => openModel(bytes, { ...serving, ...opening }),
    ran: (name, _version, _requests, rows) => metrics.ran(name, rows),
  })
  const metrics = createServingMetrics({
    models: () => models.serving().map(rowOf),
    failing: () => failing(models.standing()),
    bodyBytes: () => front.bodyBytes(),
  })
  const front: Front = createFront(serving, { models, metrics, log, clock: systemClock })

  function told(happening: Happening): void {
    logged(log, happening)
    metrics.happened(happening)
    if (!end.signal.aborted) termination?.write(wrongLines(models.standing()))
  }

  function refused({ code, message }: ContenderError): void {
    log.error({ code, detail: message }, 'the settings are refused')
    metrics.refused()
  }

  try {
    models.want(await wantedBy(serving, file))
    const address = await front.listen(serving.listen)
    log.info({ address }, 'listening')
    void file?.follow(models.want, end.signal)
    if (await isReady(models, stop)) {
      log.info({ address }, 'ready')
      if (file === undefined) say(announcement(address, models))
      await untilAborted(stop)
    }
    log.info({ drainMs: serving.drainMs }, 'stopping')
    await front.drain()
  } catch (cause) {
    termination?.write(lastLines(models.standing(), cause))
    throw cause
  } finally {
    end.abort()
    await front.close()
    await models.close()
    await termination?.written()
  }
}

const wantedBy = async ({ models }: Serving, file: SettingsFile | undefined) =>
  'wanted' in models ? models.wanted : ((await file?.read()) ?? [])

/** Whether all models are there before it is told to stop. */
async function isReady(models: Models, stop: AbortSignal): Promise<boolean> {
  try {
    await models.settled(stop)
    return true
  } catch (cause) {
    if (stop.aborted) return false
    throw cause
  }
}

type Refused = (cause: ContenderError) => void

const settingsOf = ({ originCheckMs, patienceMs, ...batching }: Serving) => ({
  ...usualModels,
  ...{ originCheckMs, patienceMs, batching },
})

function settingsFileOf({ followMs }: Serving, path: string, refused: Refused): SettingsFile {
  return createSettingsFile(path, {
    ...systemFiles,
    ...{ clock: systemClock, everyMs: followMs, refused },
  })
}

function terminationOf({ terminationLog }: Serving, log: Log): Termination | undefined {
  if (terminationLog === undefined) return undefined
  const trouble = (detail: string) =>
    log.warn({ detail }, 'the termination message cannot be written')
  return createTermination(terminationLog, { ...systemFiles, trouble })
}

function rowOf({ name, version, digest, model, batcher }: Served) {
  return { model: name, version, digest, place: model.place, waiting: batcher.waiting() }
}
