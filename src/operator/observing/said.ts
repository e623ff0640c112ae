import { isFailureCode } from '../../errors.ts'
import type { Trouble } from '../../plan/observation.ts'

/** `NAME: CODE: message`, as servers write it line by line, or joined by semicolons. */
const said = /(?:^|\n|; )[^:\s]+: ([A-Z][A-Za-z]+): ([^\n]*)/g

/** Failures that a server may speak of. Whatever else a container writes is no word of ours. */
const ofServers = /^(Model|Settings|Cache)[A-Z]/

/** The first failure that a server names. */
export function failureIn(text: string): Trouble | undefined {
  for (const [, code = '', detail = ''] of text.matchAll(said)) {
    if (isFailureCode(code) && ofServers.test(code)) return { code, detail: detail.slice(0, 512) }
  }
  return undefined
}

const sha256 = /^(?:sha256:)?([0-9a-f]{64})$/

/** What `GET /v2/models/NAME` says of the bytes that are served: `sha256:…`. */
export function digestIn(document: unknown): string | undefined {
  const [, digest] = sha256.exec(`${Object(Object(document).parameters).digest}`) ?? []
  return digest && `sha256:${digest}`
}

/** What `GET /v2/health/ready` says is wrong: why it is not ready, or what has changed though it is. */
export function wrongIn(document: unknown): Trouble | undefined {
  const { error, warning } = Object(document)
  const text = error ?? warning
  return typeof text === 'string' ? failureIn(text) : undefined
}
