import type { Tensors } from '../protocol/tensor.ts'
import type { Signature } from './signature.ts'

/** A model that is loaded, warm, and ready to run. */
export type Model = {
  readonly signature: Signature
  /** Where it runs: on the loop of this process, or on a thread of its own. */
  readonly place: 'Inline' | 'Worker'
  /** Why requests go through it together, or don't. */
  readonly batching: { readonly isSafe: boolean; readonly why: string }
  /** What measuring found, for the log. */
  readonly measured: Measured
  /**
   * Inputs in any order, each once; the outputs that are asked for, in that order. What is sent stays as it is. Rejects
   * with InferenceFailed where the model refuses these inputs, and with ModelCrashed once its thread has died.
   */
  readonly run: (inputs: Tensors, outputs: readonly string[]) => Promise<Tensors>
  /** Gives back its memory, once. Nothing is run afterwards, and on the loop nothing may be running. */
  readonly release: () => Promise<void>
}

export type Measured = {
  /** To open it, without the thread that it was opened on. */
  readonly loadMs: number
  /** The least of several runs of one row; absent where the model could not be tried. */
  readonly oneMs: number | undefined
  /** The same of as many rows as may go together; absent, too, where nobody knows how long a run may take. */
  readonly mostMs: number | undefined
}
