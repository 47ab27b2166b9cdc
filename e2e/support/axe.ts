/** @file What axe finds on the page. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

/** Goes on after a violation, so that one run tells all of them. */
const softly = expect.configure({ soft: true })

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export type Colours = 'light' | 'dark' | 'forced'

const MEDIA = {
  light: { forcedColors: 'none', colorScheme: 'light' },
  dark: { forcedColors: 'none', colorScheme: 'dark' },
  forced: { forcedColors: 'active', colorScheme: 'dark' },
} as const

interface Looked {
  readonly colours?: readonly Colours[]
  /** A selector of the part to look at; the whole page where it is left out. */
  readonly within?: string
}

/**
 * All rules in the first colours; in the others those that depend on colours. Nothing may be wider than the window.
 */
export async function expectNoViolations(
  page: Page,
  state: string,
  { colours = ['light', 'dark'], within }: Looked = {},
): Promise<void> {
  for (const [place, each] of colours.entries()) {
    await page.emulateMedia(MEDIA[each])
    // The page has no frames, and what has passed is not needed: both save time.
    const builder = new AxeBuilder({ page }).setLegacyMode()
    if (within) builder.include(within)
    test.info().annotations.push({ type: 'look', description: `${state}, ${each}` })
    const { violations } = await builder
      .options({
        resultTypes: ['violations'],
        runOnly: place === 0 ? { type: 'tag', values: RULES } : { type: 'rule', values: ['color-contrast'] },
      })
      .analyze()
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
    softly(found, `${state}, ${each}`).toEqual([])
  }
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await softly.poll(overflow, `width, ${state}`).toBeLessThanOrEqual(0)
}
