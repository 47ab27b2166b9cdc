/** @file Stand-ins for the engine's worker, for tests of the page's side. No arithmetic: answers are canned. */

import { CIFAR10_CLASSES } from '../classes/lists/small'
import type { WorkerLike } from '../client/engineClient'
import { describeCrossEntropy } from '../engine/attacks/losses/description'
import { describeDeath } from '../engine/backend/engineDeath'
import type { EpochRun } from '../engine/checkpoints/epochRun'
import type { Manifest } from '../engine/checkpoints/manifest'
import type { ImageSource } from '../engine/evaluation/types'
import { JobCancelled, type JobControl } from '../engine/jobControl'
import { measureQuantity } from '../engine/measureQuantity'
import { noGallery } from '../engine/quantities/defineQuantity'
import type { ImageStatistics } from '../engine/statistics/types'
import type { HeldOutFigures, HeldOutImages } from '../engine/training/heldOut'
import type { TrainingStarted } from '../engine/training/types'
import type { AttackOutcome } from '../engine/types'
import type { DataSetSummary } from '../images/datasets/types'
import { LOG_BIN_COUNT } from '../numbers/logBins'
import { type PixelImage, pixels01 } from '../units'
import { JobQueue } from '../worker/jobQueue'
import type { CallMessage, CallName, Calls, FromWorker, ToWorker } from '../worker/messages'

/** Keeps what it is told, and says what the test has it say. */
export class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  readonly received: ToWorker[] = []
  isTerminated = false

  postMessage(message: ToWorker): void {
    // A terminated worker takes messages, and nothing comes of them.
    if (!this.isTerminated) this.receive(structuredClone(message))
  }

  terminate(): void {
    this.isTerminated = true
  }

  send(message: FromWorker): void {
    // Cloned before: what cannot be is an error of the worker.
    const data = structuredClone(message)
    if (!this.isTerminated) this.onmessage?.({ data } as MessageEvent<FromWorker>)
  }

  fail(message: string | undefined): void {
    this.onerror?.({ message } as ErrorEvent)
  }

  /** The inputs of all calls of one name, in order. */
  inputs<Name extends CallName>(name: Name): Calls[Name]['input'][] {
    return this.calls(name).map(({ input }) => input as Calls[Name]['input'])
  }

  calls(name?: CallName): CallMessage[] {
    return this.received.filter((message) => message.type === 'call').filter((call) => !name || call.name === name)
  }

  protected receive(message: ToWorker): void {
    this.received.push(message)
  }
}

export type Answers = {
  readonly [Name in CallName]: (
    input: Calls[Name]['input'],
    control: JobControl,
  ) => Calls[Name]['output'] | Promise<Calls[Name]['output']>
}

/** Answers as the engine does, one job after another, and knows only the models that it loaded itself. */
export class AnsweringWorker extends FakeWorker {
  private readonly queue = new JobQueue((message) => this.send(message), describeDeath)
  private readonly loaded = new Map<string, Manifest>()

  constructor(private readonly answers: Answers) {
    super()
  }

  lose(message: string): void {
    this.send({ type: 'backendLost', message })
  }

  protected override receive(message: ToWorker): void {
    super.receive(message)
    if (message.type === 'ping') this.send({ type: 'alive' })
    else if (message.type === 'cancel') this.queue.cancel(message.jobId)
    else this.queue.add(message.jobId, (control) => this.answer(message, control))
  }

  private async answer({ name, input }: CallMessage, control: JobControl): Promise<unknown> {
    if (this.isTerminated) throw new JobCancelled()
    if ('modelId' in input && !this.loaded.has(input.modelId)) {
      throw new Error(`The model "${input.modelId}" is not loaded; load it first.`)
    }
    if ('modelId' in input && 'image' in input) checkSize(input.image, this.loaded.get(input.modelId) as Manifest)
    const output = await (this.answers[name] as (input: unknown, control: JobControl) => unknown)(input, control)
    if (name === 'loadModel') {
      const { id, manifest } = output as Calls['loadModel']['output']
      this.loaded.set(id, manifest)
    }
    if (name === 'unloadModel') this.loaded.delete((input as Calls['unloadModel']['input']).id)
    return output
  }
}

function checkSize({ height }: PixelImage, { name, input }: Manifest): void {
  if (height !== input.height) throw new Error(`The image has ${height} rows where "${name}" takes ${input.height}.`)
}

export const cannedManifest = (id: string, other: Partial<Manifest> = {}) =>
  ({
    id,
    name: id,
    data: 'CIFAR-10',
    classes: CIFAR10_CLASSES,
    architecture: { name: 'resnet', activation: 'gelu' },
    training: { objective: 'natural', summary: 'It is canned.' },
    weights: { sha256: '0'.repeat(64), bytes: 100, parameters: 50 },
    figures: null,
    ...sizeOf(2),
    ...other,
  }) as unknown as Manifest

/** Of a manifest: the size of a model's input. */
export const sizeOf = (size: number) => ({ input: { height: size, width: size } }) as Pick<Manifest, 'input'>

/** A grey image; equal greys are equal images. */
export function cannedImage(grey: number, size = 2): PixelImage {
  return { pixels: pixels01(new Float32Array(size * size * 3).fill(grey)), height: size, width: size }
}

/** What a model without a label of its own is asked for. */
export const OWN_PREDICTION = 3

/** One class, one image a file. */
const cannedDataSet = (count: number): DataSetSummary => ({
  id: 'data-set-1',
  name: 'canned',
  format: 'canned',
  classes: ['cat'],
  count,
  classCounts: [count],
  splits: [],
  size: null,
  notes: [],
  problems: { count: 0, first: [] },
})

/** Any quantity, of these logits and of gradients that are zero. */
const cannedMeasure: Answers['measure'] = ({ image, label, quantity, settings, gallery }) =>
  measureQuantity(
    { quantity, settings },
    {
      image,
      label: label ?? OWN_PREDICTION,
      logits: async () => new Float32Array([0, 0, 0, 1]),
      gradient: async () => new Float32Array(image.pixels.length),
      gradients: async (_, pixels) => ({
        values: new Float32Array(pixels.length / image.pixels.length),
        gradients: new Float32Array(pixels.length),
      }),
      gallery: async () => gallery ?? noGallery(),
      lossesOf: async (pixels, labels) => ({
        values: new Float32Array(labels.length),
        gradients: new Float32Array(pixels.length),
        logits: new Float32Array(4 * labels.length),
      }),
      losses: async (pixels) => new Float32Array(pixels.length / image.pixels.length),
      hessianProduct: async (direction) => new Float32Array(direction.length),
    },
  )

/** Numbers that grow with the image's index; without a gradient. */
function cannedStatistics(images: ImageSource, isAttacked: boolean): ImageStatistics {
  const indices = images.kind === 'given' ? images.images.indices : images.indices
  const grown = (scale: number) => indices.map((index) => scale * (index + 1))
  const bins = () => new Array<number>(LOG_BIN_COUNT).fill(1)
  return {
    indices,
    labels: indices.map(() => 0),
    predicted: indices.map((index) => (index % 4 === 3 ? 1 : 0)),
    numbers: { l1: grown(1), l2: grown(0.1), alignment: indices.map(() => 0.5), loss: grown(0.01), margin: grown(-1) },
    outcomes: indices.map((index) => (index % 4 === 3 ? 'wrong' : isAttacked && index % 2 === 0 ? 'fooled' : 'robust')),
    channelBins: [bins(), bins(), bins()],
  }
}

const cannedOutcome = ({ pixels }: PixelImage): AttackOutcome => ({
  attacked: pixels,
  logits: new Float32Array(4),
  loss: 2,
  losses: [1, 2],
  maximised: describeCrossEntropy(false, 4),
  minimisesNorm: false,
  size: 0,
  verdict: 'fooled',
  zeroGradient: false,
})

export const cannedFigures: HeldOutFigures = {
  images: 10,
  robust: 1,
  fooled: 8,
  wrong: 1,
  meanLoss: 1,
  meanGradientL1: 10,
  meanEdgeAlignment: 0,
}

/** Of ten held-out images, whose gradients have these norms. */
export const cannedEach = (
  verdicts: HeldOutImages['verdicts'] = new Array<'wrong'>(10).fill('wrong'),
  l1 = 1,
): HeldOutImages => ({
  verdicts,
  gradientL1: new Float32Array(verdicts.length).fill(l1),
  confidence: new Float32Array(verdicts.length).fill(0.9),
  attackedMargins: Float32Array.from(verdicts, (verdict) => (verdict === 'robust' ? 0.5 : -0.5)),
})

const cannedTraining: TrainingStarted = {
  step: 0,
  steps: 1,
  train: 1,
  heldOut: 10,
  heldOutFrom: 'canned',
  shortage: null,
  classes: CIFAR10_CLASSES,
  images: [],
  microBatchSize: 32,
  memory: null,
}

export const cannedEpochRun = (id = 'canned-fgsm-epochs'): EpochRun => ({
  id,
  name: 'Canned, epoch by epoch',
  summary: 'Trained by a test.',
  measured: {
    images: 100,
    epsilon255: 8,
    zooEpsilon255: 4,
    pgdSteps: 20,
    tool: 'none',
    command: 'none',
    date: '2026-01-01',
  },
  epochs: [0, 1, 2].map((epoch) => ({
    epoch,
    cleanAccuracy: 0.9,
    fgsmAccuracy: 0.5,
    pgdAccuracy: 0.4,
    zooPgdAccuracy: 0.4,
    meanGradientL1: 2,
    medianGradientL1: 1,
    meanAlignment: 0.5 - 0.2 * epoch,
  })),
  manifest: cannedManifest(`${id}-0`),
})

export const cannedAnswers: Answers = {
  start: ({ backend }) => ({
    name: backend === 'auto' ? 'webgpu' : backend,
    device: 'canned',
    reason: 'It is canned.',
    rejected: [],
  }),
  loadModel: ({ id }) => ({ id, manifest: cannedManifest(id) }),
  unloadModel: () => undefined,
  readManifest: ({ id }) => cannedManifest(id),
  readEpochRun: () => cannedEpochRun(),
  readTrainingLog: () => [{ epoch: 1, clean: 0.5 }],
  openDataSet: (source) => cannedDataSet('files' in source ? source.files.length : 1),
  closeDataSet: () => undefined,
  dataSetImages: ({ indices, size }) => ({
    images: indices.map((index) => ({ index, name: `${index}`, label: 0, image: cannedImage(0.5, size) })),
    problems: { count: 0, first: [] },
  }),
  decodeImage: ({ size }) => ({ image: cannedImage(0.5, size), notes: [] }),
  edgeEnergy: ({ image }) => new Float32Array(image.height * image.width).fill(image.pixels[0] as number),
  measure: cannedMeasure,
  attack: async ({ image, attack: { settings } }, { checkpoint }) => {
    const steps = 'steps' in settings ? settings.steps : 1
    for (let step = 1; step <= steps; step++) await checkpoint(step, steps)
    return cannedOutcome(image)
  },
  dataSetSubset: ({ count }) => ({
    indices: Array.from({ length: count }, (_, index) => index),
    labels: Array.from({ length: count }, () => 0),
    perClass: { least: count, most: count },
  }),
  describeAttacks: () => [],
  readPlanFile: async ({ file }) => (await import('../plans/readFiles')).readPlanFile(file),
  readResultsFile: async ({ file }) => (await import('../plans/readFiles')).readResultsFile(file),
  attackProblem: () => null,
  stepsWithin: () => 1,
  attackInPython: () => null,
  judge: async ({ images }, { checkpoint }) => {
    const indices = images.kind === 'given' ? images.images.indices : images.indices
    await checkpoint(1, 1)
    return {
      indices,
      verdicts: indices.map(() => 'robust' as const),
      sizes: indices.map(() => null),
      fooledBy: indices.map(() => null),
      zeroGradient: indices.map(() => false),
    }
  },
  transfer: ({ images, targetIds }) => {
    const indices = images.kind === 'given' ? images.images.indices : images.indices
    const verdicts = Object.fromEntries(targetIds.map((id) => [id, indices.map(() => 'robust' as const)]))
    return { indices, verdicts, unperturbed: indices.map(() => false) }
  },
  checkFlags: () => [],
  lossAlong: ({ places, label, direction: { epsilon } }) => ({
    ...{ size: epsilon, slope: 1, label: label ?? OWN_PREDICTION },
    losses: Float32Array.from(places, (place) => 1 + place),
    l1: new Float32Array(places.length).fill(2),
  }),
  curvatureAlong: ({ places }) => ({ curvatures: new Float32Array(places.length).fill(3) }),
  lossSurface: ({ columns, rows, along, across }) => ({
    sizes: [along.epsilon, across.epsilon],
    losses: Float32Array.from(rows.flatMap((row) => columns.map((column) => 1 + column + row ** 2))),
  }),
  measureStatistics: ({ images, attack }) => cannedStatistics(images, attack !== null),
  checkPreprocessing: () => ({ images: 0, ownId: 'none', results: [], looksLikeProbabilities: false }),
  describeTraining: () => ({ objectives: [], optimizers: [], activations: [] }),
  startTraining: () => cannedTraining,
  resumeTraining: () => cannedTraining,
  trainSteps: () => ({ reports: [], divergence: null }),
  measureTraining: () => ({ step: 0, figures: cannedFigures, each: cannedEach(), maps: [], divergence: null }),
  trainingState: () => ({ json: '{}', tensors: new ArrayBuffer(0) }),
  trainedModel: ({ id }) => ({ manifest: JSON.stringify(cannedManifest(id)), weights: new ArrayBuffer(0) }),
  heldOutImage: () => ({ file: new Blob(['png']), label: 'cat' }),
  endTraining: () => undefined,
  memory: () => ({ tensorCount: 0, bytes: 0 }),
}

/** A promise to be settled by hand. */
export function createGate<Value = void>() {
  let open: (value: Value) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const passed = new Promise<Value>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { passed, open, fail }
}
