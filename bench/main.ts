/** `npm run bench -- VERB`: side by side with named peers, in one run. */
import { stats } from './stats/run.ts'

const verbs: { readonly [verb: string]: () => Promise<number> } = { stats }

const verb = verbs[process.argv[2] ?? '']
if (verb === undefined) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(verbs).join('|')}\n`)
  process.exitCode = 2
} else {
  process.exitCode = await verb()
}
