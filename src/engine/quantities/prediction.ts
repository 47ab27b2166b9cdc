import { crossEntropyAt } from '../../numbers/softmax'
import { defineQuantity } from './defineQuantity'

/** What the model takes the image for. */
export const prediction = defineQuantity({
  title: () => 'Prediction',
  about: () => 'What each model takes it for. Bold: the label that the loss is taken for.',
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
