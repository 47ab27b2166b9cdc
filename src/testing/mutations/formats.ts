import type { MutatedFormat } from './changes'
import { mutatedCheckpoints } from './checkpoints'
import { mutatedDataSets } from './dataSets'
import { mutatedImages } from './images'
import { mutatedTexts } from './texts'

/** Every format of a file that a person may open, by its name. */
export async function mutatedFormats(): Promise<ReadonlyMap<string, MutatedFormat>> {
  const all = await Promise.all([mutatedCheckpoints(), mutatedDataSets(), mutatedImages(), mutatedTexts()])
  return new Map(all.flatMap((formats) => [...formats]))
}
