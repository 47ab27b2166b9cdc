/** @file The worker's entry: messages in, engine, messages out. */
import { currentGpuDevice, memory, startBackend, watchDeviceLoss } from '../engine/backend'
import { fetchBytes } from '../engine/checkpoints/fetchBytes'
import { Engine } from '../engine/engine'
import type { JobControl } from '../engine/jobControl'
import { DataSets } from '../pictures/datasets/dataSets'
import { decodePicture } from '../pictures/decodePicture'
import { JobQueue, type TakeTurn } from './jobQueue'
import type { CallName, Calls, FromWorker, ToWorker } from './messages'

const post = (message: FromWorker) => self.postMessage(message)
const engine = new Engine(fetchBytes)
const queue = new JobQueue(post)
const dataSets = new DataSets()

type Handlers<Names extends CallName> = {
  readonly [Name in Names]: (
    input: Calls[Name]['input'],
    control: JobControl,
    takeTurn: TakeTurn,
  ) => Calls[Name]['output'] | Promise<Calls[Name]['output']>
}

type Download = 'loadModel' | 'readManifest' | 'readTrainingLog' | 'openDataSet' | 'closeDataSet' | 'dataSetPictures'

/** On a slow network, or of many files, these take long, and what is computed does not wait for them. */
const downloads: Handlers<Download> = {
  async loadModel(location, control, takeTurn) {
    const files = await engine.readModel(location, control)
    return takeTurn(async () => {
      // Cancelled while it waited, it must not come to lie on the backend: nobody would take it away.
      await control.checkpoint(files.manifest.weights.bytes, files.manifest.weights.bytes)
      return engine.addModel(files)
    })
  },
  readManifest: (location) => engine.readManifest(location),
  readTrainingLog: ({ url }) => engine.readTrainingLog(url),
  openDataSet: (source, control) => dataSets.open(source, control),
  closeDataSet: ({ id }) => void dataSets.close(id),
  dataSetPictures: (input, control) => dataSets.pictures(input, control),
}

const handlers: Handlers<Exclude<CallName, Download>> = {
  async start({ backend }) {
    const report = await startBackend(backend)
    watchDeviceLoss((message) => post({ type: 'backendLost', message }))
    return report
  },
  unloadModel: ({ id }) => void engine.unloadModel(id),
  decodePicture: ({ file, name, side }) => decodePicture(file, name, side),
  edgeEnergy: ({ picture }) => engine.edgeEnergy(picture),
  inspect: (input) => engine.inspect(input),
  attack: (input, control) => engine.attack(input, control),
  memory: () => memory(),
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'cancel') {
    queue.cancel(data.jobId)
    return
  }
  type Handler = (input: unknown, control: JobControl, takeTurn?: TakeTurn) => unknown
  const download = downloads[data.name as Download] as Handler | undefined
  if (download) {
    queue.addBeside(data.jobId, async (control, takeTurn) => download(data.input, control, takeTurn))
    return
  }
  const handler = handlers[data.name as Exclude<CallName, Download>] as Handler
  queue.add(data.jobId, async (control) => handler(data.input, control))
}

/** For the console and the end-to-end tests: what this worker holds. Nothing on the page uses it. */
Object.assign(self, { gradlens: { currentGpuDevice, memory } })
