/**
 * @file What an attack is. Adding one is one file, that exports an `Attack`,
 * and one line in the registry; the shared loop (loop.ts) does the rest:
 * batches, seeds, progress, cancelling, reading from the GPU, dropping the
 * images that are fooled, and keeping the worst case of every image.
 *
 * An attack is a list of runs. A run is one walk of a fixed number of steps,
 * such as one restart of PGD, or APGD towards one class. An ensemble, such as
 * AutoAttack, is the runs of its members, one after another.
 */
import type { z } from 'zod'
import type { Eps01 } from '../../units'
import type { Classifier } from '../classifier'
import type { Rng } from '../random'
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '../tf'
import type { Goal } from './goal'
import type { Ball } from './loop/ball'
import type { PassCount } from './loop/passes'
import type { AttackLoss } from './losses/types'
import type { Norm, NormId } from './norms/types'
import type { AttackInPython } from './python/types'
import type { TargetOrder } from './targetOrders/types'

export type { Goal } from './goal'

/** What every attack is set by, beside its own fields (defineAttack.ts). */
export interface CommonSettings {
  readonly norm: NormId
  /** The largest size of a perturbation, in the norm, of pixels in [0, 1]. May be 0. */
  readonly epsilon: Eps01
  /** All randomness comes from it, the image's index and the run's, on every backend alike. */
  readonly seed: number
}

/** The images of one batch of one run. The first dimension of every tensor is the image. */
export interface Batch {
  readonly classifier: Classifier
  readonly norm: Norm
  readonly goal: Goal
  /** The clean images and what is allowed around them. */
  readonly ball: Ball
  /** (N) int32: the true classes. */
  readonly labels: Tensor1D
  /**
   * (N) int32: the classes that the loss may steer to. The goal's own in a
   * targeted attack, those of the run's `targetRank` in an untargeted one that
   * has it, else null.
   */
  readonly targets: Tensor1D | null
  /** (N, height, width, 3): where to start instead of at random, or null. Already inside of the ball. */
  readonly starts: Tensor4D | null
  /** One generator an image, seeded for this run: use drawImages and its like (random.ts), in the order of images. */
  readonly random: readonly Rng[]
  /** Of the model for each image so far; `measure` and `lossAt` (steps.ts) count. */
  readonly passes: PassCount
}

/**
 * All that a run remembers between steps, as tensors whose first dimension is
 * the image, so that the loop can drop images, and can dispose of it. An
 * attack adds what it needs; what depends on the step alone it computes from
 * the step's number.
 */
export type RunState = {
  /** What the run would hand over now (N, height, width, 3): inside of the ball, at every moment. */
  readonly attacked: Tensor4D
  /** Of `attacked` (N, classes). The loop tells from these whether an image is fooled. */
  readonly logits: Tensor2D
  /** (N) How bad `attacked` is, larger being worse; decides between the runs of an image that are both held or both fooled. */
  readonly value: Tensor1D
  /** (N) What the run maximises, at the newest iterate; the loop records it. */
  readonly loss: Tensor1D
  /**
   * A run that follows a gradient keeps the newest it has followed, or follows next, as `gradient` (N, height, width,
   * 3): where that is zero, the loop knows that the run stands still.
   */
  readonly [name: string]: Tensor
}

/**
 * One walk. Both functions run inside of tf.tidy, read nothing, and await
 * nothing. They may return tensors of the state before as they are; the loop
 * disposes of the rest. Nothing may be remembered elsewhere, since the loop
 * may give the next step fewer images, in fewer rows.
 */
export interface AttackRun<State extends RunState = RunState> {
  /** For people: what fooled an image, such as "APGD-T, class 3". */
  readonly name: string
  /** What it maximises. */
  readonly loss: Pick<AttackLoss, 'describe' | 'values'>
  /** Whether it looks for the smallest perturbation, so that epsilon only bounds what it finds. */
  readonly minimisesNorm?: boolean
  /** How often `step` is called; 0 for an attack without steps. */
  readonly steps: number
  /** 1 steers to the first wrong class of `targetOrder`, 2 to the next, and so on; null to none. */
  readonly targetRank: number | null
  /** In which order wrong classes come; missing: the likeliest of the clean image first. Runs share it if they are to share its cost. */
  readonly targetOrder?: TargetOrder
  /**
   * Whether an image that is fooled in `attacked` stays fooled to the end of the
   * run. If so, it need not be attacked further. False where the last iterate counts.
   */
  readonly fooledIsFinal: boolean
  start(batch: Batch): State
  /** @param step from 0 to steps - 1 */
  step(state: State, batch: Batch, step: number): State
}

/** What an attack may want to know before it plans its runs. */
export interface TaskFacts {
  readonly classCount: number
  readonly goal: Goal
}

export interface Attack<Settings extends CommonSettings> {
  /** For people, as the field writes it. */
  readonly name: string
  readonly norms: readonly NormId[]
  readonly goals: readonly Goal[]
  /** Its own settings and the seed, with their words; the norm and epsilon are every attack's. */
  readonly settings: z.ZodType<object>
  /** Whether it is quick enough to be made again while a slider moves. */
  readonly isLive: boolean
  /** The usual settings; where a paper gives them, exactly those. */
  readonly defaults: (norm: NormId, epsilon: Eps01) => Settings
  /** What differs from these where the smallest epsilon is searched for. */
  readonly usualInSearch: Partial<Settings>
  /** What is wrong with its own settings, in one sentence, or null. The norm and epsilon are checked by `findProblem` (validation.ts). */
  readonly problem: (settings: Settings, facts: TaskFacts) => string | null
  /** Its lines of Python with a public package; null where none has it with these settings. */
  readonly inPython: (settings: Settings, facts: TaskFacts) => AttackInPython | null
  /** The runs, in order. Each is made on the images that all runs before it left robust. */
  readonly runs: (settings: Settings, facts: TaskFacts) => readonly AttackRun[]
}

export type SettingsOf<Kind> = Kind extends Attack<infer Settings> ? Settings : never
