/** @file What the page may do and load, as headers of the server and as a policy in the built page. */

/** Where data sets and models are fetched from, when a person asks for it. */
const HUB = ['https://huggingface.co', 'https://*.huggingface.co', 'https://*.hf.co']

/**
 * Only the page's own files: no inline script, no foreign request but to the hub. The exceptions are for WebAssembly,
 * for tfjs's threads, which are workers made from text, and for React, which sets styles.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  `connect-src 'self' blob: data: ${HUB.join(' ')}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** These make the page cross-origin isolated, so that WebAssembly may use several threads. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** For the built page. `frame-ancestors` has no effect in the page itself. */
export const HEADERS = {
  ...ISOLATION_HEADERS,
  'Content-Security-Policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'X-Content-Type-Options': 'nosniff',
}

/** Puts the policy into the built page, for hosts that set no headers. */
export const securityPolicy = () => ({
  name: 'security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
      injectTo: 'head-prepend',
    },
  ],
})

/** The same headers in the form of Netlify and Cloudflare Pages, for every file. */
export const headersText = () =>
  ['/*', ...Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`), ''].join('\n')

/** Adds them to the built page as the file `_headers`. */
export const headersFile = () => ({
  name: 'headers-file',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: '_headers', source: headersText() })
  },
})
