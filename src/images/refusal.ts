/**
 * Why a file cannot be used, worded to follow the file's quoted name: what is
 * wrong with it, with the value, and what to do.
 */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** A file's name for a message. */
export function quoteName(name: string): string {
  return name.length <= 60 ? `"${name}"` : `"${name.slice(0, 40)}...${name.slice(-15)}"`
}
