import type { FailureCode } from '../../errors.ts'
import type { Tensors } from '../../protocol/tensor.ts'
import type { Declaration } from '../session/session.ts'

/** What a thread starts with. */
export type Start = { readonly bytes: Uint8Array; readonly threads: number }

/** What it is told: one thing at a time, and it answers before the next. */
export type Order =
  | { readonly kind: 'Run'; readonly inputs: Tensors; readonly outputs: readonly string[] }
  | { readonly kind: 'End' }

/** What it says: how long it took is by its own clock. To End it answers with its exit. */
export type Report =
  | { readonly kind: 'Opened'; readonly declaration: Declaration; readonly ms: number }
  | { readonly kind: 'Ran'; readonly outputs: Tensors; readonly ms: number }
  | { readonly kind: 'Failed'; readonly code: FailureCode; readonly message: string }
