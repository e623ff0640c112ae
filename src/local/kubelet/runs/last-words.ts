import { open } from 'node:fs/promises'

/** As much as Kubernetes keeps. */
const longest = 4096

/** What a container has left behind for whoever asks why it ended. */
export async function readLastWords(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return ''
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longest), 0, longest, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } catch {
    return '' // it made a folder of it
  } finally {
    await file.close()
  }
}
