/** A router that exists: ready or not, and also one that is on its way out, as long as it answers clients. */
export type RouterPlace = {
  /** Of its pod. */
  readonly uid: string
  /** How often its container was started again: another process may have forgotten what the one before obeyed. */
  readonly restarts: number
  /** Of its admin port, `address:port`; none before it starts. */
  readonly address: string | undefined
}

/** One process at one place: what is known of it is known of no other. */
export const lifeOf = ({ uid, restarts, address }: RouterPlace): string =>
  `${uid} ${restarts} ${address}`
