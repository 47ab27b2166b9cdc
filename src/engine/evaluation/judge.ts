import type { UntargetedOutcome } from '../../outcomes/outcome'
import type { Eps01 } from '../../units'
import { attackPictures } from '../attacks/attackPictures'
import type { AttackChoice } from '../attacks/registry'
import type { Classifier } from '../classifier'
import type { JobControl } from '../jobControl'
import { perturbationSize } from './perturbationSize'
import { predict } from './predict'
import { pickPixels } from './readPictures'
import type { Judgement, LabelledPictures } from './types'

interface Judged {
  readonly verdict: UntargetedOutcome
  readonly size: number | null
  readonly fooledBy: string | null
  readonly zeroGradient: boolean
}

const ROBUST: Judged = { verdict: 'robust', size: null, fooledBy: null, zeroGradient: false }
const WRONG: Judged = { verdict: 'wrong', size: 0, fooledBy: null, zeroGradient: false }

/**
 * How an attack ends on each picture, each at its own epsilon. What is wrong without an attack is not attacked.
 *
 * @param labels the model's class indices, one a picture
 * @param epsilons one a picture
 */
export async function judge(
  classifier: Classifier,
  pictures: LabelledPictures,
  labels: readonly number[],
  attack: AttackChoice,
  epsilons: readonly Eps01[],
  control: JobControl,
): Promise<Judgement> {
  const judged = new Map<number, Judged>()
  const places = [...labels.keys()]
  const unattacked = places.filter((place) => epsilons[place] === 0)
  const predicted = await predict(classifier, pickPixels(pictures, unattacked), unattacked.length, control)
  for (const [i, place] of unattacked.entries()) judged.set(place, predicted[i] === labels[place] ? ROBUST : WRONG)

  const attacked = places.filter((place) => epsilons[place] !== 0)
  const pixels = pickPixels(pictures, attacked)
  const results =
    attacked.length === 0
      ? []
      : await attackPictures(
          classifier,
          {
            pixels,
            labels: attacked.map((place) => labels[place] as number),
            epsilons: attacked.map((place) => epsilons[place] as number),
            indices: attacked.map((place) => pictures.indices[place] as number),
            attack,
          },
          control,
        )
  const perPicture = pixels.length / attacked.length
  for (const [i, result] of results.entries()) {
    const clean = pixels.subarray(i * perPicture, (i + 1) * perPicture)
    judged.set(attacked[i] as number, judgeOne(result, attack, clean))
  }
  const inOrder = places.map((place) => judged.get(place) as Judged)
  return {
    indices: pictures.indices,
    verdicts: inOrder.map(({ verdict }) => verdict),
    sizes: inOrder.map(({ size }) => size),
    fooledBy: inOrder.map(({ fooledBy }) => fooledBy),
    zeroGradient: inOrder.map(({ zeroGradient }) => zeroGradient),
  }
}

type Result = Awaited<ReturnType<typeof attackPictures>>[number]

function judgeOne(
  { verdict, attacked, run, zeroGradient }: Result,
  { settings }: AttackChoice,
  clean: Float32Array,
): Judged {
  if (verdict === 'robust') return { ...ROBUST, zeroGradient }
  if (verdict === 'wrong') return WRONG
  const size = perturbationSize(settings.norm, clean, attacked)
  return { verdict: 'fooled', size, fooledBy: run, zeroGradient: false }
}
