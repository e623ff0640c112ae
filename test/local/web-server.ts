/** What Pods of the tests run: answers with its words, and with what stands in its file now. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [file = ''] = process.argv.slice(2)
const { PORT, HOST, WORDS } = process.env
const server = createServer((_, response) => response.end(`${WORDS} ${readFileSync(file, 'utf8')}`))
server.listen(Number(PORT), HOST, () => process.stdout.write(`listening with ${WORDS}\n`))
process.on('SIGTERM', () => {
  process.stdout.write('told to stop\n')
  server.close(() => process.exit(0)) // what is being answered is answered
})
