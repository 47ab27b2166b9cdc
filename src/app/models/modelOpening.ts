/** @file Opens a person's model: reads its file, asks what the file does not say, and checks the model. */
import { CallCancelled, type EngineClient, type Job } from '../../client/engineClient'
import type { ModelReader, ModelReading } from '../../client/modelReader'
import type { Checkpoint } from '../../engine/checkpoints/formats/types'
import { checkpointFrom, proposedAnswers } from '../../engine/checkpoints/found/manifestFrom'
import type { FoundModel, ModelAnswers, ModelOrigin, TakenWeights } from '../../engine/checkpoints/found/types'
import type { PreprocessingCheck } from '../../engine/checkpoints/preprocessing/checkPreprocessing'
import { preprocessingsOf } from '../../engine/checkpoints/preprocessing/registry'
import type { DataFile } from '../../images/datasets/types'
import type { AppStore } from '../../store/appStore'
import { type CheckFrom, type ModelCheck, type ModelOpening, NOT_CHECKED } from '../../store/models/opening'
import { askAgain } from '../askAgain'
import { DataSource } from '../data/dataSource'
import { imagesForCheck } from './imagesForCheck'
import { locate, release } from './modelLocation'

/** What is open now, beyond what the store shows. */
interface Opening {
  readonly reading: ModelReading
  found: FoundModel | null
  /** By set; taken from the file when first needed. */
  taken: Map<number, TakenWeights>
  finish: (checkpoint: Checkpoint) => void
  dismiss: () => void
  checking: Job<PreprocessingCheck> | null
}

export class ModelOpenings {
  private current: Opening | null = null
  readonly data: DataSource

  constructor(
    private readonly store: AppStore,
    private readonly reader: ModelReader,
    private readonly client: () => EngineClient,
  ) {
    this.data = new DataSource(store, client, {
      read: ({ opening }) => (opening?.check ?? NOT_CHECKED).data,
      write: (data) => this.updateCheck(() => ({ data })),
    })
  }

  /**
   * A person's model, once they have answered. Throws one sentence if the files are not one model of a known kind,
   * and CallCancelled if the person dismisses it.
   *
   * @param origin where the files come from, if not from the person
   */
  async read(files: readonly DataFile[], origin?: ModelOrigin): Promise<Checkpoint> {
    this.dismiss()
    const reading = this.reader.open(files, ({ step, steps }) => this.tellProgress(step / Math.max(1, steps)))
    const opening: Opening = { reading, found: null, taken: new Map(), finish() {}, dismiss() {}, checking: null }
    const answered = new Promise<Checkpoint>((resolve, reject) => {
      opening.finish = resolve
      opening.dismiss = () => reject(new CallCancelled())
    })
    // If dismissed while the file is read, the reading reports it.
    answered.catch(() => {})
    this.current = opening
    this.store.setState({ opening: stateOf(files) })
    try {
      const opened = await reading.opened.result
      if (opened.kind === 'whole') return opened.checkpoint
      const found =
        origin === undefined ? opened.found : { ...opened.found, name: nameFrom(origin, opened.found), origin }
      opening.found = found
      // Refuses unknown families of models, with the remedy.
      this.update(() => ({ doing: null, found, answers: proposedAnswers(found) }))
      return await answered
    } finally {
      opening.checking?.cancel()
      reading.close()
      if (this.current === opening) {
        this.data.close()
        this.current = null
        this.store.setState({ opening: null })
      }
    }
  }

  /** Ends the opening; has no effect if there is none. */
  dismiss(): void {
    this.current?.reading.close()
    this.current?.dismiss()
  }

  answer(change: Partial<ModelAnswers>): void {
    this.update(({ answers }) => ({ answers: answers && { ...answers, ...change }, error: null }))
  }

  /** Chooses another of the checkpoint's sets of weights, with its proposed answers; the name and what was published stay. */
  chooseSet(set: number): void {
    this.update(({ found, answers }) => {
      if (found === null || answers === null) return {}
      const { name, claims } = answers
      return { answers: { ...proposedAnswers(found, set), name, claims }, error: null }
    })
  }

  choosePreprocessing(id: string): void {
    const { answers } = this.store.getState().opening ?? {}
    const chosen = answers && preprocessingsOf(answers.channels).find((each) => each.id === id)
    if (chosen) this.answer({ mean: chosen.mean, std: chosen.std, channelOrder: chosen.channelOrder })
  }

  chooseCheckFrom(from: CheckFrom): void {
    this.updateCheck(() => ({ from, error: null }))
  }

  /** Counts how many labelled images the model gets right with each plausible preprocessing. */
  async check(): Promise<void> {
    const opening = this.current
    const { answers, check } = this.store.getState().opening ?? {}
    if (!opening?.found || !answers || !check || check.progress !== null) return
    this.updateCheck(() => ({ progress: 0, error: null }))
    try {
      const checkpoint = await this.checkpoint(opening, answers)
      const location = locate(checkpoint.id, checkpoint)
      const result = await askAgain(this.store, this.client, async (client) => {
        const images = await imagesForCheck(client, this.data, check.from, answers)
        const job = client.call('checkPreprocessing', { location, images }, ({ step, steps }) =>
          this.updateCheck(() => ({ progress: step / Math.max(1, steps) })),
        )
        opening.checking = job
        return job.result
      }).finally(() => release(location))
      this.updateCheck(() => ({ progress: null, result, of: answers }))
    } catch (error) {
      const message = error instanceof CallCancelled ? null : (error as Error).message
      this.updateCheck(() => ({ progress: null, error: message }))
    }
  }

  cancelCheck(): void {
    this.current?.checking?.cancel()
  }

  /** Accepts the answers: `read` resolves to the model, or the store says what is wrong with them. */
  async confirm(): Promise<void> {
    const opening = this.current
    const { answers, doing } = this.store.getState().opening ?? {}
    if (!opening?.found || !answers || doing !== null) return
    this.update(() => ({ doing: 'adding', progress: 0, error: null }))
    try {
      opening.finish(await this.checkpoint(opening, answers))
    } catch (error) {
      if (!(error instanceof CallCancelled)) this.update(() => ({ doing: null, error: (error as Error).message }))
    }
  }

  private async checkpoint({ reading, found, taken }: Opening, answers: ModelAnswers): Promise<Checkpoint> {
    const weights =
      taken.get(answers.set) ??
      (await reading.takeWeights(answers.set, ({ step, steps }) => this.tellProgress(step / Math.max(1, steps))).result)
    // One set at a time, as those of a large checkpoint fill the memory.
    taken.clear()
    taken.set(answers.set, weights)
    return checkpointFrom(found as FoundModel, answers, weights)
  }

  private tellProgress(progress: number): void {
    this.update(() => ({ progress }))
  }

  private update(change: (opening: ModelOpening) => Partial<ModelOpening>): void {
    this.store.setState(({ opening }) => (opening === null ? {} : { opening: { ...opening, ...change(opening) } }))
  }

  private updateCheck(change: (check: ModelCheck) => Partial<ModelCheck>): void {
    this.update(({ check }) => ({ check: { ...check, ...change(check) } }))
  }
}

/** Files of the hub are seldom called after their models, unless there are many. */
const nameFrom = ({ name }: ModelOrigin, found: FoundModel): string =>
  USUAL_NAMES.has(found.name) ? name : `${name} ${found.name}`.slice(0, MAX_NAME_LENGTH)

const USUAL_NAMES: ReadonlySet<string> = new Set(['model', 'pytorch_model', 'timm_model'])
const MAX_NAME_LENGTH = 80

const stateOf = (files: readonly DataFile[]): ModelOpening => ({
  file: files.length === 1 ? (files[0] as DataFile).path.replace(/^.*\//, '') : 'the model',
  doing: 'reading',
  progress: 0,
  found: null,
  answers: null,
  error: null,
  check: NOT_CHECKED,
})
