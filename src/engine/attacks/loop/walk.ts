/** @file One run of an attack on one batch, step by step. */
import { isZeroGradient } from '../../gradients/zeroGradient'
import * as tf from '../../tf'
import type { AttackRun, Batch, RunState } from '../types'
import { disposeBatch, keepRows, rowsFor, tensorsOf } from './batch'
import type { Pacing } from './pacing'
import { addPasses, noPasses, type PassCount } from './passes'
import { isFooled } from './steps'

/** How a run ended for one image. */
export interface Ending {
  readonly fooled: boolean
  /** (height, width, 3) */
  readonly attacked: Float32Array
  readonly logits: Float32Array
  readonly value: number
  /** What the run maximises, at `attacked`: not always the last of `losses`, which are of its iterates. */
  readonly loss: number
  /** Of the run, before its first step and after each. */
  readonly losses: readonly number[]
  /** Whether the run followed a gradient that was zero everywhere in the end, so that it could not move. */
  readonly zeroGradient: boolean
  /**
   * Whether an iterate fooled the model, at whatever step. Always known, but of runs that stop at such an image the same
   * as `fooled`.
   */
  readonly fooledOnTheWay: boolean
  /** Steps that were made. */
  readonly steps: number
  /** Of the model, on this image. */
  readonly passes: PassCount
}

/**
 * Steps after which the run looks at its images, in one read from the GPU.
 * Numbers of steps, not times, so that a run ends the same wherever it is made;
 * the first are close together, since images that are fooled mostly are at once.
 */
const FIRST_CHECKS: readonly number[] = [4, 10]
const STEPS_BETWEEN_CHECKS = 20

const isCheck = (step: number, steps: number) =>
  step === steps || FIRST_CHECKS.includes(step) || (step > 0 && step % STEPS_BETWEEN_CHECKS === 0)

/**
 * Walks with the first `count` rows of `batch`, and disposes of it.
 *
 * @param stopWhenFooled images end where they are fooled, if the run says that this is final
 * @returns an ending an image, in the order of rows
 */
export async function walk(
  run: AttackRun,
  batchOfAll: Batch,
  count: number,
  stopWhenFooled: boolean,
  pacing: Pacing,
): Promise<Ending[]> {
  const walker = new Walker(run, batchOfAll, count, stopWhenFooled && run.fooledIsFinal, pacing)
  try {
    return await walker.walk()
  } finally {
    walker.dispose()
  }
}

/** What a check reads of each row. */
interface RowSigns {
  readonly fooled: readonly boolean[]
  readonly zeroGradient: readonly boolean[]
}

class Walker {
  private state: RunState | null = null
  /** The image in each row; rows after these are padding. */
  private images: number[]
  private readonly losses: number[][]
  private readonly endings: (Ending | undefined)[]
  private unreadLosses: tf.Tensor1D[] = []
  /** Which rows an iterate has fooled so far: 1, else 0 (rows). */
  private fooledSoFar: tf.Tensor1D | null = null
  private readonly fooledOnTheWay: boolean[]
  private readonly passes: PassCount[]

  constructor(
    private readonly run: AttackRun,
    private batch: Batch,
    count: number,
    private readonly dropsFooled: boolean,
    private readonly pacing: Pacing,
  ) {
    this.images = Array.from({ length: count }, (_, image) => image)
    this.losses = this.images.map(() => [])
    this.fooledOnTheWay = this.images.map(() => false)
    this.passes = this.images.map(noPasses)
    this.endings = this.images.map(() => undefined)
  }

  async walk(): Promise<Ending[]> {
    const { steps } = this.run
    await this.pacing.report()
    this.advance(tf.tidy(() => this.run.start(this.batch)))
    if (steps === 0) this.pacing.advance(this.images.length)
    for (let step = 0; step <= steps; step++) {
      if (step > 0) {
        const state = this.state as RunState
        this.advance(tf.tidy(() => this.run.step(state, this.batch, step - 1)))
        this.pacing.advance(this.going().length)
        await this.pacing.afterStep((this.state as RunState).loss)
      }
      if (isCheck(step, steps)) await this.check(step)
      if (this.going().length === 0) break
    }
    return this.endings as Ending[]
  }

  dispose(): void {
    disposeBatch(this.batch)
    if (this.state !== null) tf.dispose(Object.values(this.state))
    tf.dispose(this.unreadLosses)
    this.fooledSoFar?.dispose()
  }

  /** The images that have no ending yet. */
  private going(): number[] {
    return this.images.filter((image) => this.endings[image] === undefined)
  }

  private advance(next: RunState): void {
    const kept = new Set<tf.Tensor>([...Object.values(next), ...tensorsOf(this.batch)])
    if (this.state !== null) tf.dispose(Object.values(this.state).filter((tensor) => !kept.has(tensor)))
    this.state = next
    this.unreadLosses.push(tf.clone(next.loss))
    // A run that keeps what fools shows it at its end anyway.
    if (!this.run.fooledIsFinal) this.rememberFooled(next)
    const { passes } = this.batch
    for (const image of this.going()) addPasses(this.passes[image] as PassCount, passes)
    Object.assign(passes, noPasses())
  }

  private rememberFooled({ logits }: RunState): void {
    const before = this.fooledSoFar
    this.fooledSoFar = tf.tidy(() => {
      const fooled = tf.cast(isFooled(this.batch, logits), 'float32')
      return before === null ? fooled : tf.maximum(before, fooled)
    })
    before?.dispose()
  }

  private async check(step: number): Promise<void> {
    const signs = await this.readLosses()
    const isLast = step === this.run.steps
    const ends = (row: number) => isLast || (this.dropsFooled && signs.fooled[row] === true)
    const ended = this.images.flatMap((image, row) => (this.endings[image] === undefined && ends(row) ? [row] : []))
    if (ended.length === 0) return
    await this.readEndings(ended, signs, step)
    this.pacing.advance(isLast ? 0 : ended.length * (this.run.steps - step))
    if (!isLast) this.drop()
  }

  /** Of all steps since the last check; and which rows are fooled or stand still, in the same read. */
  private async readLosses(): Promise<RowSigns> {
    const { logits, gradient = null } = this.state as RunState
    const rows = logits.shape[0]
    const all = tf.tidy(() => {
      const fooled = isFooled(this.batch, logits)
      const zeroGradient = gradient === null ? tf.zerosLike(fooled) : isZeroGradient(gradient as tf.Tensor4D)
      const signs = [fooled, zeroGradient, this.fooledSoFar ?? fooled].map((sign) => tf.cast(sign, 'float32'))
      return tf.stack([...this.unreadLosses, ...signs])
    })
    const values = await readAndDispose(all)
    this.pacing.caughtUp()
    const stepCount = this.unreadLosses.length
    for (const [row, image] of this.images.entries()) {
      if (this.endings[image] !== undefined) continue
      for (let step = 0; step < stepCount; step++) this.losses[image]?.push(values[step * rows + row] as number)
    }
    tf.dispose(this.unreadLosses)
    this.unreadLosses = []
    const signs = (place: number) => this.images.map((_, row) => values[place * rows + row] === 1)
    const [fooled, zeroGradient, fooledOnTheWay] = [signs(stepCount), signs(stepCount + 1), signs(stepCount + 2)]
    for (const [row, image] of this.images.entries()) this.fooledOnTheWay[image] = fooledOnTheWay[row] as boolean
    return { fooled, zeroGradient }
  }

  private async readEndings(ended: readonly number[], signs: RowSigns, step: number): Promise<void> {
    const { attacked, logits, value } = this.state as RunState
    const rows = logits.shape[0]
    const [pixelCount, classCount] = [attacked.size / rows, logits.shape[1]]
    const all = tf.tidy(() =>
      tf.concat(
        [
          tf.reshape(attacked, [rows, -1]),
          logits,
          tf.stack([value, this.run.loss.values(logits, this.batch.labels, this.batch.targets)], 1),
        ] as tf.Tensor2D[],
        1,
      ),
    )
    const values = await readAndDispose(all)
    for (const row of ended) {
      const image = this.images[row] as number
      const from = row * (pixelCount + classCount + 2)
      this.endings[image] = {
        fooled: signs.fooled[row] as boolean,
        zeroGradient: signs.zeroGradient[row] as boolean,
        attacked: values.slice(from, from + pixelCount),
        logits: values.slice(from + pixelCount, from + pixelCount + classCount),
        value: values[from + pixelCount + classCount] as number,
        loss: values[from + pixelCount + classCount + 1] as number,
        losses: this.losses[image] as number[],
        fooledOnTheWay: this.fooledOnTheWay[image] as boolean,
        passes: this.passes[image] as PassCount,
        steps: step,
      }
    }
  }

  /** Goes on with fewer rows, where that is worth it. */
  private drop(): void {
    const going = this.images.flatMap((image, row) => (this.endings[image] === undefined ? [row] : []))
    const state = this.state as RunState
    const rows = rowsFor(going.length, state.logits.shape[0])
    if (going.length === 0 || rows === state.logits.shape[0]) return
    const kept = keepRows(this.batch, state, going, rows)
    this.batch = kept.batch
    this.state = kept.state
    this.images = going.map((row) => this.images[row] as number)
  }
}

async function readAndDispose(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return (await tensor.data()) as Float32Array
  } finally {
    tensor.dispose()
  }
}
