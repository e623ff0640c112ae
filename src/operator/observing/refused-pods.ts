import type { FailureCode } from '../../errors.ts'
import type { Trouble } from '../../plan/observation.ts'
import type { SeenDeployment } from './seen-deployment.ts'

/** The API server says of all quotas alike that one is exceeded, and of which object in the same words. */
export const isQuota = (message: string): boolean => /exceeded quota/i.test(message)

/** Pods that the API server does not let be made, and what that is called where no quota is the reason. */
export function refusedPods(
  deployment: SeenDeployment | undefined,
  otherwise: FailureCode,
): Trouble | undefined {
  const { refused: detail } = deployment ?? {}
  if (detail === undefined) return undefined
  return { code: isQuota(detail) ? 'QuotaExceeded' : otherwise, detail }
}
