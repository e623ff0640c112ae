import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Contestant, startContestant } from '../../contest/contestant.ts'
import { freePorts } from '../../contest/free-ports.ts'

type Placed = {
  readonly name: string
  readonly path: string
  /** Of adaptive batching, where it is on. */
  readonly batching?: { readonly max_batch_size: number; readonly max_batch_time: number }
}

export type Setup = {
  readonly python: string
  /** Who reads HTTP: what MLServer's own dependencies bring, or what uvicorn takes instead where it is found. */
  readonly parser: 'h11' | 'httptools'
  readonly models: readonly Placed[]
}

export const requirements = join(import.meta.dirname, 'requirements.txt')

const titles = { h11: 'MLServer 1.7.1', httptools: 'with httptools' } as const

/** MLServer with these models in ONNX Runtime, all in one process: `parallel_workers` 0. */
export async function startMlserver({ python, parser, models }: Setup): Promise<Contestant> {
  const folder = await mkdtemp(join(tmpdir(), 'contender-mlserver-'))
  const [http_port = 0, grpc_port, metrics_port] = await freePorts(3)
  const ports = { host: '127.0.0.1', http_port, grpc_port, metrics_port }
  await writeJson(join(folder, 'settings.json'), { ...ports, ...settings })
  await copyFile(join(import.meta.dirname, 'runtime.py'), join(folder, 'onnx_model.py'))
  if (parser === 'h11') await writeFile(join(folder, 'httptools.py'), hidden)
  for (const model of models) await place(folder, model)
  const args = ['-W', 'ignore', '-c', 'from mlserver.cli import main; main()', 'start', folder]
  const env = { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1', OMP_NUM_THREADS: '1' }
  return startContestant(
    { title: titles[parser], command: python, args, folder, env },
    () => http_port,
  )
}

const hidden = "raise ImportError('hidden, as if it were not installed')\n"

/** What makes it fast: no worker processes, no debugging. All else is as it comes. */
const settings = { parallel_workers: 0, debug: false }

async function place(folder: string, { name, path, batching }: Placed): Promise<void> {
  const own = join(folder, name)
  await mkdir(own)
  const parameters = { uri: path, version: '1' }
  const told = { versions: ['1'], platform: 'onnx_onnxv1' }
  const implementation = 'onnx_model.OnnxModel'
  const about = { name, implementation, parameters, ...told, ...batching }
  await writeJson(join(own, 'model-settings.json'), about)
}

const writeJson = (path: string, value: unknown) => writeFile(path, JSON.stringify(value))
