/** @file The one loop of all attacks: run after run, batch after batch, the worst case of every image kept. */
import type { JobControl } from '../../jobControl'
import type { AttackRun } from '../types'
import { type AttackTask, createBatch, rowsFor } from './batch'
import { cleanResult, readCleanLogits, targetsOfRank } from './clean'
import type { ImageResult } from './imageResult'
import { Pacing } from './pacing'
import { type Ending, walk } from './walk'

export interface LoopOptions {
  /**
   * True for an evaluation: each run is made only on the images that still hold, and on each only until it has
   * fallen; images that the model gets wrong without an attack have fallen before the first run. False makes
   * every step of every run.
   */
  readonly stopWhenFallen: boolean
  /** The most images that are attacked at once. */
  readonly batchSize: number
}

/**
 * Makes the runs on the images of the task. Throws JobCancelled when `control` says so, and leaves no tensor
 * behind either way.
 *
 * @returns a result an image, in the task's order
 */
export async function runAttack(
  task: AttackTask,
  runs: readonly AttackRun[],
  { stopWhenFallen, batchSize }: LoopOptions,
  control: JobControl,
): Promise<ImageResult[]> {
  const worst: (ImageResult | undefined)[] = Array.from(task.labels, () => undefined)
  const stepsOf = (run: AttackRun) => Math.max(run.steps, 1)
  let stepsLeft = runs.reduce((steps, run) => steps + stepsOf(run), 0)
  const pacing = new Pacing(control, worst.length * stepsLeft)
  await pacing.report()

  // What is wrong without an attack must be told from what the attack fools.
  const cleanLogits = await readCleanLogits(task, batchSize, pacing)
  if (stopWhenFallen) {
    for (const [image, logits] of cleanLogits.entries()) {
      const result = cleanResult(task, image, logits)
      worst[image] = result
      if (result.fallen) pacing.advance(stepsLeft)
    }
  }

  for (const [runIndex, run] of runs.entries()) {
    stepsLeft -= stepsOf(run)
    const { targetRank } = run
    const targets = task.targets ?? (targetRank === null ? null : targetsOfRank(cleanLogits, task.labels, targetRank))
    const climbed = run.loss.describe(targets !== null, task.classifier.manifest.classes.length)
    const standing = [...worst.keys()].filter((image) => !(stopWhenFallen && worst[image]?.fallen))
    for (let from = 0; from < standing.length; from += batchSize) {
      const members = standing.slice(from, from + batchSize)
      const batch = createBatch(task, members, rowsFor(members.length, batchSize), runIndex, targets)
      const endings = await walk(run, batch, members.length, stopWhenFallen, pacing)
      for (const [i, ending] of endings.entries()) {
        const image = members[i] as number
        worst[image] = worseOf(worst[image], ending, {
          run: run.name,
          climbed,
          minimisesNorm: run.minimisesNorm ?? false,
          cleanLogits: cleanLogits[image] as Float32Array,
        })
        if (stopWhenFallen && ending.fallen) pacing.advance(stepsLeft)
      }
    }
  }
  return worst as ImageResult[]
}

/** What has fallen is worse than what holds, then the larger value; anything is worse than the clean image. */
function worseOf(
  before: ImageResult | undefined,
  { steps, ...ending }: Ending,
  of: Pick<ImageResult, 'run' | 'climbed' | 'minimisesNorm' | 'cleanLogits'>,
): ImageResult {
  const iterations = (before?.iterations ?? 0) + steps
  const isFirst = before === undefined || before.run === null
  const zeroGradient = ending.zeroGradient && (isFirst || before.zeroGradient)
  const isWorse = isFirst || (ending.fallen === before.fallen ? ending.value > before.value : ending.fallen)
  return { ...(isWorse ? { ...ending, ...of } : before), iterations, zeroGradient }
}
