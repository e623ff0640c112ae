import type { Variant } from '../variants/variant.ts'

type Labels = { readonly [name: string]: string }

const component = 'app.kubernetes.io/component'
const experimentLabel = 'contender.dev/experiment'

/** On everything that is watched. */
export const ofOurs: Labels = {
  'app.kubernetes.io/managed-by': 'contender',
  'app.kubernetes.io/name': 'contender',
}

/** Selectors can never be changed, and pods outlive promotions: nobody's role is among them. */
export const ofRouters = (experiment: string): Labels => ({
  [component]: 'router',
  [experimentLabel]: experiment,
})

export const ofServers = (experiment: string): Labels => ({
  [component]: 'server',
  [experimentLabel]: experiment,
})

export const ofVariant = (
  experiment: string,
  { name, revision }: Pick<Variant, 'name' | 'revision'>,
): Labels => ({
  ...ofServers(experiment),
  'contender.dev/variant': name,
  'contender.dev/revision': revision,
})

/** Pods that the operator runs in. */
export const ofOperator: Labels = {
  'app.kubernetes.io/name': 'contender',
  [component]: 'operator',
}
