import type { ServerResponse } from 'node:http'
import type { Watch } from './watch.ts'

/** As often as the real server sends them. */
const bookmarkEveryMs = 60_000

/** A reader that doesn't read is let go; it will ask again from where it was. */
const mostUnreadBytes = 16 * 1024 * 1024

/** Sends a watch for as long as its time, its reader and the server last. */
export function stream(
  { start, wantsBookmarks, bookmark, timeoutMs }: Watch,
  response: ServerResponse,
  stopped: AbortSignal,
): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
  })
  response.flushHeaders()
  response.on('error', () => {}) // a reader that is gone has no say; `close` follows
  const tell = (line: string) => {
    response.write(line)
    if (response.writableLength > mostUnreadBytes) response.destroy()
  }
  const mark = () => {
    if (wantsBookmarks) tell(bookmark())
  }
  const stop = start(tell)
  const end = () => {
    stop()
    response.end()
  }
  const marks = setInterval(mark, bookmarkEveryMs)
  const over = setTimeout(() => {
    mark()
    end()
  }, timeoutMs)
  stopped.addEventListener('abort', end)
  response.once('close', () => {
    stop()
    clearInterval(marks)
    clearTimeout(over)
    stopped.removeEventListener('abort', end)
  })
}
