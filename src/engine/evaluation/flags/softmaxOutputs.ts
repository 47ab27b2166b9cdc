import { countOf } from '../../../countOf'
import type { Flag } from './types'

/** What the sum of float32 probabilities may be off. */
const TOLERANCE = 1e-3

export const softmaxOutputs: Flag = {
  id: 'softmax-outputs',
  name: 'Probabilities are taken for logits',
  remedy: "Take the model's outputs from before its softmax: with a second one, losses and gradients all but vanish.",
  async check(probes) {
    const logits = await probes.cleanLogits()
    const likeProbabilities = logits.filter(
      (row) =>
        row.every((value) => value >= 0 && value <= 1 + TOLERANCE) &&
        Math.abs(row.reduce((sum, value) => sum + value, 0) - 1) < TOLERANCE,
    ).length
    // Logits of any size do not sum to 1 on one image, let alone on all.
    const isRaised = likeProbabilities === logits.length
    return {
      status: isRaised ? 'raised' : 'clear',
      seen: isRaised
        ? `On ${likeProbabilities} of ${countOf(logits.length, 'image')} the model's outputs lie from 0 to 1 and sum to 1, as probabilities do.`
        : `On ${likeProbabilities} of ${countOf(logits.length, 'image')} the model's outputs lie from 0 to 1 and sum to 1, as probabilities would on all.`,
      numbers: { images: logits.length, likeProbabilities: likeProbabilities / logits.length },
    }
  },
}
