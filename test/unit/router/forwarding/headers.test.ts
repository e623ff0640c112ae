import { describe, expect, it } from 'vitest'
import { passedBack, sentOn } from '../../../../src/router/forwarding/headers.ts'

describe('the headers of a request', () => {
  it('are sent on as they came, twice what came twice, and with what is added', () => {
    const raw = ['X-B', '1', 'accept', 'a', 'x-b', '2', 'X-Request-Id', 'r', 'Cookie', 'c=d']
    expect(sentOn(raw, ['y', 'z'])).toEqual([...raw, 'y', 'z'])
  })

  it.each([
    ...['Connection', 'Keep-Alive', 'Proxy-Connection', 'Proxy-Authenticate'],
    ...['Proxy-Authorization', 'TE', 'Trailer', 'Transfer-Encoding', 'Upgrade', 'Expect'],
    ...['HTTP2-Settings', 'Host', 'Content-Length'],
  ])('are sent on without %s, which is of the connection', (name) => {
    expect(sentOn(['a', '1', name, 'x', 'b', '2'], [])).toEqual(['a', '1', 'b', '2'])
  })

  it.each([
    [['Connection', 'keep-alive, X-Secret']],
    [['connection', ' x-secret ,close']],
    [['Connection', 'keep-alive', 'Connection', 'x-secret']],
    [['Connection', 'X-SECRET', 'Connection', 'close']],
  ])('are sent on without what %j names', (connection) => {
    const raw = ['x-secret', '1', ...connection, 'X-Secret', '2', 'x-open', '3']
    expect(sentOn(raw, [])).toEqual(['x-open', '3'])
  })

  it('are sent on without ours, whoever wrote them', () => {
    const raw = ['X-Contender-Variant', 'a', 'x-contender-receipt', 'b', 'x-contenders', 'c']
    expect(sentOn(raw, ['x-contender-timeout-ms', '9'])).toEqual([
      ...['x-contenders', 'c', 'x-contender-timeout-ms', '9'],
    ])
  })
})

describe('the headers of an answer', () => {
  it('are passed back as they came, twice what came twice, and with what is added', () => {
    const set = ['set-cookie', 'a=1', 'set-cookie', 'b=2']
    const headers = [...set, 'content-length', '3', 'x-empty', '']
    expect(passedBack({ headers }, ['x', 'y'])).toEqual([...headers, 'x', 'y'])
  })

  it.each([
    [['connection', 'keep-alive, x-secret']],
    [['connection', 'keep-alive', 'connection', 'X-Secret']],
    [['connection', 'x-secret', 'connection', 'close']],
  ])('are passed back without what %j names', (connection) => {
    const headers = [...connection, 'x-secret', '1', 'keep-alive', 'timeout=5', 'x-open', '2']
    expect(passedBack({ headers }, [])).toEqual(['x-open', '2'])
  })

  it('say neither who answered nor a receipt but by us', () => {
    const ours = ['x-contender-variant', 'liar', 'x-contender-receipt', 'forged']
    expect(passedBack({ headers: [...ours, 'a', 'b'] }, ['x-contender-variant', 'v'])).toEqual([
      ...['a', 'b', 'x-contender-variant', 'v'],
    ])
  })
})
