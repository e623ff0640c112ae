/** One number, and whose it is. */
export type Sample = { readonly labels: Labels; readonly value: number }
export type Labels = { readonly [name: string]: string }

export type Family = {
  readonly name: string
  readonly help: string
  readonly type: 'gauge' | 'counter'
  readonly samples: readonly Sample[]
}

/**
 * Families as Prometheus reads them, written from what is known now. Nothing is kept for a series: those of what is gone are
 * gone with it.
 */
export const familiesText = (families: readonly Family[]): string =>
  families
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, help, type, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(({ labels, value }) => `${name}{${labelsText(labels)}} ${value}`),
    ])
    .map((line) => `${line}\n`)
    .join('')

const labelsText = (labels: Labels) =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',')

const escaped = (value: string) =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
