import { itHolds } from './hold.ts'
import { api } from './suites.ts'

itHolds(api)
