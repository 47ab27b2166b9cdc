/** @file A training run as the page drives it: in slices of steps, with measurements in between, and its files at the end. */
import { pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { type JobControl, UNCONTROLLED } from '../jobControl'
import { gradientMaps } from './gradientMaps'
import { type HeldBackFigures, heldBackFigures } from './heldBack'
import { type PictureSet, pixelsOf } from './pictureSet'
import { judge } from './run'
import { type TrainedName, trainedFiles } from './trainedFiles'
import { type StepReport, Trainer } from './trainer'
import { decodeState, type EncodedState, encodeState, toPlain } from './trainingState'
import type {
  JudgeInput,
  MapPicture,
  StartTrainingInput,
  StepsInput,
  StepsTaken,
  TrainedFiles,
  TrainingMeasure,
  TrainingStarted,
} from './types'

/** What a run is made on; no picture is in both. */
export interface SessionPictures {
  readonly train: PictureSet
  readonly heldBack: PictureSet
  /** Where the held-back ones come from, for people. */
  readonly heldBackFrom: string
}

/** Held-back pictures that go through the model at once. */
const JUDGE_BATCH = 50
/** The judging attack starts at the same places every time. */
const JUDGE_SEED = 0

/** Owns its tensors until it is disposed of. One call at a time. */
export class TrainingSession {
  private constructor(
    private readonly trainer: Trainer,
    private readonly pictures: SessionPictures,
    private readonly judging: JudgeInput,
  ) {}

  /** Begins with a model's weights. Throws one sentence where model, settings and pictures do not go together. */
  static async start(
    { manifest, parameters }: Classifier,
    { settings, ...judging }: Pick<StartTrainingInput, 'settings'> & JudgeInput,
    pictures: SessionPictures,
  ): Promise<TrainingSession> {
    const weights = await toPlain(parameters)
    return new TrainingSession(Trainer.start({ manifest, weights }, settings, pictures.train), pictures, judging)
  }

  /** Goes on from `state`. Throws one sentence where it was made on other pictures. */
  static resume(state: EncodedState, judging: JudgeInput, pictures: SessionPictures): TrainingSession {
    return new TrainingSession(Trainer.resume(decodeState(state), pictures.train), pictures, judging)
  }

  get started(): TrainingStarted {
    const { stepsTaken: step, steps } = this.trainer
    const { train, heldBack, heldBackFrom } = this.pictures
    return {
      step,
      steps,
      train: train.count,
      heldBack: heldBack.count,
      heldBackFrom,
      classes: this.trainer.manifest.classes,
      pictures: this.mapPictures(),
    }
  }

  /** Throws JobCancelled when `control` says so; the step that is under way is then not taken. */
  async step({ most, withinMs }: StepsInput, control: JobControl = UNCONTROLLED): Promise<StepsTaken> {
    const reports: StepReport[] = []
    const until = performance.now() + withinMs
    const { trainer } = this
    while (reports.length < most && trainer.stepsTaken < trainer.steps) {
      const outcome = await trainer.step(control)
      if (outcome.status === 'diverged') return { reports, divergence: outcome.divergence }
      reports.push(outcome.report)
      if (performance.now() >= until) break
    }
    return { reports, divergence: null }
  }

  /** Judges the moving average on the held-back pictures; keeps the state, or goes back where accuracy has collapsed. */
  async measure(control: JobControl = UNCONTROLLED): Promise<TrainingMeasure> {
    const { trainer, pictures, judging } = this
    const step = trainer.stepsTaken
    // First: where accuracy has collapsed, judging takes these weights away.
    const maps = await gradientMaps(trainer.model('average'), pictures.heldBack, this.mapCount)
    const pgd = { ...judging.attack, batchSize: JUDGE_BATCH, seed: JUDGE_SEED }
    const measured: HeldBackFigures[] = []
    const divergence = await judge(trainer, {
      async evaluate(model) {
        const figures = await heldBackFigures(model, pictures.heldBack, pgd, control)
        measured.push(figures)
        return { accuracy: figures.correct / figures.pictures }
      },
    })
    return { step, figures: measured[0] as HeldBackFigures, maps, divergence }
  }

  /** What `resume` goes on from, to the bit on the same backend. */
  async state(): Promise<EncodedState> {
    return encodeState(await this.trainer.state())
  }

  /** The moving average as a model of its own. */
  async files(named: TrainedName): Promise<TrainedFiles> {
    const { trainer, pictures } = this
    const { settings } = await trainer.state()
    return trainedFiles(trainer.manifest, await trainer.weights('average'), {
      ...named,
      settings,
      step: trainer.stepsTaken,
      pictures: pictures.train.count,
    })
  }

  dispose(): void {
    this.trainer.dispose()
  }

  private get mapCount(): number {
    return Math.min(this.judging.mapPictures, this.pictures.heldBack.count)
  }

  private mapPictures(): MapPicture[] {
    const { heldBack } = this.pictures
    const { height, width, labels } = heldBack
    return Array.from({ length: this.mapCount }, (_, i) => ({
      pixels: pixels01(pixelsOf(heldBack, i, i + 1)),
      height,
      width,
      label: labels[i] as number,
    }))
  }
}
