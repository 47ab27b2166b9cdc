import { avif } from './avif'
import { bmp } from './bmp'
import { gif } from './gif'
import { jpeg } from './jpeg'
import { png } from './png'
import type { ImageFormat } from './types'
import { webp } from './webp'

/** The supported formats; adding one takes a file in this folder and a line here. */
export const IMAGE_FORMATS: readonly ImageFormat[] = [png, jpeg, webp, gif, avif, bmp]
