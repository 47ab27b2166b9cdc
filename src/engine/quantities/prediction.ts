import { crossEntropyAt } from '../../numbers/softmax'
import { defineQuantity } from './defineQuantity'

/** The model's prediction. */
export const prediction = defineQuantity({
  title: () => 'Prediction',
  about: () => 'What each model predicts. Bold: the label for which the loss is computed.',
  settings: {},
  measure: async ({ label, logits }) => {
    const scores = await logits()
    return {
      /** (classes) */
      logits: scores,
      label,
      /** Cross-entropy of the logits at `label`, in nats. */
      loss: crossEntropyAt(scores, label),
    }
  },
})
