import { createWriteStream } from 'node:fs'
import { ContenderError, failures } from '../errors.ts'
import { configAt } from '../kube/config.ts'
import { runOperator } from '../operator/running.ts'
import { systemClock } from '../reconciler/clock.ts'
import { createLog } from '../telemetry/log.ts'
import { newIdentity } from './identity.ts'

type Operating = {
  readonly kubeconfig: string
  readonly admin: { readonly host: string; readonly port: number }
  /** The file that it logs to. */
  readonly log: string
  readonly tell: (where: string, cause: unknown) => void
}

/**
 * An operator that is started again where it fell over, as a pod would be, ever more patiently. One that
 * can't begin for a reason that stays, an address that is taken say, is the end.
 */
export async function keepOperating(
  { kubeconfig, admin, log: file, tell }: Operating,
  stop: AbortSignal,
): Promise<void> {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 })
  stream.on('error', (cause) => tell(file, cause)) // without a log it goes on
  const log = createLog(stream)
  const load = () => configAt(kubeconfig)
  let isFirst = true
  for (let pauseMs = 1_000; !stop.aborted; pauseMs = Math.min(2 * pauseMs, 60_000)) {
    try {
      await runOperator({ load, identity: newIdentity(), admin, log }, stop)
    } catch (cause) {
      if (isFirst && isFinal(cause)) throw cause
      isFirst = false
      tell('operator', cause)
      await systemClock.sleep(pauseMs, stop)
    }
  }
  await new Promise<void>((resolve) => stream.end(resolve))
}

const isFinal = (cause: unknown) => cause instanceof ContenderError && !failures[cause.code].retry
