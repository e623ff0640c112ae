/** Requests, outcome or not. */
export function requestCount() {
  let n = 0
  return {
    add: (count = 1) => {
      n += count
    },
    read: () => n,
  }
}

/** Counts what it is told, one if nothing. */
export type RequestCount = ReturnType<typeof requestCount>
