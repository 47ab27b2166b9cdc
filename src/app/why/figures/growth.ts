import { askQuantity } from '../../../client/askQuantity'
import { crossEntropyAt } from '../../../numbers/softmax'
import { initialAttack } from '../../../store/attacks/attackForm'
import { type Question, questionOf } from '../../../store/compare/questions'
import type { AppState } from '../../../store/types'
import type { GrowthPoint, LossGrowth } from '../../../store/why/why'
import { type Eps255, eps255, toEps01 } from '../../../units'
import type { Asking } from '../../openFigures/types'

/** Dense near 0, where the line and the curve part. */
const EPSILONS: readonly Eps255[] = [0.5, 1, 2, 3, 4, 6, 8].map(eps255)

/** PGD without a random start, from the image itself, as the first-order estimate is made there. */
export const pgdAt = (epsilon: Eps255) => {
  const { choice } = initialAttack
  if (choice.id !== 'pgd') throw new Error(`the page begins with "${choice.id}", not with PGD`)
  return { id: 'pgd', settings: { ...choice.settings, epsilon: toEps01(epsilon), randomStart: false } } as const
}

/** How much PGD raises the loss as ε grows, beside ε‖∇L‖₁. */
export const growth = {
  id: 'growth',
  needs: (state: AppState, modelId: string) => {
    const question = questionOf(state, modelId)
    return question && { ...question }
  },
  async compute(asking: Asking, { image, label: asked }: Question, modelId: string): Promise<LossGrowth> {
    const { client, wait, report } = asking
    const about = { modelId, image, label: asked }
    const { logits, label } = await wait(askQuantity(client, { quantity: 'prediction', ...about }))
    const settings = { gradientOf: 'loss' } as const
    const { l1 } = await wait(askQuantity(client, { quantity: 'gradient', settings, ...about }))
    const clean = crossEntropyAt(logits, label)
    const points: GrowthPoint[] = [{ epsilon: eps255(0), firstOrder: 0, measured: 0 }]
    for (const [place, epsilon] of EPSILONS.entries()) {
      const outcome = await wait(client.call('attack', { modelId, image, label, attack: pgdAt(epsilon) }))
      points.push({
        epsilon,
        firstOrder: toEps01(epsilon) * l1,
        measured: crossEntropyAt(outcome.logits, label) - clean,
      })
      report((place + 1) / EPSILONS.length)
    }
    return { l1, points }
  },
}
