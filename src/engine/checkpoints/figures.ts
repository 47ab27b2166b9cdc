/** @file A model's measured figures in its manifest, each with the images it was measured on. */
import { z } from 'zod'

const share = z.number().min(0).max(1)
const count = z.number().int().nonnegative()
/** Limited in length, because it is shown on the page and in tables. */
const phrase = z.string().min(1).max(300)
const imageCount = z.number().int().min(1).max(10_000_000)
const of255 = z.number().positive().max(255)
const normValue = z.number().nonnegative()
const correlation = z.number().min(-1).max(1)

/** Images of one block, and how many blocks so many images make. */
const blockSize = count.min(1).max(10_000)
const MAX_BLOCKS = 10_000
const blocksOf = (images: number, size: number) => Math.ceil(images / size)

/** One bit an image, in order: eight a byte, the first in the highest bit (NumPy's packbits), as base64. */
const bitPerImage = z.base64().min(4).max(2_000_000)
const base64Length = (images: number) => 4 * Math.ceil(Math.ceil(images / 8) / 3)

/** How a group of figures was measured. */
const measurement = { command: phrase, tool: phrase, date: phrase }

/** One attack at one epsilon. Images that are wrong without an attack count as not robust. */
const robustAccuracy = z
  .object({
    /** "pgd", "autoattack-standard"; a reduced attack bears another name. */
    attack: z.string().min(1).max(60),
    steps: count.max(1_000_000).optional(),
    stepSize255: of255.optional(),
    norm: z.enum(['Linf', 'L2', 'L1']).optional(),
    epsilon255: of255,
    restarts: count.max(1_000_000).optional(),
    accuracy: share,
    /** How many images, from the first of the split; missing: as many as clean accuracy stands on. */
    images: imageCount.optional(),
    /** How many images are robust in each block of `images`, in order: for ratios on the same images. */
    robustPerBlock: z
      .object({ images: blockSize, robust: z.array(count.max(10_000)).min(1).max(MAX_BLOCKS) })
      .refine(
        ({ images, robust }) => robust.every((count) => count <= images),
        'has more robust images than a block has',
      )
      .optional(),
    /** Which images are robust. */
    robustPerImage: bitPerImage.optional(),
    /** Mean L1 norm of the loss gradient over the robust images, and over all others; null where there are none. */
    meanGradientL1Robust: normValue.nullish(),
    meanGradientL1NotRobust: normValue.nullish(),
    tool: phrase.optional(),
  })
  .refine(
    ({ images, robustPerBlock: blocks }) =>
      !blocks || (images !== undefined && blocksOf(images, blocks.images) === blocks.robust.length),
    { path: ['robustPerBlock'], error: 'does not have the blocks that so many images make' },
  )
  .refine(
    ({ images, robustPerImage: bits }) =>
      bits === undefined || (images !== undefined && bits.length === base64Length(images)),
    { path: ['robustPerImage'], error: 'does not have a bit for each image' },
  )

const SHARES = { fewest: 2, most: 101 }
const quantiles = <Value extends z.ZodNumber>(value: Value) => z.array(value).min(SHARES.fewest).max(SHARES.most)

/**
 * A gradient over images: means, and what the given shares of them do not exceed. Alignment is Pearson's r with the
 * edges, of images that have both edges and a gradient.
 */
const gradientDistribution = z.object({
  meanL1: normValue,
  meanL2: normValue,
  meanAlignment: correlation,
  /** How many images have an alignment; missing: all. */
  alignedImages: imageCount.optional(),
  l1: quantiles(normValue),
  l2: quantiles(normValue),
  alignment: quantiles(correlation),
})

const DISTRIBUTIONS = ['loss', 'margin', 'logit'] as const

/** Of gradients with respect to [0, 1] pixels, normalisation being part of the model; norms over channels and pixels. */
const gradients = z
  .object({
    /** The number of images, from the first of the split. */
    images: imageCount,
    /** The shares at which quantiles are taken, ascending from 0 (the smallest value) to 1 (the largest). */
    shares: quantiles(share).refine(
      (shares) => shares[0] === 0 && shares.at(-1) === 1 && isAscending(shares),
      'does not ascend from 0 to 1',
    ),
    /** Of cross-entropy. */
    loss: gradientDistribution,
    /** Of the true logit minus the largest other one. */
    margin: gradientDistribution,
    /** Of the true logit. */
    logit: gradientDistribution,
    /** The loss gradient's mean L1 norm in each block of `images`, in order: for ratios on the same images. */
    lossL1PerBlock: z.object({ images: blockSize, means: z.array(normValue).min(1).max(MAX_BLOCKS) }).optional(),
  })
  .check(({ value, issues }) => {
    const wrong = (path: string[], input: unknown, message: string) =>
      issues.push({ code: 'custom', path, input, message })
    for (const of of DISTRIBUTIONS) {
      for (const name of ['l1', 'l2', 'alignment'] as const) {
        const values = value[of][name]
        const isAsLong = values.length === value.shares.length
        if (!isAsLong) wrong([of, name], values, 'does not have a value for each share')
        else if (values.some((each, i) => i > 0 && each < (values[i - 1] as number)))
          wrong([of, name], values, 'descends')
      }
    }
    const blocks = value.lossL1PerBlock
    if (blocks && blocksOf(value.images, blocks.images) !== blocks.means.length)
      wrong(['lossL1PerBlock'], blocks, 'does not have the blocks that so many images make')
  })

function isAscending(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] as number))
}

export const figuresSchema = z
  .object({
    /** The number of images, from the first of the split, for clean accuracy. */
    images: imageCount,
    /** The split from whose beginning each figure's images are taken. */
    split: phrase,
    cleanAccuracy: share,
    /** Which images are classified correctly without an attack. */
    rightPerImage: bitPerImage.optional(),
    robustAccuracy: z.array(robustAccuracy).max(64),
    gradients: gradients.optional(),
    /** Largest change of a reported accuracy, in points, that float16 storage makes; on so many images. */
    float16: z.object({ maxChangePoints: z.number().min(0).max(100), images: imageCount.optional() }).nullish(),
    /** The cost of an epoch of this training, and its share of that of PGD-3 adversarial training. */
    epochCost: z
      .object({
        secondsPerEpoch: z.number().positive(),
        relativeToAdversarial: z.number().positive(),
        /** Of 95 %. */
        relativeInterval: z.object({ low: z.number().positive(), high: z.number().positive() }).optional(),
        processor: phrase.optional(),
        command: phrase,
        date: phrase,
      })
      .nullish(),
    ...measurement,
    /** AutoAttack's accuracies; missing: measured with the rest. */
    autoAttackRun: z.object(measurement).optional(),
  })
  .refine(({ images, rightPerImage: bits }) => bits === undefined || bits.length === base64Length(images), {
    path: ['rightPerImage'],
    error: 'does not have a bit for each image',
  })

export type Figures = z.infer<typeof figuresSchema>
