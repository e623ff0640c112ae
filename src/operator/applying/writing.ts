import { ContenderError } from '../../errors.ts'
import type { Door } from '../../kube/door.ts'
import type { Trouble } from '../../plan/observation.ts'
import type { Clock } from '../../reconciler/clock.ts'
import { againMs, type Looking } from './looking.ts'
import { attempt, type Pass } from './pass.ts'
import type { Stated } from './stated.ts'
import { type Step, stepFor } from './steps.ts'

type Ports = {
  readonly door: Pick<Door, 'create' | 'apply'>
  readonly looking: Looking
  readonly clock: Pick<Clock, 'now'>
}

type Acts = { readonly [step in Step['is']]: Act }
type Act = (pass: Pass, stated: Stated, step: Step) => Promise<void>

/** Brings one object to what is stated, or tries whether the API server would take it. */
export function createWriting({ door, looking, clock }: Ports) {
  const nothing: Act = async () => {}
  const always: Acts = {
    Nothing: nothing,
    Wait: nothing,
    Leave: leave,
    Create: create,
    Apply: apply,
  }
  const rehearsed: Acts = { ...always, Create: tryOut, Apply: nothing }

  const write = (pass: Pass, stated: Stated) => acted(pass, stated, always)
  const rehearse = (pass: Pass, stated: Stated) => acted(pass, stated, rehearsed)

  const acted = (pass: Pass, stated: Stated, acts: Acts): Promise<void> =>
    attempt(
      pass,
      stated,
      async () => {
        const step = await stepOf(pass, stated)
        await acts[step.is](pass, stated, step)
      },
      (trouble) => refuse(pass, stated, trouble),
    )

  /** What was refused a moment ago, and is stated as it was, is not tried again. */
  async function stepOf({ experiment, owner, signal }: Pass, stated: Stated): Promise<Step> {
    const note = looking.noted(experiment, stated)
    const isRecent = note?.is === 'Refused' && clock.now() < note.atMs + againMs
    if (isRecent && note.hash === stated.hash) return { is: 'Leave', trouble: note.trouble }
    return stepFor(stated, await looking.look(experiment, stated, signal), owner, note)
  }

  async function create(pass: Pass, stated: Stated): Promise<void> {
    const made = await door.create(stated.object, { signal: pass.signal }).catch(unlessTaken)
    if (made !== undefined) looking.found(pass.experiment, stated, made)
    else await whoseIsIt(pass, stated, always)
  }

  async function tryOut(pass: Pass, stated: Stated): Promise<void> {
    const { signal } = pass
    const made = await door.create(stated.object, { signal, dryRun: true }).catch(unlessTaken)
    if (made === undefined) await whoseIsIt(pass, stated, rehearsed)
  }

  /** The name is taken, perhaps by ourselves: the answer to an earlier try may have been lost. */
  async function whoseIsIt(pass: Pass, stated: Stated, acts: Acts): Promise<void> {
    const present = await looking.ask(pass.experiment, stated, pass.signal)
    if (present === undefined)
      throw new ContenderError('StaleWrite', `${stated.title} has gone at this moment`)
    const step = stepFor(stated, present, pass.owner, undefined)
    await acts[step.is](pass, stated, step)
  }

  async function apply(pass: Pass, stated: Stated, step: Step): Promise<void> {
    if (step.is !== 'Apply') return
    const metadata = { ...stated.object.metadata, uid: step.uid }
    const applied = await door.apply({ ...stated.object, metadata }, { signal: pass.signal })
    looking.found(pass.experiment, stated, applied)
  }

  async function leave(pass: Pass, stated: Stated, step: Step): Promise<void> {
    if (step.is === 'Leave') refuse(pass, stated, step.trouble)
  }

  function refuse({ experiment, refusals }: Pass, stated: Stated, trouble: Trouble): void {
    refusals.set(stated.title, trouble)
    const before = looking.noted(experiment, stated)
    if (before?.is === 'Refused' && before.trouble === trouble) return // it is as long ago as it was
    looking.note(experiment, stated, {
      ...{ is: 'Refused', hash: stated.hash, trouble },
      atMs: clock.now(),
    })
  }

  return { write, rehearse, stepOf }
}

function unlessTaken(cause: unknown): undefined {
  if (cause instanceof ContenderError && cause.code === 'NameTaken') return undefined
  throw cause
}
