import { fileNameOf } from '../../../engine/checkpoints/formats/fileNames'
import { type JobControl, UNCONTROLLED } from '../../../engine/jobControl'
import { PUBLIC_HUB, parseEndpoint } from '../../../images/datasets/hub/endpoint'
import type { DataFile } from '../../../images/datasets/types'
import { Refusal, sentenceOn } from '../../../images/refusal'
import { quoteName } from '../../../quote'
import { connectionOf, type HubOptions } from './connection'
import { browserCache, type DownloadCache } from './downloadCache'
import { downloadFile } from './downloadFile'
import type { HubModel } from './types'

export interface ModelDownload {
  readonly model: HubModel
  /** Of its weights, by their path. */
  readonly path: string
}

/**
 * The weights and what says what they are, as files that a person might have given. Progress is in bytes.
 *
 * @throws Error with one sentence that names the model, JobCancelled when `control` says so
 */
export async function downloadModel(
  { model, path }: ModelDownload,
  control: JobControl = UNCONTROLLED,
  options: HubOptions & { readonly cache?: DownloadCache } = {},
): Promise<DataFile[]> {
  const { id, revision, endpoint } = model
  const weights = model.weights.find((each) => each.path === path)
  const { cache = browserCache(), retryMs, partBytes } = options
  try {
    if (weights === undefined) throw new Refusal(`has no file ${quoteName(path)}; choose one that it has`)
    const hub = parseEndpoint(endpoint ?? PUBLIC_HUB)
    const all = [weights, ...model.configs]
    const total = all.reduce((sum, { bytes }) => sum + bytes, 0)
    let done = 0
    let step = 0
    const tell = () => control.checkpoint(step, Math.max(1, total))
    const connection = connectionOf(options, tell)
    const files: DataFile[] = []
    for (const file of all) {
      const address = `${hub}/${id}/resolve/${revision}/${file.path.split('/').map(encodeURIComponent).join('/')}`
      const onProgress = (bytes: number) => {
        step = done + bytes
      }
      const blob = await downloadFile(address, file, { cache, connection, onProgress, retryMs, partBytes })
      done += file.bytes
      // In one folder, as the files that say what the weights are are looked for beside them.
      files.push({ path: `${id}/${fileNameOf(file.path)}`, blob })
    }
    return files
  } catch (error) {
    throw sentenceOn(`The model ${quoteName(id)}`, error)
  }
}
