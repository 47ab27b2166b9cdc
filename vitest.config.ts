import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { assemblyScript } from './tools/assemblyScript.mjs'
import { chromiumArgs, findChromium } from './tools/findChromium.mjs'
import { TFJS_IN_NODE, TFJS_MODULES } from './tools/tfjsModules.mjs'

const executablePath = findChromium()

/**
 * The files of a worker share its modules: that each of them loads tfjs and asks for the GPU anew takes seconds a file
 * in Chromium. What a test mocks is put back before the next.
 */
const shared = { isolate: false, restoreMocks: true, unstubGlobals: true }

/** Of tests whose computing takes seconds a file. */
const COMPUTING = ['src/**/*.backends.test.ts', 'src/**/*.compute.test.ts']
const IN_BROWSER = 'src/**/*.browser.test.ts'

const inNode = {
  environment: 'node' as const,
  ...shared,
  // By itself Vitest leaves a core free, which of two is half.
  maxWorkers: '100%',
  testTimeout: 60_000,
  // Of a hook that starts a backend on a busy machine.
  hookTimeout: 60_000,
}

/**
 * `*.test.ts` runs in Node, within milliseconds a test. What computes with tfjs has a name of its own (see
 * src/testing/backends.ts): `*.compute.test.ts` runs in Node alone, `*.backends.test.ts` in Node on the cpu and wasm
 * backends, and again in Chromium on the webgpu backend. `*.browser.test.ts` needs what only a browser has, and runs in
 * Chromium alone.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [assemblyScript()],
        resolve: { alias: TFJS_IN_NODE },
        test: {
          name: 'unit',
          ...inNode,
          include: ['src/**/*.test.ts', 'tools/**/*.test.mjs'],
          exclude: [...COMPUTING, IN_BROWSER],
        },
      },
      {
        plugins: [assemblyScript()],
        resolve: { alias: TFJS_IN_NODE },
        test: { name: 'backends', ...inNode, include: COMPUTING },
      },
      {
        plugins: [assemblyScript()],
        // Found while the first test runs, a package would have the page reload under it.
        optimizeDeps: {
          include: [
            '@bufbuild/protobuf',
            '@bufbuild/protobuf/codegenv2',
            '@bufbuild/protobuf/wire',
            '@noble/hashes/sha2.js',
            '@noble/hashes/utils.js',
            ...TFJS_MODULES,
            '@zip.js/zip.js/lib/zip-core-custom.js',
            'hyparquet',
            'hyparquet-compressors',
            'image-size/types/png',
            'image-size/types/webp',
            'pure-rand/distribution/uniformFloat32',
            'pure-rand/distribution/uniformInt',
            'pure-rand/generator/xoroshiro128plus',
            'zod',
          ],
        },
        test: {
          name: 'webgpu',
          ...shared,
          include: ['src/**/*.backends.test.ts', IN_BROWSER],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // SwiftShader takes all cores for one page.
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: chromiumArgs, ...(executablePath ? { executablePath } : {}) },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
