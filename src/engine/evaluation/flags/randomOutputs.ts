import { countOf } from '../../../countOf'
import { argMax } from '../../../numbers/argMax'
import { logitsOf } from '../predict'
import type { Flag } from './types'

/** Relative to the largest logit: the effect of a GPU's order of summation. */
const TOLERANCE = 1e-3

export const randomOutputs: Flag = {
  id: 'random-outputs',
  name: 'The same image gives different outputs',
  remedy:
    'A random model makes attacks miss by chance: turn its randomness off, or average gradients and evaluate images over many passes (EOT).',
  async check(probes) {
    const { classifier, images, count, control } = probes
    const first = await probes.cleanLogits()
    const second = await logitsOf(classifier, images.pixels, count, control)
    const differ = first.map((row, place) => {
      const largest = row.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
      return row.some((value, i) => Math.abs(value - (second[place]?.[i] as number)) > TOLERANCE * largest)
    })
    const different = differ.filter(Boolean).length
    const otherClass = first.filter((row, place) => argMax(row) !== argMax(second[place] as Float32Array)).length
    return {
      status: different > 0 ? 'raised' : 'clear',
      seen: `Evaluated twice, the model gives different logits on ${different} of ${countOf(count, 'clean image')}, and a different class on ${otherClass}.`,
      numbers: { images: count, different: different / count, otherClass: otherClass / count },
    }
  },
}
