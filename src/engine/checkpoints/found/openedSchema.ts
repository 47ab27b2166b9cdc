import { z } from 'zod'

const sentence = z.string().max(600)

/** In a manifest that was made from a checkpoint without one. */
export const openedSchema = z.object({
  /** The file, and what it was. */
  file: z.string().max(300),
  format: z.string().max(200),
  /** The key of the weights, and the prefix removed from their names; exports for PyTorch restore it. */
  set: z.string().max(300),
  prefix: z.string().max(300),
  /** The source of each field. */
  facts: z
    .array(
      z.object({
        /** Of the manifest: "input.mean", "classes". */
        field: z.string().max(100),
        basis: z.enum(['found', 'assumed', 'said']),
        source: sentence,
      }),
    )
    .max(64),
  /** Numbers stored beside the weights: "test_acc". */
  published: z.array(z.object({ name: z.string().max(300), value: z.number() })).max(64),
})

export type Opened = z.infer<typeof openedSchema>
