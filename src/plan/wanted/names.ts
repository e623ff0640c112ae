import type { Variant } from '../variants/variant.ts'

/** Of all children of an experiment: at most 63 characters, as its own name has at most 32 and a variant's 20. */
export const childName = (experiment: string, { name, revision }: Omit<Variant, 'spec' | 'key'>) =>
  `${experiment}-${name}-${revision}`

/** Deployment of the routers, their budget and policy, and the Service of their admin ports; clients' is called like the experiment. */
export const routerName = (experiment: string) => `${experiment}-router`

export const serversName = (experiment: string) => `${experiment}-servers`

export const keysName = (experiment: string) => `${experiment}-keys`

export const planName = (experiment: string) => `${experiment}-plan`
