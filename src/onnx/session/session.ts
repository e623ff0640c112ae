import { env, InferenceSession } from 'onnxruntime-node'
import { ContenderError } from '../../errors.ts'
import type { Tensors } from '../../protocol/tensor.ts'
import type { Claim } from '../prediction/claim.ts'
import type { Signature } from '../signature.ts'
import { readFile } from './file.ts'
import { notOpened, notRun } from './said.ts'
import { slotsOf } from './slots.ts'
import { given, taken } from './tensors.ts'

/** What is known of a model before it has run. */
export type Declaration = Omit<Signature, 'prediction'> & { readonly claim: Claim | undefined }

export type Session = {
  readonly declaration: Declaration
  readonly run: (inputs: Tensors, outputs: readonly string[]) => Promise<Tensors>
  readonly release: () => Promise<void>
}

/**
 * What the runtime does once in a process, before its first model, and which would count as the time that one takes
 * to load. It does it for a file, too, that is none.
 */
export async function startRuntime(): Promise<void> {
  env.logLevel = 'fatal' // failures are thrown as well
  await InferenceSession.create(new Uint8Array(1), options(1)).catch(() => {})
}

/** A model on the thread that calls: while it is opened or runs, the thread does nothing else. */
export async function openSession(bytes: Uint8Array, threads: number): Promise<Session> {
  env.logLevel = 'fatal'
  const file = readFile(bytes)
  const session = await InferenceSession.create(file.bytes, options(threads)).catch((cause) => {
    throw notOpened(cause)
  })
  const [inputs, outputs] = [slotsOf(session.inputMetadata), slotsOf(session.outputMetadata)]
  return {
    declaration: { inputs, outputs, claim: file.claim },
    run: (tensors, wanted) => run(session, tensors, wanted),
    release: () => session.release(),
  }
}

function options(threads: number): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
    enableCpuMemArena: false,
  }
}

async function run(
  session: InferenceSession,
  inputs: Tensors,
  outputs: readonly string[],
): Promise<Tensors> {
  if (outputs.length === 0) return []
  const found = await started(session, inputs, outputs).catch((cause) => {
    throw cause instanceof ContenderError ? cause : notRun(cause)
  })
  return outputs.map((name) => taken(name, found[name]))
}

async function started(
  session: InferenceSession,
  inputs: Tensors,
  outputs: readonly string[],
): Promise<InferenceSession.OnnxValueMapType> {
  return session.run(feeds(inputs), outputs)
}

/** Some operators end the process where a tensor has no element. */
function feeds(inputs: Tensors) {
  const made: Record<string, ReturnType<typeof given>> = {}
  for (const input of inputs) {
    if (input.values.length === 0) {
      throw new ContenderError('InferenceFailed', `${JSON.stringify(input.name)} has no element`)
    }
    made[input.name] = given(input)
  }
  return made
}
