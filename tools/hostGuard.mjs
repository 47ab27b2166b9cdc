/** @file Keeps other sites from reading the page's server through a name of theirs that leads to this computer. */
import { isIP } from 'node:net'

/** "localhost:4173" as "localhost", "[::1]:4173" as "::1". */
const nameIn = (header) =>
  header
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()

/**
 * Why a request is refused, as one sentence, or null. A site can have its own name lead here, but can name no address
 * and no localhost, so that these are safe.
 *
 * @param header the request's Host
 * @param allowed the name that was given to `--host`, if any
 */
export function hostRefusal(header = '', allowed = null) {
  const name = nameIn(header)
  if (isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost') || name === allowed?.toLowerCase())
    return null
  return `The host "${name}" is not this page's: open it by localhost, or start it with \`npm start -- --host ${/^[\w.-]{1,100}$/.test(name) ? name : 'NAME'}\`.`
}

/** A plugin for Vite's preview server. */
export const hostGuard = (allowed) => ({
  name: 'host-guard',
  configurePreviewServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const refusal = hostRefusal(request.headers.host, allowed)
      if (refusal === null) return next()
      response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' })
      response.end(refusal)
    })
  },
})
