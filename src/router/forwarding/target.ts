import { ContenderError } from '../../errors.ts'

/** What a request asks for, as those behind are asked for it. Whoever takes us for a proxy names a host before (RFC 9112, 3.2.2). */
export function targetOf(url: string): string {
  if (url.startsWith('/')) return url
  const [, path] = /^https?:\/\/[^/?#]+(.*)$/i.exec(url) ?? []
  if (path === undefined) {
    throw new ContenderError('RequestInvalid', `${JSON.stringify(url.slice(0, 64))} is no path`)
  }
  return path.startsWith('/') ? path : `/${path}`
}
