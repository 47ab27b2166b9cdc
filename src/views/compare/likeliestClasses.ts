import { softmax } from '../../numbers/softmax'
import type { ClassContent } from '../parts/exports/content'

const SHOWN = 3

/** The most probable classes, by the softmax of the logits. */
export const likeliestClasses = (
  logits: Float32Array,
  classes: readonly string[],
  label: number,
): readonly ClassContent[] =>
  softmax(logits)
    .map((probability, index) => ({ probability, index }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, SHOWN)
    .map(({ probability, index }) => ({
      name: classes[index] ?? String(index),
      probability,
      isLabel: index === label,
    }))
