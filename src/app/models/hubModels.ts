/** @file Models of the Hugging Face hub: looked up and downloaded when a person presses a button, and never before. */
import { CallCancelled, type Job } from '../../client/engineClient'
import type { ModelReader } from '../../client/modelReader'
import type { ModelOrigin } from '../../engine/checkpoints/found/types'
import type { DataFile } from '../../images/datasets/types'
import type { AppStore } from '../../store/appStore'
import { chosenWeights, type HubModelState, NO_HUB_MODEL } from '../../store/models/hubModel'
import type { HubModel, KeptDownloads } from '../../worker/models/hub/types'

export interface HubModelActions {
  /** What the hub says about a model: its files, their sizes, and its licence. */
  readonly lookUpHubModel: (id: string) => Promise<void>
  /** Which of its files of weights to download. */
  readonly chooseHubWeights: (path: string) => void
  /** Downloads the chosen weights and opens them as a person's own files. */
  readonly downloadHubModel: () => Promise<void>
  /** Ends what is being done. What has arrived is kept. */
  readonly cancelHubModel: () => void
  /** How much of earlier downloads the browser keeps. */
  readonly readKeptDownloads: () => Promise<void>
  readonly forgetKeptDownloads: () => Promise<void>
}

type Reader = Pick<ModelReader, 'lookUp' | 'download' | 'keptDownloads' | 'forgetDownloads'>

/** @param open opens a model as from a person's files, and tells in the store where it cannot */
export function createHubModelActions(
  store: AppStore,
  reader: Reader,
  open: (files: readonly DataFile[], origin: ModelOrigin) => Promise<void>,
): HubModelActions {
  let current: Job<unknown> | null = null

  const update = (change: Partial<HubModelState>) =>
    store.setState(({ hubModel }) => ({ hubModel: { ...hubModel, ...change } }))

  /** null where it was cancelled, or failed, which the store says. */
  async function run<Output>(job: Job<Output>): Promise<Output | null> {
    current?.cancel()
    current = job
    try {
      return await job.result
    } catch (error) {
      if (current === job && !(error instanceof CallCancelled)) update({ error: (error as Error).message })
      return null
    } finally {
      if (current === job) {
        current = null
        update({ doing: null })
      }
    }
  }

  async function tellKept(job: Job<KeptDownloads>): Promise<void> {
    const kept = await job.result.catch(() => null)
    if (kept !== null) update({ kept })
  }

  return {
    async lookUpHubModel(id) {
      const { kept } = store.getState().hubModel
      update({ ...NO_HUB_MODEL, kept, id, doing: 'lookingUp' })
      const model = await run(reader.lookUp(id))
      if (model !== null) update({ model, path: model.weights[0].path })
    },
    chooseHubWeights: (path) => update({ path, error: null }),
    async downloadHubModel() {
      const { model, path, doing } = store.getState().hubModel
      const weights = chosenWeights({ model, path })
      if (model === null || weights === null || weights.refusal !== null || doing !== null) return
      update({ doing: 'downloading', progress: 0, error: null })
      const files = await run(
        reader.download({ model, path: weights.path }, ({ step, steps }) =>
          update({ progress: step / Math.max(1, steps) }),
        ),
      )
      await tellKept(reader.keptDownloads())
      if (files !== null) await open(files, originOf(model))
    },
    cancelHubModel() {
      current?.cancel()
    },
    readKeptDownloads: () => tellKept(reader.keptDownloads()),
    forgetKeptDownloads: () => tellKept(reader.forgetDownloads()),
  }
}

const originOf = ({ id, revision, licence }: HubModel): ModelOrigin => ({
  name: id.slice(id.lastIndexOf('/') + 1),
  place: `${id} on the Hugging Face hub, revision ${revision.slice(0, 7)}`,
  licence,
})
