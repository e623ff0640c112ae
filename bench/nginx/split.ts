import type { Contestant } from '../contest/contestant.ts'
import { freePorts } from '../contest/free-ports.ts'
import type { Split } from '../router/split.ts'
import { startNginx } from './nginx.ts'

/** nginx that divides users as a router does: `split_clients`, and connections to the variants that are kept. */
export async function startSplitClients(
  { percent, champion, challenger }: Split,
  workers: number | 'auto' = 1,
): Promise<Contestant> {
  const [port = 0] = await freePorts(1)
  const variants = { champion, challenger }
  const upstreams = Object.entries(variants).map(([name, at]) => upstream(name, at))
  const http = `
  ${upstreams.join('\n  ')}
  split_clients "\${http_x_user_id}" $variant { ${percent}% challenger; * champion; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://$variant;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
    }
  }`
  const title = workers === 'auto' ? 'with a worker a core' : 'nginx split_clients'
  return startNginx({ title, port, workers, http })
}

const upstream = (name: string, port: number) => `upstream ${name} {
    server 127.0.0.1:${port};
    keepalive 64;
    keepalive_requests 1000000000;
    keepalive_timeout 1h;
  }`
