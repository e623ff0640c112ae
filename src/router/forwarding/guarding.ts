import { deaf, type ExchangeEnd } from './exchange.ts'

/** What throws while an answer is made is a bug of ours: it is told, and nobody is left waiting for the answer. */
export function guarded(end: ExchangeEnd, broke: (cause: unknown) => void): ExchangeEnd {
  const safely =
    <Of extends unknown[]>(act: (...of: Of) => void) =>
    (...of: Of): void => {
      try {
        act(...of)
      } catch (cause) {
        broke(cause)
      }
    }
  return {
    own: safely(end.own),
    whole: safely(end.whole),
    failed: safely(end.failed),
    streams(...of) {
      try {
        return end.streams(...of)
      } catch (cause) {
        broke(cause)
        return deaf
      }
    },
  }
}
