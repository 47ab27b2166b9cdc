const NOT_LEARNED = /\.running_(mean|var)$|^constant\//

/** Whether a tensor is learned; running statistics of batch norm and constants of a graph, such as masks, are not. */
export const isLearned = (name: string): boolean => !NOT_LEARNED.test(name)

/** Names of weights of a graph that are never learned begin so. */
const FROZEN = 'constant/'

/**
 * What a tensor of a graph is called among the weights.
 *
 * @param frozen names of those that are not learned
 */
export const nameAmongWeights = (name: string, frozen: readonly string[]): string =>
  frozen.includes(name) && isLearned(name) ? FROZEN + name : name

/** The number of a model's parameters, as usually counted. */
export function learnedCount(
  tensors: Iterable<readonly [name: string, tensor: { readonly shape: readonly number[] }]>,
) {
  let count = 0
  for (const [name, { shape }] of tensors) if (isLearned(name)) count += numbersOf(shape)
  return count
}

export const numbersOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1)
