import type { SeenDeployment } from './seen-deployment.ts'

const revision = 'deployment.kubernetes.io/revision'
/** The template that the revision counts. */
const counted = 'contender.dev/pod-template-hash'

/** Whether the roll-out of the template as it stands has begun. */
export const hasBegun = ({ annotations, hash }: SeenDeployment): boolean =>
  annotations[counted] === hash

/** What is to be noted on the Deployment once it has: every change of the template is a revision. */
export function revisionAfter({ annotations, hash }: SeenDeployment) {
  const before = Number.parseInt(annotations[revision] ?? '', 10) || 0
  return { [revision]: String(before + 1), [counted]: hash }
}
