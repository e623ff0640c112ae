/** Numbers by which a model is tried and placed. */
export const limits = {
  /**
   * A model runs on the loop of this process if that holds up the loop no longer than a large body being parsed does.
   * The way to a thread and back takes a tenth of that, so that a slower model does not gain by being near.
   */
  inlineRunMs: 1,
  /** Opening it once more, on the loop, holds that up as well, once a version. */
  inlineLoadMs: 50,
  /** A larger file takes longer than that to load; it moves into the thread, and this one keeps no copy of it. */
  inlineBytes: 32 * 2 ** 20,
  /** A run is repeated as often, or until that has taken so long; the least counts: what else runs only adds to it. */
  repeats: 10,
  repeatMs: 200,
  /** Open lengths beside the rows, in the order in which they are tried. */
  lengths: [1, 8],
  /** A tensor that is made up has no more elements. */
  elements: 2 ** 24,
  /** How far a number may be off for having been computed beside others, relative to the largest beside it. */
  off: { FP16: 5e-3, FP32: 1e-4, FP64: 1e-4 },
} as const
