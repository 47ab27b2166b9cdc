import type { PixelImage } from '../units'

/** An image file at a model's input size. */
export interface DecodedImage {
  readonly image: PixelImage
  /** What the person should know about how the file was read, such as "cropped". */
  readonly notes: readonly string[]
}
