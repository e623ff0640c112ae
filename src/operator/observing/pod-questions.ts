import type { Trouble } from '../../plan/observation.ts'
import { placeOfPod } from './places.ts'
import { digestIn, wrongIn } from './said.ts'
import type { SeenPod } from './seen-pod.ts'
import type { SeenService } from './seen-service.ts'
import type { Learned, Question, Tending } from './tending.ts'
import type { Get } from './wire.ts'
import { type Said, serves, targetOf } from './workload.ts'

type Asked = {
  /** The model is served under the name of its experiment. */
  readonly model: string
  readonly service: SeenService | undefined
  readonly pods: readonly SeenPod[]
}

const untilAnsweredMs = 5_000
const nowAndThenMs = 60_000
/** Of those that aren't ready: what a few say, the others would say too. */
const mostUnready = 3

/**
 * What servers of ours are asked: each that is ready, once, which bytes it serves; one of them now and then whether they
 * have changed where they came from; and who isn't ready, why.
 */
export function questionsFor({ model, service, pods }: Asked, get: Get): readonly Question[] {
  const target = targetOf(service)
  const ask = (pod: SeenPod, path: string) => `http://${placeOfPod(pod, target)}${path}`
  const known = inOrder(pods).filter((pod) => placeOfPod(pod, target) !== undefined)
  const ready = known.filter(serves)
  const unready = known.filter((pod) => !serves(pod) && !pod.isLeaving && !pod.hasEnded)
  return [
    ...ready.map((pod) => digestOf(pod, ask(pod, `/v2/models/${model}`), get)),
    ...ready.slice(0, 1).map((pod) => changeOf(pod, ask(pod, '/v2/health/ready'), get)),
    ...unready.slice(0, mostUnready).map((pod) => whyNot(pod, ask(pod, '/v2/health/ready'), get)),
  ]
}

/** A container that begins anew may serve other bytes. */
const digestKey = ({ uid, restarts }: SeenPod) => `digest ${uid} ${restarts.count}`
const unreadyKey = ({ uid }: SeenPod) => `unready ${uid}`
const changeKey = ({ uid }: SeenPod) => `change ${uid}`

const digestOf = (pod: SeenPod, url: string, get: Get): Question => ({
  key: digestKey(pod),
  ask: async (signal) => {
    const digest = digestIn(await documentOf(url, get, signal))
    return digest === undefined ? {} : { digest }
  },
  againMs: ({ digest }) => (digest === undefined ? untilAnsweredMs : undefined),
})

const changeOf = (pod: SeenPod, url: string, get: Get): Question => ({
  key: changeKey(pod),
  ask: (signal) => healthOf(url, get, signal),
  againMs: () => nowAndThenMs,
})

const whyNot = (pod: SeenPod, url: string, get: Get): Question => ({
  key: unreadyKey(pod),
  ask: (signal) => healthOf(url, get, signal),
  againMs: () => untilAnsweredMs,
})

/** What pods have said by now, by uid. */
export function saidBy(
  pods: readonly SeenPod[],
  learned: (key: string) => Learned | undefined,
): { readonly [uid: string]: Said } {
  const said = (pod: SeenPod): Said => ({
    ...only('digest', learned(digestKey(pod))),
    ...only('trouble', learned(unreadyKey(pod))),
  })
  return Object.fromEntries(pods.map((pod) => [pod.uid, said(pod)]))
}

/** What has changed behind the back of those that are ready. */
export const changeAmong = (
  pods: readonly SeenPod[],
  learned: (key: string) => ReturnType<Tending['learned']>,
): Trouble | undefined =>
  pods
    .filter(serves)
    .map((pod) => learned(changeKey(pod))?.trouble)
    .find((trouble) => trouble !== undefined)

async function healthOf(url: string, get: Get, signal: AbortSignal): Promise<Learned> {
  const trouble = wrongIn(await documentOf(url, get, signal))
  return trouble === undefined ? {} : { trouble }
}

async function documentOf(url: string, get: Get, signal: AbortSignal): Promise<unknown> {
  const answer = await get(url, signal)
  return 'document' in answer ? answer.document : undefined
}

const inOrder = (pods: readonly SeenPod[]) => pods.toSorted((a, b) => (a.key < b.key ? -1 : 1))

const only = <Name extends keyof Learned>(name: Name, learned: Learned | undefined) =>
  learned?.[name] === undefined ? {} : { [name]: learned[name] }
