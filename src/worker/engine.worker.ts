/** @file The worker's entry: messages in, engine, messages out. */
import { currentGpuDevice, memory, startBackend, watchDeviceLoss } from '../engine/backend'
import { fetchBytes } from '../engine/checkpoints/fetchBytes'
import { Engine } from '../engine/engine'
import type { JobControl } from '../engine/jobControl'
import { decodePicture } from '../pictures/decodePicture'
import { JobQueue } from './jobQueue'
import type { CallName, Calls, FromWorker, ToWorker } from './messages'

const post = (message: FromWorker) => self.postMessage(message)
const engine = new Engine(fetchBytes)
const queue = new JobQueue(post)

type Handlers = {
  [Name in CallName]: (
    input: Calls[Name]['input'],
    control: JobControl,
  ) => Calls[Name]['output'] | Promise<Calls[Name]['output']>
}

const handlers: Handlers = {
  async start({ backend }) {
    const report = await startBackend(backend)
    watchDeviceLoss((message) => post({ type: 'backendLost', message }))
    return report
  },
  loadModel: (location) => engine.loadModel(location),
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
  const handler = handlers[data.name] as (input: unknown, control: JobControl) => unknown
  queue.add(data.jobId, async (control) => handler(data.input, control))
}

/** For the console and the end-to-end tests: what this worker holds. Nothing on the page uses it. */
Object.assign(self, { gradlens: { currentGpuDevice, memory } })
