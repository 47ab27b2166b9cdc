import { defineConfig } from '@playwright/test'
import short from './playwright.config'

/** Checks that take too long for `npm test`; package.json names them. */
export default defineConfig(short, {
  testDir: 'e2e/long',
  testIgnore: [],
  timeout: 1_200_000,
  reporter: [['list'], ['./tools/accessibilityRecord.mjs']],
})
