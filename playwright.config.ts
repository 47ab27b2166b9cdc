import { defineConfig } from '@playwright/test'
import { chromiumArgs, findChromium } from './tools/findChromium.mjs'

// Not the default port, so that the tests run beside a page that is open; another, so that two checkouts can test at once.
const PORT = Number(process.env.GRADLENS_E2E_PORT ?? 4199)
const address = `http://localhost:${PORT}/`
const executablePath = findChromium()

export default defineConfig({
  testDir: 'e2e',
  // Those of playwright.long.config.ts.
  testIgnore: 'long/**',
  // What is tagged @alone measures time. tools/stages.mjs runs the others two at a time.
  workers: 1,
  // Test by test, so that no long file is left for one of two workers at the end.
  fullyParallel: true,
  // Bounds for what hangs; a machine of two busy cores takes ten times as long as a quiet one.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL: address,
    headless: true,
    screenshot: 'only-on-failure',
    // A service worker answers before the routes that tests mock; the tests of it allow it.
    serviceWorkers: 'block',
    launchOptions: { args: chromiumArgs, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [{ name: 'desktop', use: { viewport: { width: 1440, height: 900 } } }],
  webServer: {
    command: `node tools/start.mjs --port ${PORT}`,
    url: address,
    // It builds first, on two cores that a training run may share.
    timeout: 300_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
  },
})
