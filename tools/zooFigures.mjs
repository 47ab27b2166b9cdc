/** @file What the tables of docs/zoo.md need from the manifests: groups, attacks, ratios on the same images. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from './root.mjs'
import { TFJS_IN_NODE } from './tfjsModules.mjs'

/** The epsilon at which a data set's models are measured; AutoAttack also uses half and twice that value. */
const { epsilon255: EPSILON_255 } = JSON.parse(readFileSync(join(root, 'models', 'epsilons.json'), 'utf8'))
const { ARCHITECTURE_TITLES } = await load('src/engine/architectures/titles.ts')
const { ACTIVATION_TITLES } = await load('src/engine/architectures/activationNames.ts')
const { OBJECTIVES } = await load('src/engine/objectives/registry.ts')

/** A module of the engine, whose names and order the tables use. */
async function load(path) {
  const resolve = { alias: TFJS_IN_NODE }
  const { module } = await runnerImport(join(root, path), { configFile: false, logLevel: 'error', resolve })
  return module
}

export function epsilonOf({ id, data }) {
  const epsilon = EPSILON_255[data]
  if (!epsilon) throw new Error(`${id} is for data set "${data}"; add its epsilon to models/epsilons.json.`)
  return epsilon
}

/** "CIFAR-10, ResNet, GELU": the models of a group differ only in their training. */
export function groupName({ data, architecture }) {
  const { name, activation } = architecture
  return [data, ARCHITECTURE_TITLES[name] ?? name, ACTIVATION_TITLES[activation] ?? activation].join(', ')
}

/** Groups in the order of the tables, each as [name, manifests]. */
export function groupsOf(manifests) {
  const groups = groupBy(manifests, groupName)
  for (const members of groups.values()) members.sort((a, b) => rank(a) - rank(b))
  return [...groups].sort(([, [a]], [, [b]]) => groupRank(a) - groupRank(b) || groupName(a).localeCompare(groupName(b)))
}

/** An attack's entry at an epsilon; undefined if it was not measured. */
export function attackAt({ figures }, attack, epsilon) {
  return figures?.robustAccuracy.find((entry) => entry.attack === attack && entry.epsilon255 === epsilon)
}

export const autoAttackAt = (manifest, epsilon) => attackAt(manifest, 'autoattack-standard', epsilon)

/**
 * On how many of the same images each of two models is robust to AutoAttack, as { robust: [of one, of the other],
 * images, pairs }; undefined if one was not measured, or not on images that the other has. `pairs` are both models'
 * counts, image by image if both manifests have them, else block by block.
 */
export function robustOnTheSameImages(one, other, epsilon) {
  const entries = [autoAttackAt(one, epsilon), autoAttackAt(other, epsilon)]
  if (entries.some((entry) => !entry) || place(one) !== place(other)) return undefined
  const shared = sameImages(entries) ?? sameBlocks(entries)
  return shared && { ...shared, robust: shared.pairs.map(sum) }
}

function sameImages(entries) {
  if (entries.some((entry) => !entry.robustPerImage)) return undefined
  const images = Math.min(...entries.map((entry) => entry.images))
  return { images, pairs: entries.map((entry) => bitsOf(entry.robustPerImage, images)) }
}

function sameBlocks(entries) {
  if (entries.some((entry) => !entry.robustPerBlock)) return undefined
  const images = entries.map((entry) => entry.images)
  const [size, otherSize] = entries.map(({ robustPerBlock }) => robustPerBlock.images)
  const blocks = size === otherSize ? blocksInCommon(images, size) : 0
  if (blocks === 0) return undefined
  return {
    images: Math.min(...images, blocks * size),
    pairs: entries.map(({ robustPerBlock }) => robustPerBlock.robust.slice(0, blocks)),
  }
}

/**
 * Both models' sums of the loss gradient's L1 norm in each block of the same images, as { images, pairs };
 * undefined if one was not measured, or not on the same images.
 */
export function normsOnTheSameImages(one, other) {
  const [ones, others] = [one, other].map(({ figures }) => figures?.gradients)
  if (!ones || !others || place(one) !== place(other) || ones.images !== others.images) return undefined
  const [blocks, otherBlocks] = [ones, others].map(({ lossL1PerBlock }) => lossL1PerBlock)
  const { images } = ones
  const isPaired = blocks && otherBlocks && blocks.images === otherBlocks.images
  const sums = ({ means, images: size }) => means.map((mean, i) => mean * Math.min(size, images - i * size))
  return { images, pairs: isPaired ? [sums(blocks), sums(otherBlocks)] : [[], []] }
}

/** How many blocks have the same images. An incomplete block matches only in a run of the same length. */
function blocksInCommon([images, others], size) {
  return images === others ? Math.ceil(images / size) : Math.floor(Math.min(images, others) / size)
}

/** The first bits of a base64 string, from the highest of each byte, as 0 or 1. */
function bitsOf(base64, count) {
  const bytes = Buffer.from(base64, 'base64')
  return Array.from({ length: count }, (_, i) => (bytes[i >> 3] >> (7 - (i & 7))) & 1)
}

/** Wilson's score interval for a share of images, by default 95 %, as in src/numbers/wilson.ts. */
export function wilson(share, images, z = 1.959963984540054) {
  const z2 = z ** 2
  const middle = (share + z2 / (2 * images)) / (1 + z2 / images)
  const half = Math.sqrt((z2 * share * (1 - share)) / images + (z2 / (2 * images)) ** 2) / (1 + z2 / images)
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** The available test images; each figure is measured on the first of these. */
const place = ({ figures }) => figures?.split

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)

function rank({ training }) {
  const at = OBJECTIVES.findIndex(({ id }) => id === training.objective)
  return at < 0 ? OBJECTIVES.length : at
}

function groupRank({ data, architecture }) {
  const ranks = [
    [Object.keys(EPSILON_255), data],
    [Object.keys(ARCHITECTURE_TITLES), architecture.name],
    [Object.keys(ACTIVATION_TITLES), architecture.activation],
  ]
  return ranks.reduce((total, [order, key]) => total * 10 + (order.includes(key) ? order.indexOf(key) : 9), 0)
}

/** A map from each name to its items, in order; Node 20 has no Map.groupBy. */
export function groupBy(items, nameOf) {
  const groups = new Map()
  for (const item of items) groups.set(nameOf(item), [...(groups.get(nameOf(item)) ?? []), item])
  return groups
}
