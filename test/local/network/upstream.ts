/** What a proxy is measured with: answers `/` in a word, and `/much` with a hundred megabytes. */
import { createServer } from 'node:http'

const much = Buffer.alloc(2 ** 20)

const server = createServer((request, answer) => {
  if (request.url !== '/much') return void answer.end('ok')
  let left = 100
  const more = () => {
    while (left-- > 0) if (!answer.write(much)) return void answer.once('drain', more)
    answer.end()
  }
  more()
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('disconnect', () => process.exit())
