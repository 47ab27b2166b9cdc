import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { assemblyScript } from './tools/assemblyScript.mjs'

// With these the page is cross-origin isolated, so that the wasm backend may run on several threads.
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

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

export default defineConfig({
  // Relative, so that the built page can be hosted under any path.
  base: './',
  plugins: [react(), gallery, assemblyScript()],
  assetsInclude: ['**/*.safetensors'],
  worker: { format: 'es', plugins: () => [assemblyScript()] },
  server: { headers },
  preview: { headers },
  build: {
    target: 'es2022',
    sourcemap: true,
    // Weights and images stay files of their own: inlined ones can not be cached or fetched apart.
    assetsInlineLimit: 0,
  },
})
