/**
 * Makes a response one that its host could have sent with COOP and COEP, so that the page is cross-origin isolated and
 * WebAssembly may use several threads where the host sets no headers, as GitHub Pages. A host's own headers stay.
 */
export function isolated(response: Response): Response {
  const { status, statusText, headers: given, type } = response
  // An opaque response can not be read, and a redirect must stay one.
  if (type === 'opaque' || type === 'opaqueredirect' || status === 0) return response
  if (given.has('Cross-Origin-Embedder-Policy') && given.has('Cross-Origin-Opener-Policy')) return response
  const headers = new Headers(given)
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp')
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Cross-Origin-Resource-Policy', 'same-origin')
  return new Response(response.body, { status, statusText, headers })
}
