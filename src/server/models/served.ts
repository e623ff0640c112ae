import type { Model } from '../../onnx/model.ts'
import type { Batcher } from '../batching.ts'

/** A version of a model, as requests meet it. */
export type Served = {
  readonly name: string
  readonly version: string
  /** All that this name is served with, in the order of the settings: the last one is meant where none is named. */
  readonly versions: () => readonly string[]
  readonly digest: string
  readonly model: Model
  readonly batcher: Batcher
}

/** It stays in memory until `done` is called; to call it twice does nothing more. */
export type Lease = { readonly served: Served; readonly done: () => void }
