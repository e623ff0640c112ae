import type { Case } from './case.ts'
import { configurationCases } from './configuration.ts'
import { containerCases, containerCompletions } from './containers.ts'
import { coordinationCases } from './coordination.ts'
import { decodingCases } from './decoding.ts'
import { deploymentCases, deploymentCompletions, deploymentUpdates } from './deployments.ts'
import { experimentCases } from './experiments.ts'
import { podCases, podCompletions, podUpdates } from './pods.ts'
import { policyCases } from './policies.ts'
import { serviceCases, serviceCompletions, serviceUpdates } from './services.ts'
import { warningCases } from './warnings.ts'

/** By the name of the file that holds the answers. */
export const cases: { readonly [file: string]: readonly Case[] } = {
  decoding: decodingCases,
  containers: [...containerCases, ...containerCompletions],
  pods: [...podCases, ...podCompletions, ...podUpdates],
  deployments: [...deploymentCases, ...deploymentCompletions, ...deploymentUpdates],
  services: [...serviceCases, ...serviceCompletions, ...serviceUpdates],
  configuration: configurationCases,
  coordination: coordinationCases,
  policies: policyCases,
  experiments: experimentCases,
  warnings: warningCases,
}

export const titleOf = ({ kind, it }: Case): string => `${kind}: ${it}`
