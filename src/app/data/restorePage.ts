/** @file Figures that were saved here bring back what the page showed. */
import { JsonProblem, parseBoundedJson } from '../../boundedJson'
import { readCarriedText } from '../../images/carriedText'
import type { DataFile } from '../../images/datasets/types'
import type { FileNotice } from '../../store/types'
import { nameOf, quotedName } from './words'

interface Restorer {
  /** Throws one sentence if it is no state of this page. */
  readonly applyPageState: (state: unknown) => void
}

/** Shows what a picture was saved from, and says so; null if the file carries no state of the page. */
export async function restorePage(file: DataFile, { applyPageState }: Restorer): Promise<FileNotice | null> {
  const text = await readCarriedText(file.blob)
  if (text === null) return null
  const picture = { file: file.blob, name: nameOf(file) }
  try {
    applyPageState(parseBoundedJson(text))
    return {
      kind: 'opened',
      message: `The page shows what it showed when ${quotedName(file)} was saved; Back returns to what it showed before.`,
      picture,
    }
  } catch (error) {
    const message =
      error instanceof JsonProblem
        ? `The state in ${quotedName(file)} ${error.message}; open it as an image, or save the figure again.`
        : (error as Error).message
    return { kind: 'refused', message, picture }
  }
}
