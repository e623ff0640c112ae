import { ContenderError, type FailureCode } from '../../errors.ts'
import type { Door } from '../../kube/door.ts'
import { resources } from '../../kube/resources.ts'
import { together } from '../together.ts'
import { isOwned } from './claims.ts'
import { podNames } from './names.ts'
import { type Mould, podFrom } from './pods.ts'
import type { SeenDeployment } from './seen-deployment.ts'
import { hashOfPod, podOf } from './seen-pod.ts'
import { matches } from './selector.ts'

type Making = {
  readonly door: Pick<Door, 'create' | 'get'>
  readonly deployment: SeenDeployment
  /** Names of Pods that are known. */
  readonly taken: ReadonlySet<string>
  readonly signal: AbortSignal
}

type Made = {
  readonly names: readonly string[]
  /** What ended it before all were made. */
  readonly refusal?: ContenderError
}

/**
 * Makes Pods: one, then two, then four at once, so that what is refused is not asked for a hundred times.
 * What is no refusal is thrown.
 */
export async function makePods(moulds: readonly Mould[], making: Making): Promise<Made> {
  const made: string[] = []
  const names = new Map<string, Generator<string, never>>()
  const nameFor = ({ hash }: Mould) => {
    const given = names.get(hash) ?? podNames(making.deployment, hash, making.taken)
    names.set(hash, given)
    return given.next().value
  }
  for (let [from, size] = [0, 1]; from < moulds.length; from += size, size *= 2) {
    const batch = moulds.slice(from, from + size)
    try {
      await together(
        batch.map(async (mould) => void made.push(await makePod(mould, making, nameFor))),
      )
    } catch (cause) {
      if (isRefusal(cause)) return { names: made, refusal: cause }
      throw cause
    }
  }
  return { names: made }
}

/** A Pod under the first name that is not another's. */
async function makePod(
  mould: Mould,
  making: Making,
  nameFor: (mould: Mould) => string,
): Promise<string> {
  for (;;) {
    const name = nameFor(mould)
    if (await isMade(mould, name, making)) return name
  }
}

/** Says whether it is there now: one that we have made already is what is wanted. */
async function isMade(
  mould: Mould,
  name: string,
  { door, deployment, signal }: Making,
): Promise<boolean> {
  try {
    await door.create(podFrom(mould, deployment, name), { signal })
    return true
  } catch (cause) {
    if (!(cause instanceof ContenderError && cause.code === 'NameTaken')) throw cause
  }
  const { namespace } = deployment
  const found = await door.get(resources.pods, { namespace, name }, { signal })
  return found !== undefined && isWanted(podOf(found), mould, deployment)
}

function isWanted(pod: ReturnType<typeof podOf>, mould: Mould, deployment: SeenDeployment) {
  const isLike = hashOfPod(pod) === mould.hash && matches(deployment.selector, pod.labels)
  return isLike && isOwned(pod, deployment) && !pod.isLeaving && !ended.includes(pod.phase)
}

const ended: readonly string[] = ['Succeeded', 'Failed']

const isRefusal = (cause: unknown): cause is ContenderError =>
  cause instanceof ContenderError && refusals.includes(cause.code)

/** What people must hear of: a quota, or a template that no Pod can be made of. */
const refusals: readonly FailureCode[] = ['ApiForbidden', 'ObjectInvalid']
