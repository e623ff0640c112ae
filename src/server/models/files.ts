import { readFile, stat, writeFile } from 'node:fs/promises'

/** The files of this machine, as those who follow the settings and write the termination message want them. */
export const systemFiles = {
  readFile: (path: string): Promise<Uint8Array> => readFile(path),
  writeFile: (path: string, text: string): Promise<void> => writeFile(path, text),
  async markOf(path: string): Promise<string> {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
    return [dev, ino, size, mtimeNs, ctimeNs].join('-')
  },
}
