/** @file What an evaluation has judged, image by image. */

import { z } from 'zod'
import { ATTACKS, type AttackId } from '../engine/attacks/registry'
import { MAX_BLOCK_SIZE, MAX_PLANNED_MODELS, MAX_SOURCE_IMAGES } from './limits'
import { idText, words } from './words'

const VERDICTS = ['robust', 'fooled', 'wrong'] as const

const verdicts = z.array(z.enum(VERDICTS)).max(MAX_BLOCK_SIZE)
const flagsOfImages = z.array(z.boolean()).max(MAX_BLOCK_SIZE)
const indices = z.array(z.number().int().min(0).max(MAX_SOURCE_IMAGES)).max(MAX_BLOCK_SIZE)

const judgement = z
  .strictObject({
    indices,
    verdicts: verdicts.meta({
      description:
        'robust: right without the attack and with it; fooled: right without, wrong with it; wrong: without an attack.',
    }),
    sizes: z.array(z.number().min(0).nullable()).max(MAX_BLOCK_SIZE).meta({
      description:
        "Of the perturbation that fooled the model, in the attack's norm: 0 where it is wrong, null where it is robust.",
    }),
    fooledBy: z
      .array(words(200).nullable())
      .max(MAX_BLOCK_SIZE)
      .meta({ description: 'Name of the run of the attack that fooled it; null if none did.' }),
    zeroGradient: flagsOfImages.meta({
      description: 'Whether it is robust only because every gradient was zero, so that the attack could not move.',
    }),
    passes: z.array(z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)).max(MAX_BLOCK_SIZE).exactOptional().meta({
      description:
        'In a ranking, forward and backward passes of the attack, added up; missing where they were not counted.',
    }),
  })
  .meta({
    title: 'Images under an attack',
    description: 'Lists have an entry per index; images that could not be read are missing.',
  })

const transferOutcome = z
  .strictObject({
    indices,
    verdicts: z
      .record(idText, verdicts)
      .meta({ description: 'By the model that is shown the images, judged by its own prediction of the clean ones.' }),
    unperturbed: flagsOfImages.meta({ description: 'Whether the attack left the image unchanged.' }),
  })
  .meta({ title: 'Images under the attack of another model' })

export const recordSchema = z
  .object({
    block: z
      .number()
      .int()
      .min(0)
      .meta({ description: 'Which images: the indices from block * blockSize on, blockSize of them.' }),
    step: z.number().int().min(0).max(1000).meta({
      description:
        'Which of the epsilons, or which trial of the search, from 0 on. Images that were fooled or wrong before are not judged again.',
    }),
    modelId: idText,
    environment: z.number().int().min(0).max(1000).meta({ description: 'Which of the environments.' }),
    outcome: z.union([judgement, transferOutcome]),
  })
  .meta({ id: 'record' })

const mendSchema = z.object({
  name: words(200),
  attack: z
    .enum(Object.keys(ATTACKS) as [AttackId])
    .nullable()
    .meta({ description: 'Another attack; null for the same.' }),
  settings: z.record(z.string().max(80), z.union([z.number(), z.string().max(80), z.boolean()])),
})

export const findingSchema = z
  .object({
    id: z.string().max(80),
    name: words(200),
    status: z.enum(['raised', 'clear', 'unknown']),
    seen: words(2000),
    remedy: words(2000).nullable(),
    numbers: z.record(z.string().max(80), z.number()),
    images: z.array(z.number().int().min(0)).max(MAX_BLOCK_SIZE).exactOptional().meta({
      description:
        'The images on which it was seen, by index in the source; missing where it is of the model as a whole.',
    }),
    mends: z
      .array(mendSchema)
      .max(16)
      .exactOptional()
      .meta({ description: 'Changes of the attack that would mend it.' }),
  })
  .meta({ id: 'finding' })

/** The checks for signs of a failing attack, by model. */
export const flagsSchema = z
  .record(idText, z.array(findingSchema).max(64))
  .refine((flags) => Object.keys(flags).length <= MAX_PLANNED_MODELS, `must name at most ${MAX_PLANNED_MODELS} models`)
