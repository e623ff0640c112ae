import type { ContenderError } from '../errors.ts'
import type { Tensors } from '../protocol/tensor.ts'
import { limits } from './limits.ts'
import type { Model } from './model.ts'
import { placeOf } from './place.ts'
import { predictionOf } from './prediction/prediction.ts'
import { seenSlots } from './seen-slots.ts'
import { openSession } from './session/session.ts'
import type { Signature } from './signature.ts'
import { openThreaded, type Threaded } from './thread/threaded.ts'
import { type Tried, tryOut } from './trying/trying.ts'

export type Opening = {
  /** As many rows as may go together. */
  readonly mostRows: number
  /** How many threads a run may use. */
  readonly threads: number
  /** Gives up, and rejects with its reason, as soon as the model comes to rest. */
  readonly signal: AbortSignal
  /** Called once if the thread of an open model ends by itself: all runs fail from then on. */
  readonly died: (why: ContenderError) => void
}

/**
 * Opens a model on a thread of its own, tries it there, and moves it to this one if it is quick enough. Where it
 * rejects, the thread has ended. A large file moves into the thread: the caller's bytes are gone then.
 */
export async function openModel(bytes: Uint8Array, opening: Opening): Promise<Model> {
  const { threads, signal, died } = opening
  const size = bytes.length
  let isOpen = false
  signal.throwIfAborted()
  const own = size > limits.inlineBytes ? wholeBuffer(bytes) : Uint8Array.from(bytes)
  const threaded = await openThreaded({ bytes: own, threads }, [own.buffer], (why) => {
    if (isOpen) died(why)
  })
  try {
    const { tried, ...known } = await knownOf(threaded, opening)
    const place = placeOf(known.measured, size)
    if (place === 'Worker') {
      isOpen = true
      return { ...known, place, ...onThread(threaded) }
    }
    const model = { ...known, place, ...(await onLoop(bytes, threads, tried)) }
    await threaded.release()
    return model
  } catch (cause) {
    await threaded.release()
    throw cause
  }
}

async function knownOf(threaded: Threaded, { mostRows, signal }: Opening) {
  signal.throwIfAborted()
  const { declaration, run, loadMs } = threaded
  const { inputs } = declaration
  const outputs = declaration.outputs.map(({ name }) => name)
  const tried = await tryOut({ run, inputs, outputs }, mostRows)
  signal.throwIfAborted()
  const { oneMs, mostMs, batching } = tried
  const measured = { loadMs, oneMs, mostMs }
  return { tried, signature: signatureOf(threaded, tried), batching, measured }
}

function signatureOf({ declaration }: Threaded, { trials }: Tried): Signature {
  const outputs = seenSlots(
    declaration.outputs,
    trials.map((trial) => trial.outputs),
  )
  const prediction = predictionOf(declaration.claim, outputs, trials.at(-1))
  return { inputs: declaration.inputs, outputs, prediction }
}

function onThread({ run, release }: Threaded): Pick<Model, 'run' | 'release'> {
  const runThere = async (inputs: Tensors, outputs: readonly string[]) =>
    (await run(inputs, outputs)).outputs
  return { run: runThere, release }
}

/** Its first runs are done before anybody waits for one. */
async function onLoop(
  bytes: Uint8Array,
  threads: number,
  { trials }: Tried,
): Promise<Pick<Model, 'run' | 'release'>> {
  const { run, release } = await openSession(bytes, threads)
  for (const { inputs, outputs } of trials) {
    await run(
      inputs,
      outputs.map(({ name }) => name),
    )
  }
  return { run, release }
}

/** The bytes in a buffer that holds nothing else, so that it can be given away: their own, if it is such a one. */
function wholeBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isWhole = bytes.length === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
  return isWhole ? (bytes as Uint8Array<ArrayBuffer>) : Uint8Array.from(bytes)
}
