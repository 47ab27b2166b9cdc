/** @file What the page's server makes of requests that no page sends. */
import { HEADERS } from './securityHeaders.mjs'

/** Of a file from one byte on, up to another or to its end. */
const RANGE = /^bytes=(\d{1,15})-(\d{0,15})$/

/** Whether a request's Range can be read; Vite's server throws at others, and never answers. */
export function isRange(header) {
  const [, first, last = ''] = RANGE.exec(header) ?? []
  return first !== undefined && (last === '' || Number(first) <= Number(last))
}

/** A plugin for Vite's preview server: the policy is part of every answer, and what is no range is ignored (RFC 9110, 14.2). */
export const requestGuard = () => ({
  name: 'request-guard',
  configurePreviewServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
      if (request.headers.range !== undefined && !isRange(request.headers.range)) delete request.headers.range
      next()
    })
  },
})
