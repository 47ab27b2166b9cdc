import type { PixelImage, Pixels01 } from '../../../units'

/** What a direction is found from: the image, the model, and what the page has. */
export interface AskedDirection {
  readonly image: PixelImage
  /** Of the loss at the image (height, width, 3). */
  readonly gradient: () => Promise<Float32Array>
  /** What the attack on screen made of the image; null where none is asked for. */
  readonly attacked: Pixels01 | null
  readonly seed: number
}

/**
 * A direction in the space of images, along which the loss is measured. These files do arithmetic on plain arrays and
 * never import tfjs: the page reads their words.
 */
export interface LossDirection {
  /** As in "along …". */
  readonly title: string
  /** What it is, in a sentence. */
  readonly about: string
  /** Whether one step has the size of the attack, in its norm; else it is as long as the course is. */
  readonly isScaled: boolean
  /** (height, width, 3); zero where there is no such direction. */
  readonly course: (asked: AskedDirection) => Promise<Float32Array>
  /** Why it may be zero, for people; follows the model's name. */
  readonly whyZero: string
}
