import type { Node } from './terms.ts'

/** This machine as a node, with the labels that every node has. */
export const thisNode = (name: string): Node => ({
  name,
  labels: {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': process.platform,
    'kubernetes.io/arch': archNames[process.arch] ?? process.arch,
  },
})

/** Where Go calls it otherwise. */
const archNames: { readonly [name: string]: string } = { x64: 'amd64', ia32: '386' }
