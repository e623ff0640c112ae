import { refused } from '../../protocol/refused.ts'

/** What ONNX Runtime would change in silence: it ends a text at NUL, and writes U+FFFD for half a pair. */
export function checkText(texts: readonly string[], path: string): void {
  for (const [nth, text] of texts.entries()) {
    if (text.includes('\0'))
      throw refused(`${path}[${nth}]`, 'has a NUL, where the model would see its end')
    if (!text.isWellFormed()) throw refused(`${path}[${nth}]`, 'has half of a surrogate pair')
  }
}
