import { byteLength } from '../../admission/go-text.ts'

const maxBytes = 128

/** The manager of a request: as its `fieldManager` says, else as its `User-Agent` begins. */
export function writerName(fieldManager: string, userAgent: string): string {
  if (fieldManager !== '') return fieldManager
  let name = ''
  for (const letter of userAgent.split('/', 1)[0] ?? '') {
    if (isUnprintable(letter)) continue
    if (byteLength(name + letter) > maxBytes) break
    name += letter
  }
  return name
}

const isUnprintable = (letter: string) => letter !== ' ' && /[\p{C}\p{Z}]/u.test(letter)
