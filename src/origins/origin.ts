/** What an origin can be asked for. */
export type Origin = {
  /** The bytes, or `same` where they are those of `unless`. It throws `Again`, or what ends it all. */
  readonly open: (wish: Wish, signal: AbortSignal) => Promise<Sending | 'same'>
}

export type Wish = {
  /** The first byte wanted. Other than 0 only if the bytes before were those of a strong `tag`. */
  readonly from: number
  readonly tag: string | undefined
  readonly unless?: Mark | undefined
}

/** By what an origin tells its bytes from others: as little or as much as it gives. */
export type Mark = {
  /** An ETag, as it came. */
  readonly tag?: string | undefined
  readonly modified?: string | undefined
  readonly size?: number | undefined
}

/** What an origin begins to send. It is read to its end, or closed. */
export type Sending = {
  /** Where it begins: as wished, or at 0. */
  readonly from: number
  /** Of the whole. */
  readonly size: number | undefined
  readonly mark: Mark
  readonly chunks: AsyncIterable<Buffer>
  readonly close: () => void
}

/** A weak one says that the meaning is the same: of bytes it says nothing (RFC 9110, 8.8.1). */
export const isStrong = (tag: string | undefined): tag is string =>
  tag !== undefined && !tag.startsWith('W/')
