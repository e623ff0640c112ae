/** Bytes in base64, spelled as the server would; else where Go's decoder stops. Line ends are skipped. */
export function readBase64(
  sent: string,
): { readonly value: string } | { readonly refused: string } {
  const letters = [...sent.matchAll(/[^\r\n]/g)].map(({ 0: letter, index }) => ({ letter, index }))
  const wrong = firstWrong(letters.map(({ letter }) => letter))
  if (wrong === undefined) return { value: Buffer.from(sent, 'base64').toString('base64') }
  const place = Buffer.byteLength(sent.slice(0, letters[wrong]?.index ?? sent.length))
  return { refused: `illegal base64 data at input byte ${place}` }
}

function firstWrong(letters: readonly string[]): number | undefined {
  const isDigit = (letter: string) => /[A-Za-z0-9+/]/.test(letter)
  const end = letters.findIndex((letter) => !isDigit(letter))
  const length = end < 0 ? letters.length : end
  const left = length % 4
  if (end < 0) return left === 0 ? undefined : length - left
  const padding = letters.slice(end).join('')
  if (left < 2 || letters[end] !== '=') return end
  const wanted = '='.repeat(4 - left)
  if (padding === wanted) return undefined
  if (padding.startsWith(wanted)) return end + wanted.length
  return left === 2 && padding === '=' ? letters.length : end + 1
}
