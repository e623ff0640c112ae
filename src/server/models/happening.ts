import type { Model } from '../../onnx/model.ts'

export type Version = { readonly name: string; readonly version: string; readonly digest: string }

/** What went wrong; `cause` is for whoever looks for a bug. */
export type Wrong = { readonly code: string; readonly message: string; readonly cause: unknown }

export type Again = {
  readonly name: string
  /** Where the settings name one. */
  readonly version: string | undefined
  /** How often in a row. */
  readonly tries: number
  /** The pause until the next try, if there is one. */
  readonly againMs: number | undefined
}

/** What happens to models: each is told once, when it is so. After each, the standing may be another. */
export type Happening =
  | { readonly kind: 'Wanted'; readonly names: readonly string[] }
  | ({
      readonly kind: 'Loaded'
      readonly from: 'origin' | 'cache'
      readonly size: number
      readonly tookMs: number
    } & Version &
      Pick<Model, 'place' | 'batching' | 'measured'>)
  | ({ readonly kind: 'Failed' } & Again & Wrong)
  /** Its thread has ended; it is opened again. */
  | ({ readonly kind: 'Died' } & Again & Wrong)
  /** From now on these versions answer, and those that did don't. */
  | {
      readonly kind: 'Published'
      readonly name: string
      readonly versions: readonly string[]
      readonly former: readonly string[]
    }
  /** Its origin has other bytes now: it goes on with those that it has. */
  | ({ readonly kind: 'Changed' } & Version & Wrong)
  | ({ readonly kind: 'ChangedBack' } & Version)
  /** Whether its origin has changed could not be told. */
  | ({ readonly kind: 'Unchecked' } & Version & Wrong)
  | ({ readonly kind: 'Released' } & Version)
  /** Its memory could not be given back. */
  | ({ readonly kind: 'Unreleased' } & Version & Wrong)

export type Tell = (happening: Happening) => void
