import { askQuantity } from '../../../client/askQuantity'
import type { AttackChoice } from '../../../engine/attacks/registry'
import { crossEntropyAt } from '../../../numbers/softmax'
import { NORMS, toShown } from '../../../store/attacks/normUnits'
import { type Question, questionOf } from '../../../store/compare/questions'
import type { AppState } from '../../../store/types'
import type { Reached, ReachedLosses } from '../../../store/why/why'
import { type Eps255, eps255, toEps01 } from '../../../units'
import type { Asking } from '../../openFigures/types'
import { pgdAt } from './growth'

const QUERIES = 200

/** From what knows nothing of the model to what follows its gradient, and one that only asks for outputs. */
function attacksAt(
  epsilon: Eps255,
): readonly (Omit<Reached, 'loss' | 'verdict'> & { readonly attack: AttackChoice })[] {
  const common = { norm: 'linf', epsilon: toEps01(epsilon), seed: 1, restarts: 1 } as const
  return [
    { name: 'Random sign', followsGradient: false, attack: { id: 'randomSign', settings: common } },
    {
      name: 'FGSM',
      followsGradient: true,
      attack: { id: 'fgsm', settings: { ...common, randomStart: false, stepShare: 1 } },
    },
    { name: 'PGD', followsGradient: true, attack: pgdAt(epsilon) },
    {
      name: 'Square',
      followsGradient: false,
      attack: { id: 'square', settings: { ...common, queries: QUERIES, firstShare: 0.8 } },
    },
  ]
}

interface Needed extends Question {
  readonly epsilon: Eps255
}

/** The loss that attacks with and without gradients reach on the image: where those without win, gradients mislead. */
export const reached = {
  id: 'reached',
  needs: (state: AppState, modelId: string): (Needed & Record<string, unknown>) | null => {
    const question = questionOf(state, modelId)
    const { norm, epsilon } = state.attack.choice.settings
    // The article's attacks are of L∞; of another norm its usual size is taken.
    return question && { ...question, epsilon: eps255(norm === 'linf' ? toShown(epsilon, norm) : NORMS.linf.usual) }
  },
  async compute(asking: Asking, { image, label: asked, epsilon }: Needed, modelId: string): Promise<ReachedLosses> {
    const { client, wait, report } = asking
    const { label } = await wait(askQuantity(client, { quantity: 'prediction', modelId, image, label: asked }))
    const attacks: Reached[] = []
    const all = attacksAt(epsilon)
    for (const { attack, ...named } of all) {
      const { logits, verdict } = await wait(client.call('attack', { modelId, image, label, attack }))
      attacks.push({ ...named, loss: crossEntropyAt(logits, label), verdict })
      report(attacks.length / all.length)
    }
    return { epsilon, attacks }
  },
}
