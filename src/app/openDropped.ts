/** @file What was dropped on the page is opened as what it is: a model, or else what the view that is open takes. */
import type { DataFile } from '../pictures/datasets/types'
import type { AppStore } from '../store/appStore'
import type { EvaluationActions } from './evaluation/evaluationActions'
import type { FinetuneActions } from './finetune/finetuneActions'
import { areModelFiles } from './finetune/openModelFiles'

type Openers = Pick<EvaluationActions, 'openDataSet'> &
  Pick<FinetuneActions, 'openOwnModel' | 'openTrainingData'> & {
    readonly openPicture: (file: Blob, name: string) => Promise<void>
  }

/** Throws one sentence where it can not be opened; what is wrong with pictures stands where they are chosen. */
export async function openDropped(store: AppStore, open: Openers, files: readonly DataFile[]): Promise<void> {
  const [first] = files
  if (first === undefined) return
  if (await areModelFiles(files)) {
    await open.openOwnModel(files)
    return
  }
  const { view } = store.getState()
  if (view === 'evaluate') {
    await open.openDataSet({ files })
  } else if (view === 'finetune') {
    await open.openTrainingData({ files })
  } else {
    await open.openPicture(first.blob, first.path.slice(first.path.lastIndexOf('/') + 1))
  }
}
