import { execFile } from 'node:child_process'
import { closeSync, constants, openSync, unlinkSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A pipe whose writing end is for somebody else; `done` lets go of it here. */
export type Pipe = {
  readonly reading: Socket
  readonly writing: number
  readonly done: () => void
}

/**
 * True pipes. What Node makes for its children are sockets, which cannot be opened under `/dev/stdout`
 * and `/dev/stderr`, as scripts like to do.
 */
export async function openPipes(
  folder: string,
  names: readonly string[],
): Promise<readonly Pipe[]> {
  const paths = names.map((name) => join(folder, name))
  await promisify(execFile)('mkfifo', ['-m', '600', ...paths])
  return paths.map(openPipe)
}

/** Both ends are open before the name goes: without a writer, the reader would be at its end at once. */
function openPipe(path: string): Pipe {
  const end = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const writing = openSync(path, constants.O_WRONLY)
  unlinkSync(path)
  const reading = new Socket({ fd: end, readable: true, writable: false })
  return { reading, writing, done: () => closeSync(writing) }
}
