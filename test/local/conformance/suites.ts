import type { Access } from '../../cluster/client.ts'
import { deviations as kubectlDeviations } from '../kubectl/deviations.ts'
import { groups as kubectlGroups } from '../kubectl/groups.ts'
import { playAll as playKubectl } from '../kubectl/play-all.ts'
import { records as kubectlRecords } from '../kubectl/records.ts'
import { deviations } from './deviations.ts'
import { groups } from './groups.ts'
import { playAll } from './play-all.ts'
import type { Answers } from './recorded.ts'
import { records } from './records.ts'
import { type Deviations, judge, type Verdict } from './verdict.ts'

type Parts = {
  readonly title: string
  readonly deviations: Deviations
  readonly groups: readonly {
    readonly name: string
    readonly cases: { readonly [sentence: string]: unknown }
  }[]
  readonly play: (access: Access) => Promise<{ readonly [group: string]: Answers<object> }>
  readonly recorded: (group: string) => Promise<Answers<object>>
}

/** By `group: sentence`. */
export type Verdicts = ReadonlyMap<string, Verdict>

export type Suite = ReturnType<typeof suite>

/** What the API says to whoever asks it. */
export const api = suite({
  title: 'the API',
  ...{ deviations, groups, recorded: records.read },
  play: (access) => playAll(groups, access),
})

/** What kubectl makes of it. */
export const kubectl = suite({
  title: 'kubectl',
  ...{ deviations: kubectlDeviations, groups: kubectlGroups, recorded: kubectlRecords.read },
  play: (access) => playKubectl(kubectlGroups, access),
})

function suite({ title, deviations, groups, play, recorded }: Parts) {
  /** All cases, asked of a server: does it say what is recorded, but for what is declared? */
  async function verdicts(access: Access, declared: Deviations): Promise<Verdicts> {
    const answers = await play(access)
    const found = new Map<string, Verdict>()
    for (const { name, cases } of groups) {
      const expected = await recorded(name)
      for (const sentence of Object.keys(cases)) {
        const key = `${name}: ${sentence}`
        const got = answers[name]?.[sentence] ?? []
        found.set(key, judge(expected[sentence] ?? [], got, declared[key]))
      }
    }
    return found
  }
  return { title, groups, deviations, recorded, verdicts }
}
