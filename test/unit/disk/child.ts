import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** What a writing process said, as far as it came. */
type Told = { readonly word: string; readonly about: number }

const program = fileURLToPath(new URL('./writer.ts', import.meta.url))

/**
 * Runs a process that writes. Resolves once it has said enough, or has ended; `end` kills it with SIGKILL, and
 * resolves with all that it said. `said` resolves once it has said a word, or has ended.
 */
export async function startWriter(
  args: readonly string[],
  isEnough: (told: Told, count: number) => boolean,
  before = '',
) {
  const child = spawn(
    'sh',
    ['-c', `${before} exec "$0" "$@"`, process.execPath, program, ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = once(child, 'close')
  const told: Told[] = []
  const reader = createInterface({ input: child.stdout })
  await new Promise<void>((resolve) => {
    reader.on('line', (line) => {
      const [word = '', about = ''] = line.split(' ')
      const said = { word, about: Number(about) }
      if (isEnough(said, told.push(said))) resolve()
    })
    void ended.then(() => resolve())
  })
  async function end(): Promise<readonly Told[]> {
    child.kill('SIGKILL')
    await ended
    return told
  }
  function said(word: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (told.some((each) => each.word === word)) resolve()
      }
      reader.on('line', look)
      void ended.then(() => resolve())
      look()
    })
  }
  return { pid: child.pid ?? 0, told: told as readonly Told[], said, end }
}

/** The greatest number that it said a word of. */
export const greatest = (told: readonly Told[], word: string): number =>
  told.reduce((most, each) => (each.word === word ? Math.max(most, each.about) : most), 0)
