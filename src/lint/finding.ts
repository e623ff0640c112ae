import type { ExperimentSpec } from '../api/experiment.ts'

/** One line of lint: a problem is refused by an API server, a warning is legal but unwise. */
export type Finding = {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly level: 'problem' | 'warning'
  /** `spec.variants[0].name`; empty where the text or the whole object is at fault. */
  readonly path: string
  readonly message: string
  readonly hint?: string
}

/** An experiment without a problem, as the API server would store it: defaults are filled in. */
export type Sound = { readonly name: string; readonly spec: ExperimentSpec }
