import { countOf } from '../../../countOf'
import type { Flag } from './types'

/** Rounding error of a sum of float32 probabilities. */
const TOLERANCE = 1e-3

export const softmaxOutputs: Flag = {
  id: 'softmax-outputs',
  name: 'Outputs are probabilities, not logits',
  remedy: "Use the model's outputs before its softmax: with a second softmax, losses and gradients nearly vanish.",
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
        ? `On ${likeProbabilities} of ${countOf(logits.length, 'image')} the model's outputs lie between 0 and 1 and sum to 1, like probabilities.`
        : `On ${likeProbabilities} of ${countOf(logits.length, 'image')} the model's outputs lie between 0 and 1 and sum to 1; probabilities would on all.`,
      numbers: { images: logits.length, likeProbabilities: likeProbabilities / logits.length },
    }
  },
}
