import { join } from 'node:path'

/** A Deployment of a small program that answers with its words, and a Service in front of it. */
export const web = (words: string, replicas = 2): string =>
  [deployment('web', words, replicas), service].map((object) => JSON.stringify(object)).join('\n')

/** One whose file is nowhere: it falls over as soon as it is asked. */
export const failing = (): string => JSON.stringify(deployment('failing', 'none', 1, '/nowhere'))

export const webImage = `web:1=${process.execPath} ${join(import.meta.dirname, 'web-server.ts')}`

const deployment = (
  name: string,
  words: string,
  replicas: number,
  file = '/etc/words/words.txt',
) => ({
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        terminationGracePeriodSeconds: 2,
        containers: [
          {
            ...{ name: 'web', image: 'web:1', ports: [{ name: 'http', containerPort: 8080 }] },
            args: [file],
            env: [{ name: 'WORDS', value: words }],
            volumeMounts: [{ name: 'words', mountPath: '/etc/words' }],
            readinessProbe: { httpGet: { port: 'http' }, periodSeconds: 1 },
          },
        ],
        volumes: [{ name: 'words', configMap: { name: 'words' } }],
      },
    },
  },
})

const service = {
  ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
}
