import { z } from 'zod'
import { MAX_INPUT_SIZE } from '../engine/checkpoints/limits'
import { inputSchema } from '../engine/checkpoints/manifest'
import { resizingSchema } from '../engine/checkpoints/resizing'
import { idText, sha256Text, words } from './words'

const size = z.number().int().min(1).max(MAX_INPUT_SIZE)

/** Items of a list in the description of an architecture, of which none that is known has a hundred. */
const MOST_ITEMS = 10_000

const architecture = z
  .looseObject({ name: z.string().max(80) })
  .refine(
    (described) => Object.values(described).every((value) => !Array.isArray(value) || value.length <= MOST_ITEMS),
    `has a list of more than ${MOST_ITEMS.toLocaleString('en')} items`,
  )

/** A model as a plan names it: enough to find it, and to prepare its images, elsewhere. */
export const plannedModelSchema = z
  .object({
    id: idText,
    name: words(200),
    /** Of the weights file. */
    sha256: sha256Text,
    /** Width and height of its input in pixels. */
    side: size,
    resizing: resizingSchema.exactOptional().meta({ description: 'How images are resized; missing: as usual.' }),
    classes: z.array(words(80)).min(2).max(10_000),
    kind: z
      .object({ data: words(200), architecture })
      .exactOptional()
      .meta({ description: 'Its training data and its architecture, as in its manifest.' }),
    input: inputSchema.exactOptional().meta({
      description: 'Size, channels and normalisation, as in its manifest: (pixel - mean) / std, pixels in [0, 1].',
    }),
    outputs: z.enum(['logits', 'probabilities']).exactOptional(),
    weights: z
      .object({
        file: z.string().max(255),
        bytes: z.number().int().positive(),
        dtype: z.enum(['float16', 'float32', 'bfloat16']),
      })
      .exactOptional()
      .meta({ description: 'The file of its weights.' }),
  })
  .meta({ id: 'model' })
