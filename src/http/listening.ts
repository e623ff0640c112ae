import type { FastifyInstance } from 'fastify'
import { ContenderError, saidBy } from '../errors.ts'

export type Address = { readonly host: string; readonly port: number }

/** Returns the address where it can be reached; port 0 takes any that is free. */
export const listenOn = (app: FastifyInstance, at: Address): Promise<string> =>
  listening(at, app.listen(at))

/** What comes of listening there, or `AddressInvalid`. */
export async function listening<T>({ host, port }: Address, begun: Promise<T>): Promise<T> {
  try {
    return await begun
  } catch (cause) {
    const what = `cannot listen on ${host}:${port}: ${saidBy(cause)}`
    throw new ContenderError('AddressInvalid', what, { cause })
  }
}
