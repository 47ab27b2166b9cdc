/**
 * @file Reads a person's model in a separate worker, which is ended when the reading is cancelled, has failed, or has
 * been silent for too long: no file can block the page or the engine.
 */
import { countOf } from '../countOf'
import type { TakenWeights } from '../engine/checkpoints/found/types'
import type { DataFile } from '../images/datasets/types'
import type { Progress } from '../worker/messages'
import type { ModelDownload } from '../worker/models/hub/downloadModel'
import type { HubModel, KeptDownloads } from '../worker/models/hub/types'
import type { FromReading, OpenedModel, ReadingCalls, ToReading } from '../worker/readingMessages'
import { type Job, WorkerClient, type WorkerOf } from './workerClient'

export type ReadingWorker = WorkerOf<ToReading, FromReading>

/** A reading that is silent for this long is ended. */
const QUIET_MS = 30_000

/** A model that is being read, or was; its worker runs until `close`. */
export interface ModelReading {
  readonly opened: Job<OpenedModel>
  /** One set of weights of a model that came without a manifest. */
  readonly takeWeights: (set: number, onProgress?: (progress: Progress) => void) => Job<TakenWeights>
  /** Ends the worker; has no effect if it has ended. */
  readonly close: () => void
}

export class ModelReader {
  constructor(private readonly createWorker: () => ReadingWorker) {}

  /** Whether a file is a zip that contains a model. Only the list of its files is read. */
  isZippedModel(file: DataFile): Job<boolean> {
    return this.askOnce('isZippedModel', { file })
  }

  /** @param onProgress receives the number of bytes read */
  open(files: readonly DataFile[], onProgress?: (progress: Progress) => void): ModelReading {
    const { ask, close } = this.start()
    const opened = ask('readModel', { files }, onProgress)
    opened.result.catch(close)
    return {
      opened,
      takeWeights: (set, onBytes) => ask('takeWeights', { set }, onBytes),
      close,
    }
  }

  /** What the hub says about a model, before anything of it is downloaded. */
  lookUp(id: string): Job<HubModel> {
    return this.askOnce('lookUpHubModel', { id })
  }

  /** A model's files. @param onProgress is told of bytes */
  download(input: ModelDownload, onProgress: (progress: Progress) => void): Job<readonly DataFile[]> {
    return this.askOnce('downloadHubModel', input, onProgress)
  }

  keptDownloads(): Job<KeptDownloads> {
    return this.askOnce('keptDownloads', {})
  }

  forgetDownloads(): Job<KeptDownloads> {
    return this.askOnce('forgetDownloads', {})
  }

  private askOnce<Name extends keyof ReadingCalls>(
    name: Name,
    input: ReadingCalls[Name]['input'],
    onProgress?: (progress: Progress) => void,
  ): Job<ReadingCalls[Name]['output']> {
    const { ask, close } = this.start()
    const { result, cancel } = ask(name, input, onProgress)
    return { result: result.finally(close), cancel }
  }

  private start() {
    const client = new WorkerClient<ReadingCalls>(
      this.createWorker(),
      (reason) => `The model could not be read, as the reading stopped (${reason}); open a smaller file, or try again.`,
    )
    const close = () => client.close()
    const ask = <Name extends keyof ReadingCalls>(
      name: Name,
      input: ReadingCalls[Name]['input'],
      onProgress?: (progress: Progress) => void,
    ): Job<ReadingCalls[Name]['output']> => {
      const giveUp = () => client.close(tooQuiet())
      let timer = setTimeout(giveUp, QUIET_MS)
      const job = client.call(name, input, (progress) => {
        clearTimeout(timer)
        timer = setTimeout(giveUp, QUIET_MS)
        onProgress?.(progress)
      })
      const result = job.result.finally(() => clearTimeout(timer))
      // The caller need not wait until the worker has noticed.
      return { result, cancel: close }
    }
    return { ask, close }
  }
}

const tooQuiet = () =>
  new Error(
    `The reading of the model said nothing for ${countOf(QUIET_MS / 1000, 'second')} and was ended; export it to ONNX, or open a smaller file.`,
  )
