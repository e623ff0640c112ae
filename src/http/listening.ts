import type { FastifyInstance } from 'fastify'
import { ContenderError, saidBy } from '../errors.ts'

/** Returns the address where it can be reached; port 0 takes any that is free. */
export async function listenOn(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (cause) {
    const what = `cannot listen on ${host}:${port}: ${saidBy(cause)}`
    throw new ContenderError('AddressInvalid', what, { cause })
  }
}
