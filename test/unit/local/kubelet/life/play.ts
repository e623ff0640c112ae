import {
  amended,
  began,
  containerIn,
  ended,
  type Life,
} from '../../../../../src/local/kubelet/life/life.ts'
import { lookAgainAt, nextSteps } from '../../../../../src/local/kubelet/life/steps.ts'
import type { Tally } from '../../../../../src/local/kubelet/life/tally.ts'
import type { Pod } from '../../../../../src/local/kubelet/pod/pod.ts'
import { lifeOf, situation } from '../pods.ts'

const second = 1000
const forgivenMs = 600 * second

/** A node in play: what is begun runs until the test says that it ends, and time goes as it says. */
export function createPlay(pod: Pod) {
  let [life, now, present] = [lifeOf(pod), 0, pod]
  const begun: { readonly name: string; readonly at: number }[] = []
  const told: { readonly name: string; readonly graceMs: number; readonly because: string }[] = []

  /** One pass: does what is to be done now. */
  function pass(): void {
    for (const step of nextSteps(situation(present, life, now))) {
      const { name } = step.container
      if (step.kind === 'begin') {
        life = began(life, name, { id: `${name}#${now}`, beganMs: now, began: now })
        begun.push({ name, at: now / second })
      } else {
        const { graceMs, because } = step
        told.push({ name, graceMs, because })
        change(name, (run) => ({ ...run, endsBy: now + graceMs }))
      }
    }
  }

  function change(name: string, how: Parameters<typeof amended>[3]): void {
    const { run } = containerIn(life, name)
    if (run !== undefined) life = amended(life, name, run.number, how)
  }

  return {
    pass,
    begun,
    told,
    life: (): Life => life,
    situation: () => situation(present, life, now),
    /** The Pod as somebody has changed it. */
    become(next: Pod): void {
      present = next
      pass()
    },
    end(name: string, exitCode: number): void {
      const end = { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', endedMs: now }
      life = ended(life, name, end, { now, forgivenMs })
      pass()
    },
    find(
      name: string,
      kind: 'startup' | 'liveness' | 'readiness',
      verdict: Tally['verdict'],
    ): void {
      const tally: Tally = { verdict, last: 'well', times: 1 }
      change(name, (run) => ({ ...run, tallies: { ...run.tallies, [kind]: tally } }))
      pass()
    },
    hook(name: string, hook: 'running' | 'failed'): void {
      change(name, (run) => ({ ...run, hook }))
      pass()
    },
    /** To the next moment at which there may be something to do, if it comes within so many seconds. */
    wait(seconds: number): void {
      const until = now + seconds * second
      for (
        let at = lookAgainAt(this.situation());
        at <= until;
        at = lookAgainAt(this.situation())
      ) {
        now = at
        pass()
      }
      now = until
      pass()
    },
  }
}
