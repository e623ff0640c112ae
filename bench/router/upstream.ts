import { predictionHeader } from '../../src/api/names.ts'
import type { Contestant } from '../contest/contestant.ts'
import { freePorts } from '../contest/free-ports.ts'
import { startNginx } from '../nginx/nginx.ts'

/** What both variants answer, always: so they cost next to nothing, and what is measured is who stands before them. */
export const model = 'signals'

const answer = JSON.stringify({
  ...{ model_name: model, model_version: '3' },
  outputs: [
    { name: 'label', datatype: 'BYTES', shape: [1], data: ['hold'] },
    { name: 'probabilities', datatype: 'FP32', shape: [1, 3], data: [0.112, 0.71325, 0.17475] },
  ],
})
const prediction = JSON.stringify({
  label: 'hold',
  probabilities: { buy: 0.112, hold: 0.71325, sell: 0.17475 },
})

/** Both variants in one nginx; its own port is the champion's. */
export async function startUpstream() {
  const [champion = 0, challenger = 0] = await freePorts(2)
  const variant = (port: number) => `server {
    listen 127.0.0.1:${port};
    add_header ${predictionHeader} '${prediction}';
    location / { return 200 '${answer}'; }
  }`
  const http = [champion, challenger].map(variant).join('\n  ')
  const title = 'straight to the variant'
  const server: Contestant = await startNginx({ title, port: champion, workers: 1, http })
  return { server, champion, challenger }
}
