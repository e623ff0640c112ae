import { join } from 'node:path'
import { recordsIn } from '../conformance/recorded.ts'
import type { Plain } from './plain.ts'

export const records = recordsIn<Plain>(join(import.meta.dirname, 'recorded'))
