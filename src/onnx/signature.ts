import type { Datatype } from '../protocol/datatypes.ts'
import type { Classes } from './graph/classes.ts'

/** What a model takes and gives. */
export type Signature = {
  readonly inputs: readonly Slot[]
  readonly outputs: readonly Slot[]
  readonly prediction: Prediction | undefined
}

export type Slot = {
  readonly name: string
  readonly datatype: Datatype
  /** A length; for one that is open its symbol, or '' where it has none. */
  readonly shape: readonly (number | string)[]
}

/**
 * Which outputs say what the model predicts, where that can be told from the file: a label, how probable each class
 * is, or a value. Rows are predictions.
 */
export type Prediction =
  | {
      readonly kind: 'Classification'
      readonly label: string | undefined
      readonly probabilities: string | undefined
      /** In the order of the columns of the probabilities; empty where the file doesn't name them. */
      readonly classes: Classes
    }
  | { readonly kind: 'Regression'; readonly value: string }
