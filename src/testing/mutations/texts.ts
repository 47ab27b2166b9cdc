/** @file Texts in JSON that are wrong in every way. */
import { parseManifest } from '../../engine/checkpoints/manifest'
import { parseTrainingLog } from '../../engine/checkpoints/trainingLog'
import { readPlanFile, readResultsFile } from '../../plans/readFiles'
import { readRepositoryFile } from '../goldens'
import { type MutatedFormat, mutateAll } from './changes'

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const MODEL = 'models/cifar10-resnet-gelu-gradnorm'

export async function mutatedTexts(): Promise<ReadonlyMap<string, MutatedFormat>> {
  const of = async (file: string, read: MutatedFormat['read']): Promise<MutatedFormat> => ({
    seeds: [new Uint8Array(await readRepositoryFile(file))],
    mutate: mutateAll,
    read,
  })
  return new Map([
    ['manifest', await of(`${MODEL}/manifest.json`, async (bytes) => parseManifest(textOf(bytes)))],
    ['training log', await of(`${MODEL}/training-log.jsonl`, async (bytes) => parseTrainingLog(textOf(bytes)))],
    ['plan', await of('src/plans/goldens/plan.json', (bytes) => readPlanFile(new Blob([bytes])))],
    ['results', await of('src/plans/goldens/results.json', (bytes) => readResultsFile(new Blob([bytes])))],
  ])
}
