/** Texts of which there are many copies, each kept once. What is too varied is simply not shared. */
export function createSharing(most = 4_096): (text: string) => string {
  const kept = new Map<string, string>()
  return function shared(text) {
    const found = kept.get(text)
    if (found !== undefined) return found
    if (kept.size >= most) kept.clear()
    kept.set(text, text)
    return text
  }
}
