/** @file What the manifests of the zoo say, as the README's tables need it: groups, attacks, ratios on the same pictures. */

/** L-infinity, in /255, that a data set's models are measured for; AutoAttack also at half and twice of it. */
const EPSILON_255 = { 'CIFAR-10': 8, 'Tiny-ImageNet-10': 4, 'Fashion-MNIST': 16 }
const ARCHITECTURES = { resnet: 'ResNet', swin: 'Swin Transformer' }
const ACTIVATIONS = { gelu: 'GELU', relu: 'ReLU', silu: 'SiLU', softplus: 'Softplus' }
const OBJECTIVES = ['natural', 'adversarial', 'gradient-norm', 'gradient-norm-differences', 'edge-regularisation']

export function epsilonOf({ id, data }) {
  const epsilon = EPSILON_255[data]
  if (!epsilon) throw new Error(`${id} is of data set "${data}"; add its epsilon to tools/zooFigures.mjs.`)
  return epsilon
}

/** "CIFAR-10, ResNet, GELU": the models of a group differ in their training alone. */
export function groupName({ data, architecture }) {
  const { name, activation } = architecture
  return [data, ARCHITECTURES[name] ?? name, ACTIVATIONS[activation] ?? activation].join(', ')
}

/** Groups in the order that the README has them, each as [name, manifests]. */
export function groupsOf(manifests) {
  const groups = groupBy(manifests, groupName)
  for (const members of groups.values()) members.sort((a, b) => rank(OBJECTIVES, a) - rank(OBJECTIVES, b))
  return [...groups].sort(([, [a]], [, [b]]) => groupRank(a) - groupRank(b) || groupName(a).localeCompare(groupName(b)))
}

/** An attack's entry at an epsilon; undefined where it was not measured. */
export function attackAt({ figures }, attack, epsilon) {
  return figures?.robustAccuracy.find((entry) => entry.attack === attack && entry.epsilon255 === epsilon)
}

export const autoAttackAt = (manifest, epsilon) => attackAt(manifest, 'autoattack-standard', epsilon)

/**
 * How many of the same pictures each of two models holds under AutoAttack, as { held: [of one, of the other],
 * pictures }; undefined where one was not measured, or not on pictures that the other has.
 */
export function heldOnTheSamePictures(one, other, epsilon) {
  const entries = [autoAttackAt(one, epsilon), autoAttackAt(other, epsilon)]
  if (entries.some((entry) => !entry?.heldPerBlock) || place(one) !== place(other)) return undefined
  const [blocks, others] = entries.map(({ heldPerBlock }) => heldPerBlock)
  if (blocks.pictures !== others.pictures) return undefined
  const pictures = entries.map((entry) => entry.pictures)
  // A last block that is not full has the same pictures only in a run of the same length.
  const fewest = Math.min(...pictures)
  const whole = pictures[0] === pictures[1] ? blocks.held.length : Math.floor(fewest / blocks.pictures)
  if (whole === 0) return undefined
  return {
    held: [sum(blocks.held.slice(0, whole)), sum(others.held.slice(0, whole))],
    pictures: Math.min(fewest, whole * blocks.pictures),
  }
}

/** Wilson's 95 % score interval of a share of so many pictures. src/numbers/wilson.ts has it for the page. */
export function wilson(share, pictures) {
  const z2 = 1.959963984540054 ** 2
  const middle = (share + z2 / (2 * pictures)) / (1 + z2 / pictures)
  const half = Math.sqrt((z2 * share * (1 - share)) / pictures + (z2 / (2 * pictures)) ** 2) / (1 + z2 / pictures)
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** The split, without how many of its first pictures were taken. */
export const place = ({ figures }) => figures?.split.replace(/^(the first [\d,]+|all) of /, '')

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)

function rank(order, { training }) {
  const at = order.indexOf(training.objective)
  return at < 0 ? order.length : at
}

function groupRank({ data, architecture }) {
  const ranks = [
    [Object.keys(EPSILON_255), data],
    [Object.keys(ARCHITECTURES), architecture.name],
    [Object.keys(ACTIVATIONS), architecture.activation],
  ]
  return ranks.reduce((total, [order, key]) => total * 10 + (order.includes(key) ? order.indexOf(key) : 9), 0)
}

function groupBy(items, nameOf) {
  const groups = new Map()
  for (const item of items) groups.set(nameOf(item), [...(groups.get(nameOf(item)) ?? []), item])
  return groups
}
