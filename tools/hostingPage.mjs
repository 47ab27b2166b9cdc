/** @file Writes nginx's lines into docs/hosting.md from the headers that `npm start` sends: node tools/hostingPage.mjs */
import { pathToFileURL } from 'node:url'
import { replaceBetween, rewrite } from './markdown.mjs'
import { HEADERS } from './securityHeaders.mjs'

export const SECTION = { file: 'docs/hosting.md', writer: 'tools/hostingPage.mjs', what: 'nginx' }

/** A server's block, in Markdown. An `add_header` in a location would end those around it, so that all are in each. */
export function nginxBlock() {
  const headers = Object.entries(HEADERS).map(([name, value]) => `add_header ${name} "${value}" always;`)
  const lines = (cache) => [...headers, `add_header Cache-Control "${cache}" always;`].map((line) => `        ${line}`)
  return [
    '```nginx',
    'server {',
    '    listen 443 ssl;',
    '    server_name gradlens.example;',
    '    root /srv/gradlens/dist;',
    '    include mime.types;',
    '    types { text/javascript js mjs; application/wasm wasm; application/manifest+json webmanifest; }',
    '    gzip on;',
    '    gzip_types text/css text/javascript application/wasm application/json image/svg+xml;',
    '    location / {',
    ...lines('no-cache'),
    '    }',
    '    location /assets/ {',
    ...lines('public, max-age=31536000, immutable'),
    '    }',
    '}',
    '```',
  ].join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  rewrite(SECTION.file, (page) => replaceBetween(page, SECTION, nginxBlock()))
}
