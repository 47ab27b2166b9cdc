import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { assemblyScript } from './tools/assemblyScript.mjs'
import { licences } from './tools/licences.mjs'
import { HEADERS, ISOLATION_HEADERS, securityPolicy } from './tools/securityHeaders.mjs'

/** Under `?gallery` the dev server shows the views' panels on fixed data. What is built has none of them. */
const gallery: Plugin = {
  name: 'gallery',
  apply: 'serve',
  transformIndexHtml: {
    order: 'pre',
    handler: (html, { originalUrl = '/' }) =>
      new URL(originalUrl, 'http://localhost').searchParams.has('gallery')
        ? html.replace('/src/main.tsx', '/src/testing/panels/main.tsx')
        : html,
  },
}

const libraries = licences()

/** The licences of libraries are in licenses.md, rather than in every file. */
const OUTPUT = { comments: { legal: false } }

/** One file rather than thirty, which several backends and architectures share. */
const TFJS_CORE = { name: 'tfjs', test: /@tensorflow\/tfjs-core\/dist/, minShareCount: 2 }

export default defineConfig({
  // Relative, so that the built page can be hosted under any path.
  base: './',
  plugins: [react(), gallery, assemblyScript(), securityPolicy(), libraries.ofPage],
  assetsInclude: ['**/*.safetensors'],
  worker: {
    format: 'es',
    plugins: () => [assemblyScript(), libraries.ofWorkers],
    rolldownOptions: { output: { ...OUTPUT, codeSplitting: { groups: [TFJS_CORE] } } },
  },
  server: { headers: { ...ISOLATION_HEADERS } },
  preview: { headers: { ...HEADERS } },
  build: {
    target: 'es2022',
    sourcemap: true,
    // Weights and images stay files of their own: inlined ones cannot be cached or fetched apart.
    assetsInlineLimit: 0,
    rolldownOptions: { output: OUTPUT },
  },
})
