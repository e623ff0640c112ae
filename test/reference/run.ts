/**
 * `npm run -s reference -- FILE.json`: answers every case of a file through the functions of src/stats
 * and prints what is wrong and, last, `total M/N`. Exit code 1 unless all pass, 2 where there is
 * nothing to judge.
 */
import { report } from './report.ts'

const { exitCode, lines } = report(process.argv.slice(2))
const out = exitCode === 2 ? process.stderr : process.stdout
out.write(`${lines.join('\n')}\n`)
process.exitCode = exitCode
