import { countOf } from '../countOf'

/**
 * Why a file cannot be used, worded to follow the file's quoted name: what is
 * wrong with it, with the value, and what to do.
 */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** Throws where a file has more parts than any image. */
export function checkParts(parts: number, most: number): void {
  if (parts <= most) return
  throw new Refusal(`consists of more than ${countOf(most, 'part')}, which no image needs; save the image again`)
}
