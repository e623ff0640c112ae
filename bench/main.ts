/** `npm run bench -- VERB`: side by side with named peers, in one run. */
import { endToEnd } from './end-to-end/run.ts'
import { local } from './local/run.ts'
import { router } from './router/run.ts'
import { serve } from './serve/run.ts'
import { stats } from './stats/run.ts'

const verbs: { readonly [verb: string]: () => Promise<number> } = {
  'end-to-end': endToEnd,
  local,
  router,
  serve,
  stats,
}

const [name = '', ...rest] = process.argv.slice(2)
const verb = verbs[name]
if (verb === undefined || rest.length > 0) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(verbs).join('|')} (no options)\n`)
  process.exitCode = 2
} else {
  process.exitCode = await verb()
}
