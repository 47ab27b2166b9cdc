import { countOf } from '../countOf'

/**
 * Why a file cannot be used, worded to follow the file's quoted name: what is
 * wrong with it, with the value, and what to do.
 */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** A refusal as one sentence on its subject, such as the quoted name of a file; any other error is left as it is. */
export const sentenceOn = (subject: string, error: unknown): unknown =>
  error instanceof Refusal ? new Error(`${subject} ${error.message}.`) : error

/** Throws where a file has more parts than any image. */
export function checkParts(parts: number, most: number): void {
  if (parts <= most) return
  throw new Refusal(`consists of more than ${countOf(most, 'part')}, which no image needs; save the image again`)
}
