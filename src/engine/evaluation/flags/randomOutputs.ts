import { countOf } from '../../../countOf'
import { argMax } from '../../../numbers/argMax'
import { logitsOf } from '../predict'
import type { Flag } from './types'

/** Of the largest logit: what a graphics processor may add up in another order. */
const TOLERANCE = 1e-3

export const randomOutputs: Flag = {
  id: 'random-outputs',
  name: 'The same image, another answer',
  remedy:
    'A random model makes an attack miss by chance: turn its randomness off, or average gradients and judge images over many passes (EOT).',
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
      seen: `Asked twice, the model gives ${different} of ${countOf(count, 'clean image')} other logits, and ${otherClass} another class.`,
      numbers: { images: count, different: different / count, otherClass: otherClass / count },
    }
  },
}
