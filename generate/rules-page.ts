import { stages as meanings } from '../src/api/status-words.ts'
import { always } from '../src/plan/pass.ts'
import { stages } from '../src/plan/stages/stages.ts'
import { otherwise, rules } from '../src/stats/decision/rules.ts'
import { tableOf } from './fields.ts'

type Told = { readonly name: string; readonly sentence: string }

/** Every rule that an experiment goes by, in the order in which they are asked. */
export function rulesPage(): string {
  const parts = Object.entries(stages).map(
    ([stage, list]) =>
      `## ${stage}\n\n${sentenceOf(meanings[stage as keyof typeof meanings])}\n\n${listOf(list)}`,
  )
  return `<!-- Made by \`npm run generate\` from src/plan and src/stats/decision/rules.ts. Change it there. -->

# The rules of a round

A pass over an experiment asks these rules one after the other; the first that has an opinion decides, and everything else waits for the
next pass. What was decided is in the record before anything acts on it.

## Before anything else

${listOf(always)}

${parts.join('\n\n')}

## What the evidence proves

The stages Shadowing, Comparing, AwaitingApproval and Validating ask these of the evidence; [statistics.md](../statistics.md) says what they promise.

${listOf([...rules, otherwise])}
`
}

const listOf = (list: readonly Told[]) =>
  tableOf(
    ['', 'rule', ''],
    list.map(({ name, sentence }, i) => [`${i + 1}`, name, sentence]),
  )

const sentenceOf = (meaning: string) => `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`
