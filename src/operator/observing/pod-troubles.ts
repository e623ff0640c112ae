import type { FailureCode } from '../../errors.ts'
import type { Trouble } from '../../plan/observation.ts'
import type { Ending, Waiting } from './pod-words.ts'
import { failureIn } from './said.ts'
import type { SeenPod } from './seen-pod.ts'

type Judge = (pod: SeenPod) => Trouble | undefined

/** What is wrong with pods that are not ready, by what Kubernetes says of them: the gravest first, of the first pod that has it. */
export function troubleIn(pods: readonly SeenPod[]): Trouble | undefined {
  const unready = pods.filter(
    ({ isReady, isLeaving, hasEnded }) => !isReady && !isLeaving && !hasEnded,
  )
  const inOrder = unready.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  for (const judge of judges) {
    for (const pod of inOrder) {
      const trouble = judge(pod)
      if (trouble !== undefined) return told(pod, trouble)
    }
  }
  return undefined
}

const judges: readonly Judge[] = [
  ({ stuck, ending }) => first(stuck.map((waiting) => troubleOf(waiting, ending))),
  // It runs once more, and has not said anything yet: what it said the last time still stands.
  ({ ending }) => ending && failureIn(ending.words),
  ({ unschedulable: detail }) =>
    detail === undefined ? undefined : { code: 'PodUnschedulable', detail },
]

/** Why a container waits. Reasons that are not here pass by themselves. */
const codes: { readonly [reason: string]: FailureCode } = {
  ErrImagePull: 'ImageMissing',
  ImagePullBackOff: 'ImageMissing',
  InvalidImageName: 'ImageMissing',
  ErrImageNeverPull: 'ImageMissing',
  ImageInspectError: 'ImageMissing',
  RegistryUnavailable: 'ImageMissing',
  CreateContainerConfigError: 'TemplateInvalid',
  CreateContainerError: 'CrashLooping',
  RunContainerError: 'CrashLooping',
  CrashLoopBackOff: 'CrashLooping',
}

function troubleOf({ reason, message }: Waiting, ending: Ending | undefined): Trouble | undefined {
  const code = codes[reason]
  if (code === undefined) return undefined
  const detail = message === '' ? reason : `${reason}: ${message}`
  if (reason === 'CrashLoopBackOff') return crash(ending) ?? { code, detail }
  const isSecret = reason === 'CreateContainerConfigError' && /\bsecret\b.*not found/i.test(message)
  return { code: isSecret ? 'SecretMissing' : code, detail }
}

/** A server of ours says why it ended; of others it is known how. */
function crash(ending: Ending | undefined): Trouble | undefined {
  if (ending === undefined) return undefined
  const { how, words } = ending
  const [line = ''] = words.split('\n')
  const detail = line === '' ? how : `${how}: ${line}`
  return failureIn(words) ?? { code: 'CrashLooping', detail }
}

const told = ({ key }: SeenPod, { code, detail }: Trouble): Trouble => ({
  code,
  detail: `pod ${key.slice(key.indexOf('/') + 1)}: ${detail}`.slice(0, 512),
})

const first = (troubles: readonly (Trouble | undefined)[]) =>
  troubles.find((trouble) => trouble !== undefined)
