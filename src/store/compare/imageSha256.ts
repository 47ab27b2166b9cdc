import { sha256Of } from '../../engine/checkpoints/sha256'
import type { ShownImage } from '../types'

/** Hash of an image's file as it was opened, in hexadecimal digits. */
export const imageSha256 = async ({ sha256, file }: Pick<ShownImage, 'sha256' | 'file'>): Promise<string> =>
  sha256 ?? (await sha256Of(new Uint8Array(await file.arrayBuffer())))
