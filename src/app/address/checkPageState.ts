/** @file Checks a page's state that a file carries: files are untrusted. */
import type { AddressTexts, PageState } from '../../store/address/pageState'

const MOST_PARAMETERS = 300
const LONGEST_TEXT = 10_000

/** The texts of its parameters. Throws one sentence if it is no state of this page. */
export function checkPageState(given: unknown): AddressTexts {
  const { format, formatVersion, parameters } = (given ?? {}) as Partial<PageState>
  const isState = format === 'gradlens-page-state' && typeof parameters === 'object' && parameters !== null
  if (!isState) throw new Error('The file carries no state of this page; open a figure that was saved here.')
  if (formatVersion !== 1)
    throw new Error(
      `The file carries the state of a page in format ${String(formatVersion).slice(0, 20)} where this page reads ` +
        'format 1; reload the page for its newest version.',
    )
  const entries = Object.entries(parameters)
  const areTexts = entries.every(([, text]) => typeof text === 'string' && text.length <= LONGEST_TEXT)
  if (entries.length > MOST_PARAMETERS || !areTexts)
    throw new Error('The state that the file carries is damaged; save the figure again.')
  return Object.fromEntries(entries)
}
