/** @file Of the drills, which `npm run drill` runs one after another: they take the machine for themselves. */
import { defineConfig } from '@playwright/test'
import base from '../playwright.config'

export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.drill.ts',
  // A drill says itself how long it may take.
  timeout: 0,
  retries: 0,
  outputDir: '../test-results/drills',
  webServer: { ...base.webServer, cwd: '..', reuseExistingServer: true } as NonNullable<typeof base.webServer>,
})
