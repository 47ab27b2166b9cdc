/** @file What was measured of a model, as its manifest has it: every figure with the pictures that it stands on. */
import { z } from 'zod'

const share = z.number().min(0).max(1)
const count = z.number().int().nonnegative()
/** Shown on the page and in tables, so of a length that fits there. */
const phrase = z.string().min(1).max(300)
const pictureCount = z.number().int().min(1).max(10_000_000)
const of255 = z.number().positive().max(255)
const normValue = z.number().nonnegative()
const correlation = z.number().min(-1).max(1)

/** Pictures of one block, and how many blocks so many pictures make. */
const blockSize = count.min(1).max(10_000)
const MAX_BLOCKS = 10_000
const blocksOf = (pictures: number, size: number) => Math.ceil(pictures / size)

/** One bit a picture, in order: eight a byte, the first in the highest bit (NumPy's packbits), as base64. */
const bitPerPicture = z.base64().min(4).max(2_000_000)
const base64Length = (pictures: number) => 4 * Math.ceil(Math.ceil(pictures / 8) / 3)

/** How a group of figures was measured. */
const measurement = { command: phrase, tool: phrase, date: phrase }

/** One attack at one epsilon. Pictures that are wrong without an attack count as fallen. */
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
    /** How many pictures, from the first of the split; missing: as many as clean accuracy stands on. */
    pictures: pictureCount.optional(),
    /** How many pictures held in each block of `pictures`, in order: for ratios on the same pictures. */
    heldPerBlock: z
      .object({ pictures: blockSize, held: z.array(count.max(10_000)).min(1).max(MAX_BLOCKS) })
      .refine(({ pictures, held }) => held.every((count) => count <= pictures), 'holds more pictures than a block has')
      .optional(),
    /** Which pictures held. */
    heldPerPicture: bitPerPicture.optional(),
    /** Mean L1 norm of the loss gradient over the pictures that held, and over all others; null where there are none. */
    meanGradientL1Held: normValue.nullish(),
    meanGradientL1Fallen: normValue.nullish(),
    tool: phrase.optional(),
  })
  .refine(
    ({ pictures, heldPerBlock: blocks }) =>
      !blocks || (pictures !== undefined && blocksOf(pictures, blocks.pictures) === blocks.held.length),
    { path: ['heldPerBlock'], error: 'does not have the blocks that so many pictures make' },
  )
  .refine(
    ({ pictures, heldPerPicture: bits }) =>
      bits === undefined || (pictures !== undefined && bits.length === base64Length(pictures)),
    { path: ['heldPerPicture'], error: 'does not have a bit for each picture' },
  )

const SHARES = { fewest: 2, most: 101 }
const quantiles = <Value extends z.ZodNumber>(value: Value) => z.array(value).min(SHARES.fewest).max(SHARES.most)

/**
 * A gradient over pictures: means, and what the given shares of them do not exceed. Alignment is Pearson's r with the
 * edges, of pictures that have both edges and a gradient.
 */
const gradientDistribution = z.object({
  meanL1: normValue,
  meanL2: normValue,
  meanAlignment: correlation,
  /** How many pictures have an alignment; missing: all. */
  alignedPictures: pictureCount.optional(),
  l1: quantiles(normValue),
  l2: quantiles(normValue),
  alignment: quantiles(correlation),
})

const DISTRIBUTIONS = ['loss', 'margin', 'logit'] as const

/** Of gradients with respect to [0, 1] pixels, normalisation being part of the model; norms over channels and pixels. */
const gradients = z
  .object({
    /** How many pictures, from the first of the split. */
    pictures: pictureCount,
    /** Ascending from 0 (the smallest value) to 1 (the largest): what the quantiles are taken at. */
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
    /** The loss gradient's mean L1 norm in each block of `pictures`, in order: for ratios on the same pictures. */
    lossL1PerBlock: z.object({ pictures: blockSize, means: z.array(normValue).min(1).max(MAX_BLOCKS) }).optional(),
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
    if (blocks && blocksOf(value.pictures, blocks.pictures) !== blocks.means.length)
      wrong(['lossL1PerBlock'], blocks, 'does not have the blocks that so many pictures make')
  })

function isAscending(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] as number))
}

export const figuresSchema = z
  .object({
    /** How many pictures, from the first of the split, clean accuracy stands on. */
    pictures: pictureCount,
    /** The place that each figure's pictures are the first of. */
    split: phrase,
    cleanAccuracy: share,
    /** Which pictures are right without an attack. */
    rightPerPicture: bitPerPicture.optional(),
    robustAccuracy: z.array(robustAccuracy).max(64),
    gradients: gradients.optional(),
    /** Largest change of a reported accuracy, in points, that float16 storage makes; on so many pictures. */
    float16: z.object({ maxChangePoints: z.number().min(0).max(100), pictures: pictureCount.optional() }).nullish(),
    /** What one epoch of this training costs, and what share that is of PGD-3 adversarial training's. */
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
  .refine(({ pictures, rightPerPicture: bits }) => bits === undefined || bits.length === base64Length(pictures), {
    path: ['rightPerPicture'],
    error: 'does not have a bit for each picture',
  })

export type Figures = z.infer<typeof figuresSchema>
