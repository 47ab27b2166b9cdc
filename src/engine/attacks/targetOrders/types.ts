import type { Pacing } from '../loop/pacing'
import type { PassCount } from '../loop/passes'
import type { AttackTask } from '../loop/task'

/** What an order may look at. */
export interface OrderedTask {
  readonly task: AttackTask
  /** (N) The logits of every clean image. */
  readonly cleanLogits: readonly Float32Array[]
  /** The most images that are shown to the model at once. */
  readonly batchSize: number
  readonly pacing: Pacing
}

/** In which order an attack aims at the wrong classes, one after another. */
export interface TargetOrder {
  /**
   * The wrong classes of each of the images `members`, the first to be aimed at first. An image needs no more classes
   * than the attack aims at.
   *
   * @param passes per image of the task: what the order costs is added
   */
  readonly order: (
    asked: OrderedTask,
    members: readonly number[],
    passes: readonly PassCount[],
  ) => Promise<readonly (readonly number[])[]>
}
