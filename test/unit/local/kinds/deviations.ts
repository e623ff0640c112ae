import type { Answer } from './answers.ts'

/** Where ours says something else than a kube-apiserver, and why. */
type Deviation = {
  readonly why: string
  /** Cases by their titles; all of them, where the change alone says which are meant. */
  readonly cases?: readonly string[]
  /** What is left of an answer to compare: applied to both. */
  readonly leaves: (answer: Answer) => unknown
}

const nothing = () => ({})

const withCauses = (answer: Answer, change: (cause: string) => readonly string[]) =>
  answer.code === 422 ? { ...answer, causes: answer.causes.flatMap(change) } : answer

export const deviations: readonly Deviation[] = [
  {
    why: 'How the specs of two Pods differ is not told in the words of Go’s structs',
    leaves: (answer) => withCauses(answer, (cause) => [cause.split('\n@@')[0] ?? '']),
  },
  {
    why: 'A security context is shown as it was sent, not as a struct of Go',
    cases: ['Pod: a privileged container that cannot escalate'],
    leaves: (answer) => withCauses(answer, (cause) => [cause.replace(/\{.*\}/, '{}')]),
  },
  {
    why: 'There are no priority classes: what a Pod says of its priority is stored, and nothing comes of it',
    cases: [
      'Pod: a priority class with an impossible name',
      'Pod: a priority class that is not there',
      'Pod: a priority that is not that of the class',
      'Pod: no such preemption policy',
    ],
    leaves: nothing,
  },
  {
    why: 'Loopback addresses are fine in EndpointSlices: all processes run on this machine',
    cases: ['EndpointSlice: an address of this machine'],
    leaves: nothing,
  },
  {
    why: 'The same, of an address that is wrong in another way too',
    cases: ['EndpointSlice: an address of another type'],
    leaves: (answer) => withCauses(answer, (cause) => (cause.includes('loopback') ? [] : [cause])),
  },
]
