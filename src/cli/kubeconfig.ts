import { readFileSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { connect } from 'node:tls'
import { ContenderError, saidBy } from '../errors.ts'
import { type Reached, reachedIn, writePrivately } from '../local/server/access.ts'

export type Copy = {
  /** Writes it, and says where it is. */
  readonly write: (from: string) => string
  /** Unless somebody has changed it. */
  readonly remove: () => void
}

/** A kubeconfig where a user wants it. What runs here reads its own: this one may change hands. */
export async function copyAt(path: string): Promise<Copy> {
  const file = resolve(path)
  const seen = textOf(file)
  await checkFree(file, seen)
  let text: string | undefined
  return {
    write: (from) => {
      if (from === file) return file
      if (textOf(file) !== seen)
        throw new ContenderError('UsageInvalid', `${file} has just changed`)
      text = readFileSync(from, 'utf8')
      writePrivately(file, text)
      return file
    },
    remove: () => {
      if (text !== undefined && textOf(file) === text) rmSync(file)
    },
  }
}

/** Empty where there is no file yet. */
function textOf(file: string): string {
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    if (found?.isFile() === false) throw new Error('it is no plain file')
    return found === undefined ? '' : readFileSync(file, 'utf8')
  } catch (cause) {
    throw new ContenderError('UsageInvalid', `cannot read ${file}: ${saidBy(cause)}`, { cause })
  }
}

/** Only what nobody would miss is written over: an empty file, or that of a run that is gone. */
async function checkFree(file: string, text: string): Promise<void> {
  if (text === '') return
  const reached = reachedIn(text)
  if (reached === undefined) {
    const what = `${file} speaks of another cluster, and would be lost: name another file`
    throw new ContenderError('UsageInvalid', what)
  }
  if (!(await isThere(reached))) return
  const whose = `${file} belongs to the contender run at ${reached.url}, which is still there`
  throw new ContenderError('UsageInvalid', `${whose}: name another file, or stop that run`)
}

/**
 * Whether the one that holds the key of that certificate still listens: whoever has its port by now doesn't.
 * Of one that says nothing at all, a process that is halted say, it is taken to be so.
 */
function isThere({ url, ca }: Reached): Promise<boolean> {
  const { hostname: host, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), ca, checkServerIdentity: () => undefined })
    const tell = (is: boolean) => {
      resolve(is)
      socket.destroy()
    }
    socket.once('secureConnect', () => tell(socket.authorized))
    socket.once('error', () => tell(false))
    socket.setTimeout(patienceMs, () => tell(true))
  })
}

const patienceMs = 1_000
