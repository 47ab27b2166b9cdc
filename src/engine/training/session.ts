/** @file A training run for the page: slices of steps with measurements in between, and the files of its model. */
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

/** The images of a run; none is in both sets. */
export interface SessionImages {
  readonly train: TrainingImages
  readonly heldOut: TrainingImages
  /** The source of the held-out ones, in words. */
  readonly heldOutFrom: string
  /** What was requested and is missing, in one sentence, or null. */
  readonly shortage: string | null
}

/** Held-out images that go through the model at once, or the micro-batch size if that is smaller. */
const JUDGE_BATCH = 50
/** The judging attack starts at the same places every time. */
const JUDGE_SEED = 0

/** Owns its tensors until it is disposed of. One call at a time. */
export class TrainingSession {
  /** Reports of steps taken in a cancelled slice. */
  private readonly untold: StepReport[] = []
  private last: { readonly step: number; readonly measure: HeldOutMeasure } | null = null

  private constructor(
    private readonly trainer: Trainer,
    private readonly images: SessionImages,
    private readonly judging: HeldOutInput,
    private readonly memory: BatchMemory | null,
  ) {}

  /**
   * Begins with a model's weights. Unless the settings give the micro-batch size, it is as large as fits into memory;
   * the run keeps it when resumed anywhere. Throws one sentence if model, settings and images do not fit together.
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

  /** Resumes from `state`. Throws one sentence if it belongs to other images. */
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
   * Throws JobCancelled when `control` says so between two steps or two micro-batches: the present step is then not
   * taken, and those before it are reported with the next slice.
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

  /** Judges the moving average on the held-out images; keeps the state, or rolls back if accuracy has collapsed. */
  async measure(control: JobControl = UNCONTROLLED): Promise<TrainingMeasure> {
    const { trainer, images } = this
    const step = trainer.stepsTaken
    // First, as judging discards these weights if accuracy has collapsed.
    const maps = await gradientMaps(trainer.model('average'), images.heldOut, this.mapCount)
    const { figures, each } = await this.measured(control)
    return { step, figures, each, maps, divergence: judgeHeldOut(trainer, rightWithout(figures) / figures.images) }
  }

  /** The state for `resume`, which continues bit for bit on the same backend. */
  async state(): Promise<EncodedState> {
    return encodeState(await this.trainer.state())
  }

  /** The moving average as a separate model, with its measurements. */
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

  /** One of the held-out images, by index. Throws RangeError for any other. */
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

/** Splits the batches as memory requires. */
function fitIntoMemory(trainer: Trainer, limits: MemoryLimits): BatchMemory | null {
  // A single image cannot be split.
  if (trainer.batchSize < 2) return null
  const footprint = trainer.footprint()
  trainer.microBatchSize = imagesAtOnce(footprint, limits, trainer.batchSize)
  return { bytesPerImage: footprint.bytesPerImage, budgetBytes: limits.budgetBytes }
}
