/** @file An attack as lines of Python, which a person can run with public packages. */

export interface AttackInPython {
  /** Whole statements, such as "import torchattacks". */
  readonly imports: readonly string[]
  /**
   * Lines that make `attack` of `model` and `epsilon`. `attack(pixels, labels)` then gives the attacked pixels; with a
   * target, `attack(pixels, targets)`.
   */
  readonly lines: readonly string[]
  /** Whether `attack` takes the indices of the images, which stand for them in seeds, as a third argument. */
  readonly takesIndices: boolean
  /** What a reader should know, one sentence; null: it does what the page does. */
  readonly remark: string | null
}

/** Of torchattacks, which has nearly all. */
export const TORCHATTACKS = 'import torchattacks  # pip install torchattacks==3.5.1'

export const RANDOM_REMARK =
  'Random starts are not those of the page, so an image beside the boundary may be judged otherwise.'
