/** @file The worker's entry: messages in, engine, messages out. */
import { currentGpuDevice, memory, startBackend, wasDeviceLost } from '../engine/backend'
import { describeDeath } from '../engine/backend/engineDeath'
import { fetchBytes } from '../engine/checkpoints/fetchBytes'
import { Engine } from '../engine/engine'
import { describeAttacks } from '../engine/evaluation/describeAttacks'
import type { JobControl } from '../engine/jobControl'
import { fetchedCode } from '../fetchedCode'
import { DataSets } from '../images/datasets/dataSets'
import { decodeImage } from '../images/decodeImage'
import { readingFrom } from './imageReading'
import { JobQueue, type TakeTurn } from './jobQueue'
import { loadedOnce } from './loadedOnce'
import type { CallName, Calls, FromWorker, ToWorker } from './messages'

const post = (message: FromWorker) => self.postMessage(message)
const engine = new Engine(fetchBytes)
const queue = new JobQueue(post, describeDeath, wasDeviceLost)
const dataSets = new DataSets()
const reading = readingFrom(dataSets)
const evaluator = loadedOnce(async () => {
  const { Evaluator } = await fetchedCode(() => import('../engine/evaluation/evaluator'))
  return new Evaluator((modelId) => engine.classifierOf(modelId), reading)
})
const training = loadedOnce(async () => {
  const [{ Training }, { readTrainingImages }] = await fetchedCode(() =>
    Promise.all([import('./training'), import('./trainingImages')]),
  )
  return new Training(
    (modelId) => engine.classifierOf(modelId),
    (manifest, input, control) => readTrainingImages(dataSets, manifest, input, control),
  )
})

type Handlers<Names extends CallName> = {
  readonly [Name in Names]: (
    input: Calls[Name]['input'],
    control: JobControl,
    takeTurn: TakeTurn,
  ) => Calls[Name]['output'] | Promise<Calls[Name]['output']>
}

type Beside =
  | 'loadModel'
  | 'readManifest'
  | 'readTrainingLog'
  | 'readEpochRun'
  | 'openDataSet'
  | 'closeDataSet'
  | 'dataSetImages'
  | 'dataSetSubset'
  | 'readPlanFile'
  | 'readResultsFile'
  | 'decodeImage'
  | 'edgeEnergy'
  | 'describeAttacks'
  | 'describeTraining'
  | 'attackProblem'
  | 'stepsWithin'
  | 'attackInPython'

/** These do without the backend, or take their turn for what needs it: neither they nor computations wait for each other. */
const beside: Handlers<Beside> = {
  async loadModel(location, control, takeTurn) {
    const files = await engine.readModel(location, control)
    const model = await takeTurn(async () => {
      // If cancelled while waiting, it must not reach the backend, where nobody would free it.
      await control.checkpoint(files.manifest.weights.bytes, files.manifest.weights.bytes)
      return engine.addModel(files)
    })
    await engine.untilReady(model.id)
    return model
  },
  readManifest: (location) => engine.readManifest(location),
  readTrainingLog: ({ url }) => engine.readTrainingLog(url),
  readEpochRun: ({ url }) => engine.readEpochRun(url),
  openDataSet: (source, control) => dataSets.open(source, control),
  closeDataSet: ({ id }) => void dataSets.close(id),
  dataSetImages: (input, control) => dataSets.images(input, control),
  dataSetSubset: (input) => dataSets.subset(input),
  readPlanFile: async ({ file }) => (await fetchedCode(() => import('../plans/readFiles'))).readPlanFile(file),
  readResultsFile: async ({ file }) => (await fetchedCode(() => import('../plans/readFiles'))).readResultsFile(file),
  decodeImage: ({ file, name, ...fit }, control) => decodeImage(file, name, fit, control),
  edgeEnergy: ({ image }) => engine.edgeEnergy(image),
  describeAttacks: () => describeAttacks(),
  describeTraining: async () =>
    (await fetchedCode(() => import('../engine/training/describeTraining'))).describeTraining(),
  attackProblem: async ({ modelId, attack }) => (await evaluator()).attackProblem(modelId, attack),
  stepsWithin: async (input) => (await evaluator()).stepsWithin(input),
  attackInPython: async (input) => (await evaluator()).attackInPython(input),
}

type Background =
  | 'judge'
  | 'transfer'
  | 'checkFlags'
  | 'measureStatistics'
  | 'checkPreprocessing'
  | 'startTraining'
  | 'resumeTraining'
  | 'trainSteps'
  | 'measureTraining'
  | 'trainingState'
  | 'trainedModel'
  | 'heldOutImage'
  | 'endTraining'

/** These take minutes, so whatever a person does on the page meanwhile goes first. */
const background: Handlers<Background> = {
  judge: async (input, control) => (await evaluator()).judge(input, control),
  transfer: async (input, control) => (await evaluator()).transfer(input, control),
  checkFlags: async (input, control) => (await evaluator()).checkFlags(input, control),
  measureStatistics: async (input, control) => (await evaluator()).measureStatistics(input, control),
  async checkPreprocessing({ location, images }, control) {
    const { checkPreprocessing } = await fetchedCode(
      () => import('../engine/checkpoints/preprocessing/checkPreprocessing'),
    )
    return checkPreprocessing(await engine.readModel(location), images, reading, control)
  },
  startTraining: async (input, control) => (await training()).start(input, control),
  resumeTraining: async (input, control) => (await training()).resume(input, control),
  trainSteps: async (input, control) => (await training()).step(input, control),
  measureTraining: async (_, control) => (await training()).measure(control),
  trainingState: async () => (await training()).state(),
  trainedModel: async (input) => (await training()).files(input),
  async heldOutImage({ index }) {
    const { encodePng } = await fetchedCode(() => import('../images/encodePng'))
    const { label, ...image } = (await training()).heldOutImage(index)
    return { file: await encodePng(image), label }
  },
  endTraining: async () => void (await training()).end(),
}

const geometry = () => fetchedCode(() => import('../engine/geometry/geometry'))

type Long = 'attack' | 'lossAlong' | 'curvatureAlong' | 'lossSurface'

/** These take many steps, between which short computations are answered. */
const long: Handlers<Long> = {
  attack: (input, control) => engine.attack(input, control),
  lossAlong: async (input, control) => (await geometry()).lossAlong(await engine.ask(input, control), input),
  curvatureAlong: async (input, control) => (await geometry()).curvatureAlongOf(engine, input, control),
  lossSurface: async (input, control) => (await geometry()).lossSurface(await engine.ask(input), input, control),
}

const short: Handlers<Exclude<CallName, Beside | Background | Long>> = {
  start: ({ backend, withoutThreads = false }) =>
    startBackend(backend, withoutThreads, {
      onLost: (message) => post({ type: 'backendLost', message }),
      onThreads: () => post({ type: 'startingThreads' }),
    }),
  unloadModel: ({ id }) => void engine.unloadModel(id),
  measure: (input, control) => engine.measure(input, control),
  memory: () => memory(),
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'cancel') {
    queue.cancel(data.jobId)
    return
  }
  if (data.type === 'ping') {
    post({ type: 'alive' })
    return
  }
  type Handler = (input: unknown, control: JobControl, takeTurn?: TakeTurn) => unknown
  const { jobId, name, input } = data
  const of = (handlers: object) => (handlers as Readonly<Record<string, Handler | undefined>>)[name]
  const [besideOthers, ofSteps, inBackground] = [beside, long, background].map(of)
  if (besideOthers) queue.addBeside(jobId, async (control, takeTurn) => besideOthers(input, control, takeTurn))
  else if (ofSteps) queue.addLong(jobId, (control) => engine.keepingModels(() => ofSteps(input, control)))
  else if (inBackground) queue.addBackground(jobId, async (control) => inBackground(input, control))
  else queue.add(jobId, async (control) => of(short)?.(input, control))
}

/** For the console and the end-to-end tests: this worker's tensors. The page does not use it. */
Object.assign(self, { gradlens: { currentGpuDevice, memory } })

post({ type: 'alive' })
