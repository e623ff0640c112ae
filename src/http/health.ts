import type { FastifyInstance } from 'fastify'

export type Health = {
  /** Why this process should get no requests; nothing where it should. */
  readonly unready: () => string | undefined
  readonly page: () => Promise<{ readonly type: string; readonly text: string }>
}

/** What kubelets and Prometheus ask of any process. Nothing here changes anything. */
export function answerHealth(app: FastifyInstance, { unready, page }: Health): void {
  app.get('/livez', async () => 'ok\n')

  app.get('/readyz', async (_, answer) => {
    const why = unready()
    return why === undefined ? 'ok\n' : answer.code(503).send(`${why}\n`)
  })

  app.get('/metrics', async (_, answer) => {
    const { type, text } = await page()
    return answer.type(type).send(text)
  })
}
