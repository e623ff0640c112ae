import fs from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { ContenderError } from '../errors.ts'
import { unwritable } from './unwritable.ts'

/** Gives the folder free again. */
type Release = () => void

/**
 * One process at a time may use a folder. The system keeps the lock as long as the process lives, so that
 * one that was killed leaves none behind. Who holds it stands in the file `owner`, for people.
 */
export async function lockFolder(folder: string): Promise<Release> {
  const lock = locks[process.platform]
  if (lock === undefined) throw unwritable(folder, `nothing locks a folder on ${process.platform}`)
  const release = await lock(folder)
  const owner = join(folder, 'owner')
  if (release === undefined) throw inUse(folder, owner)
  try {
    fs.writeFileSync(owner, `${process.pid}\n`, { mode: 0o600 })
  } catch (cause) {
    release()
    throw cause
  }
  let isHeld = true
  return () => {
    if (isHeld) fs.rmSync(owner, { force: true }) // later it may be another's
    if (isHeld) release()
    isHeld = false
  }
}

function inUse(folder: string, owner: string): ContenderError {
  const whose = fs.existsSync(owner) ? ` ${fs.readFileSync(owner, 'utf8').trim()}` : ''
  return new ContenderError('StateInUse', `${folder} is in use by process${whose}`)
}

/** `undefined` where it is held. */
type Lock = (folder: string) => Promise<Release | undefined>

/**
 * A listening socket without a file, which goes with its process; no child inherits it. Its name is that of
 * the folder itself, by whatever path it is reached. Other network namespaces don't see it: containers with
 * one folder and networks of their own must exclude each other in another way.
 */
const bySocket: Lock = (folder) => {
  const { dev, ino } = fs.statSync(folder, { bigint: true })
  const server = createServer((socket) => socket.destroy()).unref()
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE') resolve(undefined)
      else reject(cause)
    })
    server.listen({ path: `\0contender-state-${dev}-${ino}` }, () => resolve(() => server.close()))
  })
}

/** A file that opens for one process only (O_EXLOCK, which Node hands through but has no name for). */
const byFile: Lock = async (folder) => {
  const { O_RDWR, O_CREAT, O_NONBLOCK } = fs.constants
  try {
    const file = fs.openSync(join(folder, 'lock'), O_RDWR | O_CREAT | O_NONBLOCK | 0x20, 0o600)
    return () => fs.closeSync(file)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN') return undefined
    throw cause
  }
}

const locks: { readonly [platform: string]: Lock | undefined } = {
  linux: bySocket,
  darwin: byFile,
}
