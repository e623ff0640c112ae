import { spawnSync } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Contestant, startContestant } from '../contest/contestant.ts'

/** Why this machine can't run it, as one line for a person. */
export function missingNginx(): string | undefined {
  if (command() !== undefined) return undefined
  return 'this needs nginx: apt-get install nginx-light, or any nginx from 1.19 on as nginx on PATH'
}

export type Setup = {
  readonly title: string
  readonly port: number
  /** How many processes answer. */
  readonly workers: number | 'auto'
  /** What stands in `http { … }`. */
  readonly http: string
}

/** nginx as it is fastest: no logs, connections kept for ever. */
export async function startNginx({ title, port, workers, http }: Setup): Promise<Contestant> {
  const folder = await mkdtemp(join(tmpdir(), 'contender-nginx-'))
  await writeFile(join(folder, 'nginx.conf'), configured(workers, http))
  const args = ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr']
  return startContestant({ title, command: command() ?? '', args, folder }, () => port)
}

/** Debian has it where a user's PATH may not lead. */
const command = (): string | undefined =>
  ['nginx', '/usr/sbin/nginx'].find((each) => spawnSync(each, ['-v']).status === 0)

const configured = (workers: Setup['workers'], http: string) => `
daemon off;
pid nginx.pid;
worker_processes ${workers};
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  default_type application/json;
  ${temporary.map((kind) => `${kind}_temp_path ${kind};`).join('\n  ')}
  ${http}
}
`

/** Bodies of the bench are short and never written there, but nginx wants the folders. */
const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
