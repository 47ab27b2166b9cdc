/** @file The one training run that the worker holds. */
import type { Manifest } from '../engine/checkpoints/manifest'
import type { Classifier } from '../engine/classifier'
import type { JobControl } from '../engine/jobControl'
import { type SessionPictures, TrainingSession } from '../engine/training/session'
import type { TrainedName } from '../engine/training/trainedFiles'
import { decodeState, type EncodedState } from '../engine/training/trainingState'
import type {
  HeldBackPicture,
  ResumeTrainingInput,
  StartTrainingInput,
  StepsInput,
  StepsTaken,
  TrainedFiles,
  TrainingMeasure,
  TrainingPicturesInput,
  TrainingStarted,
} from '../engine/training/types'

type ReadPictures = (manifest: Manifest, input: TrainingPicturesInput, control: JobControl) => Promise<SessionPictures>

export class Training {
  private session: TrainingSession | null = null

  constructor(
    private readonly classifierOf: (modelId: string) => Classifier,
    private readonly readPictures: ReadPictures,
  ) {}

  /** In place of the run before. */
  async start(input: StartTrainingInput, control: JobControl): Promise<TrainingStarted> {
    const { manifest } = this.classifierOf(input.modelId)
    const pictures = await this.readPictures(manifest, input.pictures, control)
    // Asked for again: reading took its time.
    return this.hold(await TrainingSession.start(this.classifierOf(input.modelId), input, pictures))
  }

  async resume({ state, pictures, ...judging }: ResumeTrainingInput, control: JobControl): Promise<TrainingStarted> {
    const read = await this.readPictures(decodeState(state).manifest, pictures, control)
    return this.hold(TrainingSession.resume(state, judging, read))
  }

  step(input: StepsInput, control: JobControl): Promise<StepsTaken> {
    return this.held().step(input, control)
  }

  measure(control: JobControl): Promise<TrainingMeasure> {
    return this.held().measure(control)
  }

  state(): Promise<EncodedState> {
    return this.held().state()
  }

  files(named: TrainedName): Promise<TrainedFiles> {
    return this.held().files(named)
  }

  heldBackPicture(index: number): HeldBackPicture {
    return this.held().heldBackPicture(index)
  }

  /** Frees all that the run holds. */
  end(): void {
    this.session?.dispose()
    this.session = null
  }

  private hold(session: TrainingSession): TrainingStarted {
    this.end()
    this.session = session
    return session.started
  }

  private held(): TrainingSession {
    if (this.session === null) throw new Error('No training is under way; start one, or resume the one before.')
    return this.session
  }
}
