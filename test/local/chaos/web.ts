/** What the Pods of the test run: it answers, and that is all. */
import { createServer } from 'node:http'

const { PORT, HOST } = process.env
createServer((_, response) => response.end('here\n')).listen(Number(PORT), HOST)
