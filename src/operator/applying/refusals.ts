import { ContenderError, type FailureCode } from '../../errors.ts'
import type { Trouble } from '../../plan/observation.ts'
import { isQuota } from '../observing/refused-pods.ts'
import type { Stated } from './stated.ts'

/** What a failed write means for the others of the pass. */
type Meaning =
  /** The API server says no to this object, and will say so again. */
  | 'Refused'
  /** One object has changed, or one webhook is away: the others may well be written. */
  | 'Later'
  /** Nothing can be written now. */
  | 'Over'

const meanings: { readonly [code in FailureCode]?: Meaning } = {
  ObjectInvalid: 'Refused',
  ApiForbidden: 'Refused',
  NameTaken: 'Refused',
  ResourceMissing: 'Refused',
  StaleWrite: 'Later',
  ApiUnavailable: 'Later',
  ApiUnreachable: 'Over',
  ApiUnauthorized: 'Over',
  NamespaceGone: 'Over',
}

/** How a failed write is to be taken. A bug, a lost lead and a pass that was dropped have no meaning here. */
export function meaningOf(cause: unknown): Meaning | undefined {
  return cause instanceof ContenderError ? meanings[cause.code] : undefined
}

/** A Deployment that is refused is so for its pods: the rest of it is ours, and sound. */
export function refusalOf(
  { code, message }: ContenderError,
  { kind, variant }: Pick<Stated, 'kind' | 'variant'>,
): Trouble {
  const isOfPods = code === 'ObjectInvalid' && kind === 'Deployment' && variant !== undefined
  const isOfQuota = code === 'ApiForbidden' && isQuota(message)
  const name = isOfQuota ? 'QuotaExceeded' : isOfPods ? 'TemplateInvalid' : code
  return { code: name, detail: message.slice(0, 512) }
}
