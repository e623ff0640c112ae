import { isIP } from 'node:net'
import { type Check, text } from './checks.ts'

export const ipAddress = (address: string): readonly string[] =>
  isIP(address) === 0 || address.includes('%')
    ? ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']
    : []

export const isAddress: Check = text(ipAddress)

export const isLoopback = (address: string): boolean => /^127\./.test(address) || address === '::1'
