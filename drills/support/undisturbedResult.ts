/** @file What a scenario ends in when nothing happens to it, in a browser context of its own. */
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import type { Scenario } from './scenarios'

/** @param open opens the page of a scenario as the drill does */
export async function undisturbedResult(
  browser: Browser,
  open: (context: BrowserContext, scenario: Scenario) => Promise<Page>,
  scenario: Scenario,
): Promise<unknown> {
  const context = await browser.newContext()
  const page = await open(context, scenario)
  await scenario.prepare(page)
  await scenario.begin(page)
  await scenario.untilDone(page)
  const result = await scenario.result(page)
  expect(result).not.toBeNull()
  await context.close()
  return result
}
