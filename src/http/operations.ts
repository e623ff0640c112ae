import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'

/** A request whose path is known. */
export type Asked = {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  /** Empty where the path has none. */
  readonly model: string
  readonly version: string | undefined
  readonly signal: AbortSignal
}

export type Operation = {
  /** In metrics, and in the OpenAPI document. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly paths: readonly string[]
  readonly answer: (asked: Asked) => Answer | Promise<Answer>
}

export const methodsOf = (method: Operation['method']): string[] =>
  method === 'GET' ? ['GET', 'HEAD'] : [method]

export function methodsByPath(operations: readonly Operation[]): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { method, paths } of operations) {
    for (const path of paths) found.set(path, [...(found.get(path) ?? []), ...methodsOf(method)])
  }
  return found
}
