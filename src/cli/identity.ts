import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

/** Kubernetes gives a pod's name to its next container too; a run of ours is nobody else's. */
export const newIdentity = (): string => `${hostname()}-${randomUUID().slice(0, 8)}`
