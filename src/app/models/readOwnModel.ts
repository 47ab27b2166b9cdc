import type { ModelReader } from '../../client/modelReader'
import type { Checkpoint } from '../../engine/checkpoints/formats/types'
import { checkpointFrom, proposedAnswers } from '../../engine/checkpoints/found/manifestFrom'
import type { FoundModel, ModelAnswers } from '../../engine/checkpoints/found/types'
import type { DataFile } from '../../images/datasets/types'

/**
 * A person's model. Throws one sentence where the files are not one model that is known here.
 *
 * @param ask gives the person's answers about a model that came without a manifest
 */
export async function readOwnModel(
  reader: ModelReader,
  files: readonly DataFile[],
  ask: (found: FoundModel) => ModelAnswers | Promise<ModelAnswers> = proposedAnswers,
): Promise<Checkpoint> {
  const reading = reader.open(files)
  try {
    const opened = await reading.opened.result
    if (opened.kind === 'whole') return opened.checkpoint
    const answers = await ask(opened.found)
    return checkpointFrom(opened.found, answers, await reading.takeWeights(answers.set).result)
  } finally {
    reading.close()
  }
}
