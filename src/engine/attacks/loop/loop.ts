/** @file The one loop of all attacks: run after run, batch after batch, the worst case of every image kept. */
import type { JobControl } from '../../jobControl'
import type { AttackRun } from '../types'
import { type AttackTask, createBatch, rowsFor } from './batch'
import { cleanResult, readCleanLogits } from './clean'
import type { ImageResult } from './imageResult'
import { Pacing } from './pacing'
import { addPasses, type PassCount } from './passes'
import { Targets } from './targets'
import { type Ending, walk } from './walk'

export interface LoopOptions {
  /**
   * True for an evaluation: each run is made only on the images that still hold, and on each only until it has
   * fooled; images that the model gets wrong without an attack are fooled before the first run. False makes
   * every step of every run.
   */
  readonly stopWhenFooled: boolean
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
  { stopWhenFooled, batchSize }: LoopOptions,
  control: JobControl,
): Promise<ImageResult[]> {
  const worst: (ImageResult | undefined)[] = Array.from(task.labels, () => undefined)
  const stepsOf = (run: AttackRun) => Math.max(run.steps, 1)
  let stepsLeft = runs.reduce((steps, run) => steps + stepsOf(run), 0)
  const pacing = new Pacing(control, worst.length * stepsLeft)
  await pacing.report()

  // What is wrong without an attack must be told from what the attack fools.
  const cleanLogits = await readCleanLogits(task, batchSize, pacing)
  const passes = worst.map((): PassCount => ({ forward: 1, backward: 0 }))
  const aims = new Targets({ task, cleanLogits, batchSize, pacing }, passes)
  if (stopWhenFooled) {
    for (const [image, logits] of cleanLogits.entries()) {
      const result = cleanResult(task, image, logits)
      worst[image] = result
      if (result.fooled) pacing.advance(stepsLeft)
    }
  }

  for (const [runIndex, run] of runs.entries()) {
    stepsLeft -= stepsOf(run)
    const remaining = [...worst.keys()].filter((image) => !(stopWhenFooled && worst[image]?.fooled))
    const targets = await aims.of(run, remaining)
    const maximised = run.loss.describe(targets !== null, task.classifier.manifest.classes.length)
    for (let from = 0; from < remaining.length; from += batchSize) {
      const members = remaining.slice(from, from + batchSize)
      const batch = createBatch(task, members, rowsFor(members.length, batchSize), runIndex, targets)
      const endings = await walk(run, batch, members.length, stopWhenFooled, pacing)
      for (const [i, ending] of endings.entries()) {
        const image = members[i] as number
        addPasses(passes[image] as PassCount, ending.passes)
        worst[image] = worseOf(worst[image], ending, {
          run: run.name,
          maximised,
          minimisesNorm: run.minimisesNorm ?? false,
          cleanLogits: cleanLogits[image] as Float32Array,
        })
        if (stopWhenFooled && ending.fooled) pacing.advance(stepsLeft)
      }
    }
  }
  return worst.map((result, image) => ({ ...(result as ImageResult), passes: passes[image] as PassCount }))
}

/** What is fooled is worse than what holds, then the larger value; anything is worse than the clean image. */
function worseOf(
  before: ImageResult | undefined,
  { steps, ...ending }: Ending,
  of: Pick<ImageResult, 'run' | 'maximised' | 'minimisesNorm' | 'cleanLogits'>,
): ImageResult {
  const iterations = (before?.iterations ?? 0) + steps
  const isFirst = before === undefined || before.run === null
  const zeroGradient = ending.zeroGradient && (isFirst || before.zeroGradient)
  const fooledOnTheWay = ending.fooledOnTheWay || (before?.fooledOnTheWay ?? false)
  const isWorse = isFirst || (ending.fooled === before.fooled ? ending.value > before.value : ending.fooled)
  return { ...(isWorse ? { ...ending, ...of } : before), iterations, zeroGradient, fooledOnTheWay }
}
