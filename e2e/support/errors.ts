import type { Page } from '@playwright/test'

/** Collects invisible errors: those that the page logs, throws, or leaves uncaught in a promise. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('crash', () => errors.push('the page crashed'))
  return errors
}
