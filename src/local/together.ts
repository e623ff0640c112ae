/** Waits for all of them, and only then throws what the first that failed has thrown. */
export async function together<T>(under: readonly Promise<T>[]): Promise<readonly T[]> {
  const ended = await Promise.allSettled(under)
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}
