import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, findChromium } from './tools/findChromium.mjs'

const executablePath = findChromium()

/**
 * `*.test.ts` runs in Node. `*.backends.test.ts` runs in Node on the cpu and wasm
 * backends, and again in Chromium on the webgpu backend (see src/testing/backends.ts).
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.test.ts', 'tools/**/*.test.mjs'],
          testTimeout: 60_000,
        },
      },
      {
        // Found while the first test runs, a package would have the page reload under it.
        optimizeDeps: {
          include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-webgpu'],
        },
        test: {
          name: 'webgpu',
          include: ['src/**/*.backends.test.ts'],
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
