import { type OutgoingHttpHeaders, request as plain } from 'node:http'
import { request as secret } from 'node:https'
import type { HttpGet } from '../pod/spec.ts'

export type Target = { readonly host: string; readonly port: number }

/**
 * Asks a container over HTTP; returns what is wrong with the answer. All from 200 to 399 is right: a
 * redirection is an answer, and is not followed. A certificate proves nothing to a probe.
 */
export function httpProblem(
  { path = '/', scheme = 'HTTP', httpHeaders = [] }: HttpGet,
  { host, port }: Target,
  signal: AbortSignal,
): Promise<string | undefined> {
  const ask = scheme.toUpperCase() === 'HTTPS' ? secret : plain
  const at = path.startsWith('/') ? path : `/${path}`
  const headers = headersOf(httpHeaders)
  return new Promise((resolve, reject) => {
    const options = {
      host,
      port,
      path: at,
      headers,
      agent: false,
      signal,
      rejectUnauthorized: false,
    }
    const asking = ask(options, (answer) => {
      const { statusCode = 0 } = answer
      answer.destroy()
      resolve(statusCode >= 200 && statusCode < 400 ? undefined : `it answered ${statusCode}`)
    })
    asking.on('error', reject)
    asking.end()
  })
}

function headersOf(given: NonNullable<HttpGet['httpHeaders']>): OutgoingHttpHeaders {
  const headers: { [name: string]: string[] } = {}
  for (const { name, value } of given) {
    const key = name.toLowerCase()
    headers[key] = [...(headers[key] ?? []), value]
  }
  const own = Object.entries(headers).map(([name, values]) => [
    name,
    values.length === 1 ? values[0] : values,
  ])
  return { 'user-agent': 'kube-probe/contender', accept: '*/*', ...Object.fromEntries(own) }
}
