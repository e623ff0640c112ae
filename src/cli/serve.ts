import { serveModels } from '../server/serving.ts'
import { createLog } from '../telemetry/log.ts'
import { servingIn } from './serve-options.ts'
import type { Verb } from './verb.ts'

const help = `Usage: contender serve --model NAME=URI[@sha256:DIGEST] [--model …] [options]
       contender serve --settings FILE [options]

Answers predictions of ONNX models over the Open Inference Protocol V2 (REST, with binary tensors). URI is a
path, file:, http:, https: or s3:. FILE lists models, as YAML or JSON; when it changes, models are replaced,
and no request is lost. The log is lines of JSON on standard error.

Models:
  --model NAME=URI        may be given several times
  --settings FILE         models: [{ name, uri, sha256?, seen?, version? }]
  --cache DIR             where models are kept, by digest; default ~/.cache/contender/models
  --secret DIR            a mounted Secret with credentials for http or S3; else S3 looks at the environment
  --allow-hosts LIST      default * (any); like models.example.com,*.corp.example,minio:9000
  --allow-schemes LIST    default file,http,https,s3
  --allow-folders LIST    where files may lie; default anywhere
  --allow-loopback        models may come from this machine's own addresses
  --check-origins TIME    how often to ask whether a model has changed where it came from; default 5m, 0s never
  --patience TIME         how long models may fail to load at the start before it gives up; default 1m,
                          on a loopback address 0s

Requests:
  --listen HOST:PORT      default 127.0.0.1:8080; port 0 takes any that is free
  --threads N             of ONNX Runtime for a run; default 1
  --batch-rows N          rows that go through a model together; default 32
  --batch-delay TIME      how long the first of them waits for others; default 0s: no longer than it must
  --queue N               requests that may wait for a model; default 1024
  --requests N            requests under way at a time; default 4096
  --body-limit SIZE       of one body, unpacked; default an eighth of --memory
  --memory SIZE           of all requests and answers at a time, as they are sent; default 256Mi, or a sixteenth
                          of what the container may use. Tensors and models come on top of it

Stopping:
  --drain TIME            after SIGTERM, how long it goes on answering while it says that it isn't ready;
                          default 5s, or on a loopback address as long as anybody is connected, at most 5s
  --termination-log FILE  where to write why models can't be loaded; default /dev/termination-log if it exists

Exit code: 0 stopped as asked, 1 it cannot go on, 2 wrong command line.

Examples:
  contender serve --model iris=./iris.onnx
  contender serve --model a=s3://models/a/4.onnx --model b=https://models.example/b.onnx --listen 0.0.0.0:8080
`

export const serve: Verb = {
  help,
  async run(argv, { out, err, untilStopped }) {
    const serving = servingIn(argv, process.env, process.cwd())
    const log = createLog({ write: err })
    await serveModels(serving, { log, environment: process.env, say: out }, untilStopped())
    return 0
  },
}
