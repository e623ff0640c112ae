/** What all routers of the bench do: this part of the users goes to the challenger, always the same ones. */
export type Split = {
  readonly percent: number
  /** The ports of both. */
  readonly champion: number
  readonly challenger: number
}
