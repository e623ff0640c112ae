import { basename } from 'node:path'
import type { Container } from '../pod/spec.ts'
import type { Env } from './command.ts'
import { billionths } from './quantity.ts'

/** Of a memory limit, how much the old part of Node's heap may take; the rest is for buffers, code and stacks. */
const share = 0.75
/** And of that, each of the three parts of the young one, which would take up to 64 MB by itself. */
const youngShare = 1 / 16

/**
 * What of a memory limit can be had without a container: Node is told how large its heap may grow. Who
 * has said so already is left alone, and so are all other programs.
 */
export function heapEnv({ resources }: Container, program: string, env: Env): Env {
  const limit = billionths(resources?.limits?.['memory'] ?? '0') ?? 0n
  const { NODE_OPTIONS: said = '' } = env
  const isNode = /^node(js)?$/.test(basename(program))
  if (!isNode || limit <= 0n || /--max[-_]old[-_]space[-_]size/.test(said)) return {}
  const megabytes = Math.max(1, Math.floor((Number(limit) / 1e9 / 2 ** 20) * share))
  const young = Math.max(1, Math.floor(megabytes * youngShare))
  const sizes = `--max-old-space-size=${megabytes} --max-semi-space-size=${young}`
  return { NODE_OPTIONS: `${said} ${sizes}`.trim() }
}
