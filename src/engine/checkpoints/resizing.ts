import { z } from 'zod'

/** Names of filters as Pillow has them, in lower case. */
export const RESIZING_FILTERS = ['bilinear', 'bicubic', 'lanczos'] as const

/** Below this the image that is cropped from would be more than twice as large as the model's. */
export const LEAST_CROP_SHARE = 0.5

/** In a manifest. */
export const resizingSchema = z.object({
  /** Share of the image's middle square that the model sees, by its edge: timm's crop_pct. */
  cropShare: z.number().min(LEAST_CROP_SHARE).max(1),
  filter: z.enum(RESIZING_FILTERS),
})

/** How an image becomes one of a model's input size: its middle square is resized to size / cropShare, and its middle is cut out. */
export type Resizing = z.infer<typeof resizingSchema>

/** Where nothing is said: the whole middle square. */
export const USUAL_RESIZING: Resizing = { cropShare: 1, filter: 'lanczos' }

export const isUsualResizing = ({ cropShare, filter }: Resizing): boolean =>
  cropShare === USUAL_RESIZING.cropShare && filter === USUAL_RESIZING.filter

/** What an image has to become for a model. */
export interface ImageFit {
  /** Width and height in pixels. */
  readonly size: number
  /** Missing: USUAL_RESIZING. */
  readonly resizing?: Resizing | undefined
}

/** Of a manifest's input. */
export const fitOf = ({ height, resizing }: { readonly height: number; readonly resizing?: Resizing | undefined }) =>
  ({ size: height, ...(resizing !== undefined && { resizing }) }) satisfies ImageFit

/** The same for the same images: "224", or "224 0.95 bicubic". */
export const fitKey = ({ size, resizing = USUAL_RESIZING }: ImageFit): string =>
  isUsualResizing(resizing) ? String(size) : `${size} ${resizing.cropShare} ${resizing.filter}`

/** Said of a model of which nothing says how images are resized for it. */
export const ASSUMED_RESIZING = {
  value: USUAL_RESIZING,
  basis: 'assumed',
  source: 'Nothing says how images are cropped for it, so the whole middle square is taken.',
} as const
