/**
 * The tests that compute, on tfjs's wasm backend in Chromium as on a machine of four cores: on threads, which Node has not,
 * and with the relaxed SIMD of browsers. `npm run check:threads`.
 */
import { defineConfig } from 'vitest/config'
import { ISOLATION_HEADERS } from './tools/securityHeaders.mjs'
import base from './vitest.config'

const { projects } = (base as { test: { projects: { test: { name: string } }[] } }).test
const inChromium = projects.filter(({ test }) => test.name === 'webgpu')

export default defineConfig({
  test: {
    projects: inChromium.map((project) => ({
      ...project,
      server: { headers: { ...ISOLATION_HEADERS } },
      define: { 'import.meta.env.TESTED_BACKEND': '"threads"' },
      test: { ...project.test, name: 'threads', include: ['src/**/*.backends.test.ts'] },
    })) as never,
  },
})
