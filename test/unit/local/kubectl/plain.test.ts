import { expect, it } from 'vitest'
import { plain } from '../../../local/kubectl/plain.ts'

const shown = (asked: string, out: string, err = '') =>
  plain({ namespace: 'case-1', said: [{ asked, code: 0, out, err }] })[0]

it('takes ages, and how wide their column is, out of tables', () => {
  const short = 'NAME   AGE   X\na-b    5s    y\n'
  const wide = 'NAME   AGE     X\na-b    2m11s   y\n'
  expect(shown('kubectl get x', short)?.out).toEqual(['NAME   AGE   X', 'a-b   <age>   y'])
  expect(shown('kubectl get x', wide)).toEqual(shown('kubectl get x', short))
})

it('leaves times alone where an object says them', () => {
  expect(shown('kubectl get x -o yaml', 'timeout: 10s\n')?.out).toEqual(['timeout: 10s'])
  expect(shown('kubectl describe x', 'Timeout:  10s\nAge:  10s\n')?.out).toEqual([
    'Timeout:  10s',
    'Age:   <age>',
  ])
})

it('keeps of versions how they compare, in every way in which they are written', () =>
  expect(
    shown(
      'kubectl get x -o json',
      'resourceVersion: "9"\n"resourceVersion":"7"\nResource Version:  9\n',
    )?.out,
  ).toEqual(['resourceVersion: "r2"', '"resourceVersion":"r1"', 'Resource Version:  r2']))

it('takes names of namespaces, uids, today and addresses out', () => {
  const now = new Date().toISOString()
  const line = `case-1 00000000-0000-0000-0000-000000000001 ${now} 2020-01-01T00:00:00Z 10.0.0.9 10.1.2.3`
  expect(shown('kubectl version', `${line}\n`)?.out).toEqual([
    '<ns> u1 <now> 2020-01-01T00:00:00Z <ip> 10.1.2.3',
  ])
})

it('shows what it complains of, but for a watch of its own', () =>
  expect(
    shown('kubectl delete x', '', 'W1122 01:02:03.4 5 reflector.go:1] x\nWarning: careful\n')?.err,
  ).toEqual(['Warning: careful']))

it('shows a line that does not end', () => {
  expect(shown('kubectl get x -o jsonpath={.y}', 'z')?.out).toEqual(['z'])
  expect(shown('kubectl get x', '')?.out).toEqual([])
})
