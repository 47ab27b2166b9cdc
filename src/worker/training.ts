/** @file The worker's only training run. */
import { readArchitecture } from '../engine/architectures/registry'
import type { Manifest } from '../engine/checkpoints/manifest'
import type { Classifier } from '../engine/classifier'
import { loadTrainingExecutor } from '../engine/fused/executors'
import type { JobControl } from '../engine/jobControl'
import { type SessionImages, TrainingSession } from '../engine/training/session'
import type { TrainedName } from '../engine/training/trainedFiles'
import { decodeState, type EncodedState } from '../engine/training/trainingState'
import type {
  HeldOutImage,
  ResumeTrainingInput,
  StartTrainingInput,
  StepsInput,
  StepsTaken,
  TrainedFiles,
  TrainingImagesInput,
  TrainingMeasure,
  TrainingStarted,
} from '../engine/training/types'

type ReadImages = (manifest: Manifest, input: TrainingImagesInput, control: JobControl) => Promise<SessionImages>

export class Training {
  private session: TrainingSession | null = null

  constructor(
    private readonly classifierOf: (modelId: string) => Classifier,
    private readonly readImages: ReadImages,
  ) {}

  /** Replaces the previous run. */
  async start(input: StartTrainingInput, control: JobControl): Promise<TrainingStarted> {
    const { manifest } = this.classifierOf(input.modelId)
    await loadTrainingExecutor()
    const images = await this.readImages(manifest, input.images, control)
    // Looked up again, because reading took time.
    return this.hold(await TrainingSession.start(this.classifierOf(input.modelId), input, images))
  }

  async resume({ state, images, ...judging }: ResumeTrainingInput, control: JobControl): Promise<TrainingStarted> {
    const { manifest } = decodeState(state)
    await readArchitecture(manifest.architecture)
    await loadTrainingExecutor()
    const read = await this.readImages(manifest, images, control)
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

  heldOutImage(index: number): HeldOutImage {
    return this.held().heldOutImage(index)
  }

  /** Frees the run. */
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
    if (this.session === null) throw new Error('No training is in progress; start one, or resume the last one.')
    return this.session
  }
}
