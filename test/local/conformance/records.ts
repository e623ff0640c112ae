import { join } from 'node:path'
import type { Plain } from './plain.ts'
import { recordsIn } from './recorded.ts'

export const records = recordsIn<Plain>(join(import.meta.dirname, 'recorded'))
