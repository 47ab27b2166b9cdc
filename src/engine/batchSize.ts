/** @file How many images go through a model at once, where nobody says. */

const MOST_IMAGES = 32
/** With larger images fewer: what a model remembers of a pass grows with its images, and memory ends. */
const MOST_PIXELS = 2 ** 18

export function batchSizeFor({ height, width }: { readonly height: number; readonly width: number }): number {
  return Math.min(MOST_IMAGES, Math.max(1, Math.floor(MOST_PIXELS / (height * width))))
}
