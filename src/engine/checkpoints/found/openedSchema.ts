import { z } from 'zod'

const sentence = z.string().max(600)

/** Of a manifest that was made from a checkpoint without one. */
export const openedSchema = z.object({
  /** The file, and what it was. */
  file: z.string().max(300),
  format: z.string().max(200),
  /** The key that the weights lay under, and what was taken from their names; to PyTorch, names are with it. */
  set: z.string().max(300),
  prefix: z.string().max(300),
  /** How each field is known. */
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
  /** Numbers that lay beside the weights: "test_acc". */
  published: z.array(z.object({ name: z.string().max(300), value: z.number() })).max(64),
})

export type Opened = z.infer<typeof openedSchema>
