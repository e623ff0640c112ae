import { sendingOf } from './answers.ts'
import { wrong } from './failures.ts'
import { hostAccessIn } from './host-access.ts'
import type { Origin, Wish } from './origin.ts'
import { forbidden } from './policy.ts'
import type { Named } from './secret-files.ts'
import type { Place, WebPlace } from './uri.ts'
import type { Answer, Send } from './wire.ts'

export type WebPorts = {
  readonly send: Send
  /** As it is now. */
  readonly secret: () => Promise<Named>
  readonly secretHost: string | undefined
  readonly wall: () => number
}

type Web = Place & WebPlace

/** A file behind http or https, and behind some redirects of the same host. */
export function createWebOrigin(place: Web, { send, secret, secretHost, wall }: WebPorts): Origin {
  const { told } = place

  async function open(wish: Wish, signal: AbortSignal) {
    const mounted = await secret()
    const ca = mounted['ca.crt']
    let { url } = place
    for (let hops = 0; hops <= mostHops; hops++) {
      const access = hostAccessIn(mounted, secretHost, url)
      const headers = { ...headersFor(wish), ...access.headers }
      const path = url.pathname + url.search
      const answer = await send({ url, path, headers, ca, told, signal })
      if (!redirects.has(answer.status)) {
        return sendingOf({ answer, wish, told, clue: access.clue, wallMs: wall() })
      }
      url = nextOf(url, answer, told)
    }
    throw wrong('ModelAnswerInvalid', told, `leads on and on, more than ${mostHops} times`)
  }

  return { open }
}

const mostHops = 5

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export function headersFor({ from, tag, unless }: Wish): { readonly [name: string]: string } {
  return {
    ...(from > 0 && tag !== undefined && { range: `bytes=${from}-`, 'if-range': tag }),
    ...(unless?.tag !== undefined && { 'if-none-match': unless.tag }),
    ...(unless?.modified !== undefined && { 'if-modified-since': unless.modified }),
  }
}

/** Elsewhere on the same host. Nobody else is asked: whom the origin trusts need not be trusted here. */
function nextOf(url: URL, answer: Answer, told: string): URL {
  answer.close()
  const location = answer.header('location')
  const next = location === undefined ? null : URL.parse(location, url.href)
  if (next === null)
    throw wrong('ModelAnswerInvalid', told, `answers ${answer.status}, and no place`)
  const isUpgrade = url.protocol === 'http:' && next.protocol === 'https:'
  const isSamePort = url.port === next.port
  const isSameWay = next.protocol === url.protocol || isUpgrade
  if (next.hostname !== url.hostname || !isSamePort || !isSameWay) {
    throw forbidden(told, `leads to another host, ${next.origin}, and no redirect may`)
  }
  return next
}
