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
  statistics: [
    {
      id: 'loss',
      title: 'loss',
      about: 'Cross-entropy at the label.',
      scale: 'log',
      unit: 'nats',
      of: ({ loss }) => loss,
    },
    {
      id: 'margin',
      title: 'logit margin',
      about: 'How far the label’s logit is above the largest other one; negative where the model is wrong.',
      scale: 'linear',
      unit: 'logits',
      of: ({ logits, label }) => {
        let largest = Number.NEGATIVE_INFINITY
        for (const [index, logit] of logits.entries()) if (index !== label) largest = Math.max(largest, logit)
        return (logits[label] as number) - largest
      },
    },
  ],
})
