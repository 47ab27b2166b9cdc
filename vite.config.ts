import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa'
import { assemblyScript } from './tools/assemblyScript.mjs'
import { licences } from './tools/licences.mjs'
import { offlineFiles } from './tools/offlineFiles.mjs'
import { HEADERS, headersFile, ISOLATION_HEADERS, securityPolicy } from './tools/securityHeaders.mjs'
import { stylesLast } from './tools/stylesLast.mjs'
import { unusedColorScales } from './tools/unusedColorScales.mjs'
import { zodWithoutEval } from './tools/zodWithoutEval.mjs'
import { zodWithoutJsonSchema } from './tools/zodWithoutJsonSchema.mjs'

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

const libraries = licences(
  'licenses.md',
  ['workbox-core', 'workbox-precaching', 'workbox-routing'].map((name) => join('node_modules', name)),
)

/** The licences of libraries are in licenses.md, rather than in every file. */
const OUTPUT = {
  comments: { legal: false },
  // All that loads at once is one file: modules that lazy parts share with it would each become one of their own.
  codeSplitting: { groups: [{ name: 'initial', tags: ['$initial' as const] }] },
}

/** What `npm start` need not say: how long plugins took, and that one worker has at once what another loads on demand. */
const CHECKS = { bundlerTimings: false, ineffectiveDynamicImport: false }

/**
 * That tfjs registers its optimisers would keep them, and every operation of tfjs, in the code that loads at once. The engine
 * has optimisers of its own, and models of TensorFlow.js are read without those that they were trained with.
 */
const ENGINE_TREESHAKE = { manualPureFunctions: ['registerOptimizers'] }

/** All of the page's code is stored when it is first visited, and replaced as a whole (src/serviceWorker). */
const OFFLINE: Partial<VitePWAOptions> = {
  strategies: 'injectManifest',
  srcDir: 'src/serviceWorker',
  filename: 'serviceWorker.ts',
  injectRegister: false,
  injectManifest: {
    globPatterns: ['**/*.{html,js,css,wasm,svg,png}', 'offline-files.json'],
    globIgnores: ['images/**', 'data/**'],
    maximumFileSizeToCacheInBytes: 8_000_000,
    sourcemap: false,
  },
  manifest: {
    name: 'Gradlens',
    short_name: 'Gradlens',
    description: 'See, attack and train away the natural input gradients of image classifiers, in the browser.',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#ffffff',
    icons: [
      { src: 'icons/192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icons/512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  },
}

export default defineConfig({
  // Relative, so that the built page can be hosted under any path.
  base: './',
  plugins: [
    react(),
    gallery,
    assemblyScript(),
    unusedColorScales(),
    zodWithoutEval(),
    zodWithoutJsonSchema(),
    securityPolicy(),
    stylesLast(),
    headersFile(),
    libraries.ofPage,
    offlineFiles(),
    VitePWA(OFFLINE),
  ],
  assetsInclude: ['**/*.safetensors'],
  worker: {
    format: 'es',
    plugins: () => [assemblyScript(), zodWithoutEval(), zodWithoutJsonSchema(), libraries.ofWorkers],
    rolldownOptions: { output: OUTPUT, treeshake: ENGINE_TREESHAKE, checks: CHECKS },
  },
  server: { headers: { ...ISOLATION_HEADERS } },
  preview: { headers: { ...HEADERS } },
  build: {
    target: 'es2022',
    sourcemap: true,
    // Weights and images stay files of their own: inlined ones cannot be cached or fetched apart.
    assetsInlineLimit: 0,
    // The first file is larger than Vite likes; e2e/weight.spec.ts bounds what is loaded at once.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { output: OUTPUT, checks: CHECKS },
  },
})
