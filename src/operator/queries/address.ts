/** Where an instant query is asked, or why it can't be, in words. */
export type Asked = { readonly url: string } | { readonly unknown: string }

/** Of an address of the HTTP API, which may have a path of its own. It stands in Git, so no password belongs in it. */
export function addressOf(address: string, query: string): Asked {
  const url = URL.parse(address)
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return { unknown: 'its address is no http:// or https:// one' }
  if (url.username !== '' || url.password !== '')
    return { unknown: 'its address holds credentials, which are not sent' }
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v1/query`
  url.searchParams.set('query', query)
  url.hash = ''
  return { url: url.href }
}
