import { variantsOf } from '../../variants/variants.ts'
import type { Facts } from '../facts.ts'
import { no, type Said, yes } from './said.ts'

/** Whether the spec names the champion, with the model that serves. Git is never changed: a person may follow, and need not. */
export function gitConverged({ o: { spec }, record: { champion } }: Facts): Said {
  const { key, name } = champion.variant
  const there = variantsOf(spec).find((each) => each.name === name)
  if (there === undefined)
    return no(
      'ChampionNotInSpec',
      `${key} serves until a successor wins, and the spec has no variant ${name}: put it back, or go on without`,
    )
  if (there.key !== key)
    return no(
      'ChampionOlderRevision',
      `${key} serves, and the spec has ${there.key}: that one must win before it serves`,
    )
  if (spec.champion === name) return yes('ChampionInSpec', `${key} serves, as spec.champion says`)
  if (spec.champion === champion.previous?.split('@')[0])
    return no(
      'ChampionPromoted',
      `${key} has replaced ${champion.previous}: write spec.champion: ${name} where the spec is kept`,
    )
  return no(
    'ChampionEditIgnored',
    `${key} serves, and spec.champion: ${spec.champion} is ignored: it counts when an experiment is created; afterwards who wins, or is promoted on request, serves`,
  )
}
