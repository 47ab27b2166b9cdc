/** @file The request to the engine for one model's attack: made on the model itself, or on another and shown to it. */
import { askQuantity } from '../../client/askQuantity'
import type { EngineClient, Job } from '../../client/engineClient'
import { describeCrossEntropy } from '../../engine/attacks/losses/description'
import type { AttackOutcome } from '../../engine/types'
import { argMax } from '../../numbers/argMax'
import { outcomeOf } from '../../outcomes/outcome'
import type { AttackForm } from '../../store/types'
import type { PixelImage } from '../../units'

export interface AttackRequest {
  readonly modelId: string
  /** The model on which the perturbation is made. */
  readonly madeOn: string
  readonly image: PixelImage
  readonly label: number
  /** This model's prediction of the clean image. */
  readonly clean: number
  /** Class index, or null if any class but the label will do. */
  readonly target: number | null
  readonly form: AttackForm
  /** The perturbation made on `madeOn`, to be shown to this model; null to attack this model itself. */
  readonly made: AttackOutcome | null
}

export const isSameRequest = (one: AttackRequest, other: AttackRequest): boolean =>
  (Object.keys(one) as (keyof AttackRequest)[]).every((name) => one[name] === other[name])

export function startAttack(
  client: EngineClient,
  { modelId, image, label, clean, target, form, made }: AttackRequest,
  onProgress: (share: number) => void,
): Job<AttackOutcome> {
  if (made === null) {
    const goal = target === null ? {} : { target }
    return client.call('attack', { modelId, image, label, ...goal, attack: form.choice }, ({ step, steps }) =>
      onProgress(step / steps),
    )
  }
  const shown = askQuantity(client, {
    quantity: 'prediction',
    modelId,
    image: { ...image, pixels: made.attacked },
    label,
  })
  const result = shown.result.then(({ logits, loss }): AttackOutcome => {
    const verdict = outcomeOf({ label, clean, attacked: argMax(logits) }, target)
    const maximised = describeCrossEntropy(false, logits.length)
    return { ...made, logits, loss, losses: [loss], maximised, verdict }
  })
  return { result, cancel: shown.cancel }
}
