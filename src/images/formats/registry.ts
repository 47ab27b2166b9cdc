import { avif } from './avif'
import { bmp } from './bmp'
import { gif } from './gif'
import { jpeg } from './jpeg'
import { png } from './png'
import type { ImageFormat } from './types'
import { webp } from './webp'

/** The formats that are read: a new one is a file beside this and a line here. */
export const IMAGE_FORMATS: readonly ImageFormat[] = [png, jpeg, webp, gif, avif, bmp]
