import { z } from 'zod'

/** Pillow's names of filters, in lower case. */
export const RESIZING_FILTERS = ['bilinear', 'bicubic', 'lanczos'] as const

/** With less, the resized image would be more than twice as large as the model's input. */
export const LEAST_CROP_SHARE = 0.5

/** In a manifest. */
export const resizingSchema = z.object({
  /** The share of the middle square's edge that the model sees: timm's crop_pct. */
  cropShare: z.number().min(LEAST_CROP_SHARE).max(1),
  filter: z.enum(RESIZING_FILTERS),
})

/** How an image becomes one of a model's input size: its middle square is resized to size / cropShare, and its middle is cut out. */
export type Resizing = z.infer<typeof resizingSchema>

/** The default: the whole middle square. */
export const USUAL_RESIZING: Resizing = { cropShare: 1, filter: 'lanczos' }

export const isUsualResizing = ({ cropShare, filter }: Resizing): boolean =>
  cropShare === USUAL_RESIZING.cropShare && filter === USUAL_RESIZING.filter

/** How an image is prepared for a model. */
export interface ImageFit {
  /** Width and height in pixels. */
  readonly size: number
  /** Missing: USUAL_RESIZING. */
  readonly resizing?: Resizing | undefined
}

/** From a manifest's input. */
export const fitOf = ({ height, resizing }: { readonly height: number; readonly resizing?: Resizing | undefined }) =>
  ({ size: height, ...(resizing !== undefined && { resizing }) }) satisfies ImageFit

/** The same for the same images: "224", or "224 0.95 bicubic". */
export const fitKey = ({ size, resizing = USUAL_RESIZING }: ImageFit): string =>
  isUsualResizing(resizing) ? String(size) : `${size} ${resizing.cropShare} ${resizing.filter}`

/** The note on a model whose resizing is unknown. */
export const ASSUMED_RESIZING = {
  value: USUAL_RESIZING,
  basis: 'assumed',
  source: 'Nothing says how images are cropped for it, so the whole middle square is taken.',
} as const
