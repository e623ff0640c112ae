import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from './refusal.ts'

/**
 * Who may come in: whoever has the token, and calls the server by its own name. A page in a browser can
 * make the browser call any address under a name of the page's choosing; so the name is looked at first.
 */
export function createGate(token: string, names: () => readonly string[]) {
  const expected = digest(token)

  return function check(headers: IncomingHttpHeaders): void {
    if (!names().includes((headers.host ?? '').toLowerCase())) throw strangeHost(headers.host)
    const sent = /^bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
    if (sent === undefined) throw unauthorized()
    if (!timingSafeEqual(digest(sent.trim()), expected)) throw unauthorized()
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()

const strangeHost = (host = '') =>
  new Refusal({
    ...{ code: 421, reason: 'Misdirected' },
    message: `this server is not called ${host || 'nothing'}: use the address of its kubeconfig`,
  })

const unauthorized = () =>
  new Refusal({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' })
