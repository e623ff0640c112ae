import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decoded, type TensorOf, type WrittenTensor } from './tensors.ts'

/** What an output may be: the last two are what ONNX calls seq(map(…)) and seq(tensor). */
export type Value =
  | { readonly kind: 'tensor'; readonly tensor: TensorOf }
  | { readonly kind: 'maps'; readonly keys: TensorOf; readonly values: TensorOf }
  | { readonly kind: 'list'; readonly tensors: readonly TensorOf[] }

type Answer =
  | { readonly kind: 'outputs'; readonly outputs: ReadonlyMap<string, Value> }
  | { readonly kind: 'fails'; readonly message: string }
  /** It takes the whole process with it. */
  | { readonly kind: 'aborts' }

export type Case = {
  readonly name: string
  /** Without a tensor: an optional input that is absent. */
  readonly inputs: ReadonlyMap<string, TensorOf | undefined>
  readonly answer: Answer
}

export type Kept = {
  readonly name: string
  readonly about: string
  readonly path: string
  readonly cases: readonly Case[]
}

type WrittenValue =
  | WrittenTensor
  | { readonly type: 'maps'; readonly keys: WrittenTensor; readonly values: WrittenTensor }
  | { readonly type: 'list'; readonly tensors: readonly WrittenTensor[] }

type WrittenCase = {
  readonly name: string
  readonly inputs: Readonly<Record<string, WrittenTensor | null>>
  readonly outputs?: Readonly<Record<string, WrittenValue>>
  readonly fails?: string
}

type WrittenModel = { readonly about: string; readonly cases: readonly WrittenCase[] }

/** The names of all models of this folder: README.md says what each is. */
export const names: readonly string[] = readdirSync(join(import.meta.dirname, 'onnx'))
  .map((file) => file.replace(/\.onnx$/, ''))
  .sort()

/** A model and what ONNX Runtime in Python answers for it. */
export function kept(name: string): Kept {
  const expected = join(import.meta.dirname, 'expected', `${name}.json`)
  const { about, cases }: WrittenModel = JSON.parse(readFileSync(expected, 'utf8'))
  return {
    name,
    about,
    path: join(import.meta.dirname, 'onnx', `${name}.onnx`),
    cases: cases.map(caseOf),
  }
}

/** One case of a model, by name; a test that asks for what isn't there is wrong. */
export function keptCase(name: string, caseName: string): Kept & { readonly found: Case } {
  const model = kept(name)
  const found = model.cases.find((each) => each.name === caseName)
  if (found === undefined) throw new RangeError(`${name} has no case «${caseName}»`)
  return { ...model, found }
}

function caseOf(written: WrittenCase): Case {
  const inputs = Object.entries(written.inputs).map(
    ([input, tensor]) => [input, tensor === null ? undefined : decoded(tensor)] as const,
  )
  return { name: written.name, inputs: new Map(inputs), answer: answerOf(written) }
}

function answerOf({ outputs, fails }: WrittenCase): Answer {
  if (fails !== undefined) return { kind: 'fails', message: fails }
  if (outputs === undefined) return { kind: 'aborts' }
  const values = Object.entries(outputs).map(
    ([output, value]) => [output, readValue(value)] as const,
  )
  return { kind: 'outputs', outputs: new Map(values) }
}

function readValue(written: WrittenValue): Value {
  if (written.type === 'maps') {
    return { kind: 'maps', keys: decoded(written.keys), values: decoded(written.values) }
  }
  return written.type === 'list'
    ? { kind: 'list', tensors: written.tensors.map(decoded) }
    : { kind: 'tensor', tensor: decoded(written) }
}
