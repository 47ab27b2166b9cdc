/** @file A training run as the page drives it: in slices of steps, with measurements in between, and its files at the end. */
import { byCount } from '../../countOf'
import { rightWithout } from '../../outcomes/outcome'
import { pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { type JobControl, UNCONTROLLED } from '../jobControl'
import { imagesAtOnce, type MemoryLimits } from './footprint'
import { gradientMaps } from './gradientMaps'
import { type HeldOutMeasure, measureHeldOut } from './heldOut'
import { heldOutGradients } from './heldOutGradients'
import { judgeHeldOut } from './judgeHeldOut'
import { memoryLimits } from './memoryLimits'
import { trainedFigures } from './trainedFigures'
import { type TrainedName, trainedFiles } from './trainedFiles'
import { type Divergence, type StepReport, Trainer } from './trainer'
import { pixelsOf, type TrainingImages } from './trainingImages'
import { decodeState, type EncodedState, encodeState, toPlain } from './trainingState'
import type {
  BatchMemory,
  HeldOutImage,
  HeldOutInput,
  MapImage,
  StartTrainingInput,
  StepsInput,
  StepsTaken,
  TrainedFiles,
  TrainingMeasure,
  TrainingStarted,
} from './types'

/** What a run is made on; no image is in both. */
export interface SessionImages {
  readonly train: TrainingImages
  readonly heldOut: TrainingImages
  /** Where the held-out ones come from, for people. */
  readonly heldOutFrom: string
  /** What was asked for and is not there, in one sentence, or null. */
  readonly shortage: string | null
}

/** Held-out images that go through the model at once, unless batches are parted: then no more than of those. */
const JUDGE_BATCH = 50
/** The judging attack starts at the same places every time. */
const JUDGE_SEED = 0

/** Owns its tensors until it is disposed of. One call at a time. */
export class TrainingSession {
  /** Of steps that were taken in a slice that was cancelled. */
  private readonly untold: StepReport[] = []
  private last: { readonly step: number; readonly measure: HeldOutMeasure } | null = null

  private constructor(
    private readonly trainer: Trainer,
    private readonly images: SessionImages,
    private readonly judging: HeldOutInput,
    private readonly memory: BatchMemory | null,
  ) {}

  /**
   * Begins with a model's weights. Where the settings leave it open how many images go through the model at once,
   * it is as many as fit into memory; the run keeps to it wherever it goes on. Throws one sentence where model, settings and
   * images do not go together.
   */
  static async start(
    { manifest, parameters }: Classifier,
    { settings, ...judging }: Pick<StartTrainingInput, 'settings'> & HeldOutInput,
    images: SessionImages,
    limits: MemoryLimits = memoryLimits(),
  ): Promise<TrainingSession> {
    const weights = await toPlain(parameters)
    const trainer = Trainer.start({ manifest, weights }, settings, images.train)
    try {
      const memory = (settings.microBatchSize ?? null) === null ? fitIntoMemory(trainer, limits) : null
      return new TrainingSession(trainer, images, judging, memory)
    } catch (error) {
      trainer.dispose()
      throw error
    }
  }

  /** Goes on from `state`. Throws one sentence where it was made on other images. */
  static resume(state: EncodedState, judging: HeldOutInput, images: SessionImages): TrainingSession {
    return new TrainingSession(Trainer.resume(decodeState(state), images.train), images, judging, null)
  }

  get started(): TrainingStarted {
    const { stepsTaken: step, steps, microBatchSize } = this.trainer
    const { train, heldOut, heldOutFrom, shortage } = this.images
    return {
      step,
      steps,
      train: train.count,
      heldOut: heldOut.count,
      heldOutFrom,
      shortage,
      classes: this.trainer.manifest.classes,
      images: this.mapImages(),
      microBatchSize,
      memory: this.memory,
    }
  }

  /**
   * Throws JobCancelled when `control` says so between two steps or two micro-batches: the step that is under way is
   * then not taken, and those before it are told with the next slice.
   */
  async step({ most, withinMs }: StepsInput, control: JobControl = UNCONTROLLED): Promise<StepsTaken> {
    const until = performance.now() + withinMs
    const { trainer } = this
    let divergence: Divergence | null = null
    for (let taken = 0; taken < most && trainer.stepsTaken < trainer.steps; taken++) {
      if (taken > 0 && performance.now() >= until) break
      await control.checkpoint(trainer.stepsTaken, trainer.steps)
      const outcome = await trainer.step(control)
      if (outcome.status === 'diverged') {
        divergence = outcome.divergence
        break
      }
      this.untold.push(outcome.report)
    }
    return { reports: this.untold.splice(0), divergence }
  }

  /** Judges the moving average on the held-out images; keeps the state, or goes back where accuracy has collapsed. */
  async measure(control: JobControl = UNCONTROLLED): Promise<TrainingMeasure> {
    const { trainer, images } = this
    const step = trainer.stepsTaken
    // First: where accuracy has collapsed, judging takes these weights away.
    const maps = await gradientMaps(trainer.model('average'), images.heldOut, this.mapCount)
    const { figures, each } = await this.measured(control)
    return { step, figures, each, maps, divergence: judgeHeldOut(trainer, rightWithout(figures) / figures.images) }
  }

  /** What `resume` goes on from, to the bit on the same backend. */
  async state(): Promise<EncodedState> {
    return encodeState(await this.trainer.state())
  }

  /** The moving average as a model of its own, with what was measured of it. */
  async files(named: TrainedName): Promise<TrainedFiles> {
    const { trainer, images, judging } = this
    const measure = await this.measured()
    const gradients = await heldOutGradients(trainer.model('average'), images.heldOut, this.judgeBatch)
    const figures = trainedFigures({
      ...{ measure, gradients, attack: judging.attack },
      heldOutFrom: images.heldOutFrom,
    })
    const { settings } = await trainer.state()
    return trainedFiles(trainer.manifest, await trainer.weights('average'), {
      ...named,
      settings,
      step: trainer.stepsTaken,
      images: images.train.count,
      figures,
    })
  }

  /** One of the held-out images, by its place among them. Throws RangeError for another. */
  heldOutImage(index: number): HeldOutImage {
    const { height, width, count, pixels, labels } = this.images.heldOut
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      throw new RangeError(
        `The image ${index} is asked for, where ${count} ${byCount(count, 'is', 'are')} held out; choose one of them.`,
      )
    }
    const size = height * width * 3
    const label = this.trainer.manifest.classes[labels[index] as number] as string
    return { height, width, pixels: pixels.slice(index * size, (index + 1) * size), label }
  }

  dispose(): void {
    this.trainer.dispose()
  }

  private get judgeBatch(): number {
    const { microBatchSize, batchSize } = this.trainer
    return microBatchSize < batchSize ? microBatchSize : JUDGE_BATCH
  }

  /** The moving average on the held-out images; measured once at each step. */
  private async measured(control: JobControl = UNCONTROLLED): Promise<HeldOutMeasure> {
    const { trainer, images, judging } = this
    const step = trainer.stepsTaken
    if (this.last?.step === step) return this.last.measure
    const pgd = { ...judging.attack, batchSize: this.judgeBatch, seed: JUDGE_SEED }
    const measure = await measureHeldOut(trainer.model('average'), images.heldOut, pgd, control)
    this.last = { step, measure }
    return measure
  }

  private get mapCount(): number {
    return Math.min(this.judging.mapImages, this.images.heldOut.count)
  }

  private mapImages(): MapImage[] {
    const { heldOut } = this.images
    const { height, width, labels } = heldOut
    return Array.from({ length: this.mapCount }, (_, i) => ({
      pixels: pixels01(pixelsOf(heldOut, i, i + 1)),
      height,
      width,
      label: labels[i] as number,
    }))
  }
}

/** Parts the batches as memory asks for. */
function fitIntoMemory(trainer: Trainer, limits: MemoryLimits): BatchMemory | null {
  // One image cannot be parted.
  if (trainer.batchSize < 2) return null
  const footprint = trainer.footprint()
  trainer.microBatchSize = imagesAtOnce(footprint, limits, trainer.batchSize)
  return { bytesPerImage: footprint.bytesPerImage, budgetBytes: limits.budgetBytes }
}
