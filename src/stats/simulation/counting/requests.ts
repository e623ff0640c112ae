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

export type RequestCount = ReturnType<typeof requestCount>
