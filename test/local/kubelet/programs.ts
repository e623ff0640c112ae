import type { Images } from '../../../src/local/kubelet/program/image.ts'

/** What the Pods of these tests run. */
export const images: Images = {
  sh: { command: ['sh', '-c'] },
  node: { command: [process.execPath, '-e'] },
}

/** Answers with what it was told of, and says so when it is up. */
export const echo = `
require('node:http').createServer((asked, answer) => {
  answer.statusCode = require('node:fs').existsSync('ill') ? 500 : 200
  answer.end(JSON.stringify({ pid: process.pid, env: process.env, url: asked.url }))
}).listen(process.env.PORT, process.env.HOST, () => console.log('up'))
`

/** Heeds no signal but the last. */
export const deaf = `trap '' TERM; echo deaf; while :; do sleep 1; done`
