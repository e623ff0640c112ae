import { ContenderError } from '../errors.ts'

/** `127.0.0.1:9090`, `[::1]:9090`. */
export function addressIn(
  option: string,
  text: string,
): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  if (host === undefined || Number(port) > 65_535) {
    throw new ContenderError('UsageInvalid', `--${option} is HOST:PORT, not ${text}`)
  }
  return { host, port: Number(port) }
}
