import { isDeepStrictEqual } from 'node:util'
import { ContenderError } from '../errors.ts'
import type { Images } from '../local/kubelet/program/image.ts'

/** `web:1=python3 -m http.server $(PORT)`: what containers of an image run; words as a shell divides them. */
export function imagesIn(options: readonly string[]): Images {
  const said = new Map<string, { readonly option: string; readonly command: readonly string[] }>()
  const images = options.map((option) => {
    const { name, command } = imageIn(option)
    const before = said.get(name)
    if (before !== undefined && !isDeepStrictEqual(before.command, command)) {
      const what = `--image says two things of ${name}: '${before.option}' and '${option}'`
      throw new ContenderError('UsageInvalid', what)
    }
    said.set(name, { option, command })
    return [name, { command }] as const
  })
  return Object.fromEntries(images)
}

function imageIn(option: string) {
  const [, name = '', command = ''] = /^([^=\s]+)=(.*)$/s.exec(option) ?? []
  const words = wordsIn(command)
  if (name !== '' && words.length > 0) return { name, command: words }
  throw new ContenderError('UsageInvalid', `--image is NAME=COMMAND, not ${option}`)
}

/** Quotes, single or double, keep blanks; nothing is expanded here. */
function wordsIn(command: string): readonly string[] {
  if (!/^(?:'[^']*'|"[^"]*"|[^'"])*$/.test(command)) return [] // a quote is left open
  const words = command.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []
  return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'))
}
