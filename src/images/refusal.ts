/**
 * Why a file cannot be used, worded to follow the file's quoted name: what is
 * wrong with it, with the value, and what to do.
 */
export class Refusal extends Error {
  override name = 'Refusal'
}
