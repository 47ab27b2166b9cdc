import type { UntargetedOutcome } from '../../outcomes/outcome'
import type { Eps01 } from '../../units'
import { attackImages } from '../attacks/loop/attackImages'
import { type AttackChoice, findAttack } from '../attacks/registry'
import type { Classifier } from '../classifier'
import type { JobControl } from '../jobControl'
import { perturbationSize } from './perturbationSize'
import { predict } from './predict'
import { pickPixels } from './readImages'
import type { Judgement, LabelledImages } from './types'

interface Judged {
  readonly verdict: UntargetedOutcome
  readonly size: number | null
  readonly fooledBy: string | null
  readonly zeroGradient: boolean
  readonly passes: number
}

const ROBUST: Judged = { verdict: 'robust', size: null, fooledBy: null, zeroGradient: false, passes: 0 }
const WRONG: Judged = { ...ROBUST, verdict: 'wrong', size: 0 }

/**
 * The outcome of an attack on each image, each at its own epsilon. Images that are wrong without it are not attacked.
 *
 * @param labels the model's class indices, one per image
 * @param epsilons one per image
 * @param isRanked counts passes, and has an attack that looks for the nearest image make every run, as any may find it
 */
export async function judgeImages(
  classifier: Classifier,
  images: LabelledImages,
  labels: readonly number[],
  attack: AttackChoice,
  epsilons: readonly Eps01[],
  control: JobControl,
  isRanked = false,
): Promise<Judgement> {
  const judged = new Map<number, Judged>()
  const places = [...labels.keys()]
  const unattacked = places.filter((place) => epsilons[place] === 0)
  const predicted = await predict(classifier, pickPixels(images, unattacked), unattacked.length, control)
  for (const [i, place] of unattacked.entries()) judged.set(place, predicted[i] === labels[place] ? ROBUST : WRONG)

  const attacked = places.filter((place) => epsilons[place] !== 0)
  const pixels = pickPixels(images, attacked)
  const results =
    attacked.length === 0
      ? []
      : await attackImages(
          classifier,
          {
            pixels,
            labels: attacked.map((place) => labels[place] as number),
            epsilons: attacked.map((place) => epsilons[place] as number),
            indices: attacked.map((place) => images.indices[place] as number),
            attack,
            stopWhenFooled: !(isRanked && minimisesNorm(attack, classifier)),
          },
          control,
        )
  const perImage = pixels.length / attacked.length
  for (const [i, result] of results.entries()) {
    const clean = pixels.subarray(i * perImage, (i + 1) * perImage)
    judged.set(attacked[i] as number, judgeOne(result, attack, clean))
  }
  const inOrder = places.map((place) => judged.get(place) as Judged)
  return {
    indices: images.indices,
    verdicts: inOrder.map(({ verdict }) => verdict),
    sizes: inOrder.map(({ size }) => size),
    fooledBy: inOrder.map(({ fooledBy }) => fooledBy),
    zeroGradient: inOrder.map(({ zeroGradient }) => zeroGradient),
    ...(isRanked && { passes: inOrder.map(({ passes }) => passes) }),
  }
}

function minimisesNorm(attack: AttackChoice, { manifest: { classes } }: Classifier): boolean {
  const runs = findAttack(attack).runs(attack.settings, { classCount: classes.length, goal: 'untargeted' })
  return runs.every((run) => run.minimisesNorm === true)
}

type Result = Awaited<ReturnType<typeof attackImages>>[number]

function judgeOne(
  { verdict, attacked, run, zeroGradient, passes: { forward, backward } }: Result,
  { settings }: AttackChoice,
  clean: Float32Array,
): Judged {
  // The first look at the clean image is no part of the attack.
  const passes = forward + backward - 1
  if (verdict === 'robust') return { ...ROBUST, zeroGradient, passes }
  if (verdict === 'wrong') return WRONG
  const size = perturbationSize(settings.norm, clean, attacked)
  return { verdict: 'fooled', size, fooledBy: run, zeroGradient: false, passes }
}
