/** @file Three models that are asked about one image: a disc, as sharp as its edge, and gradients that follow it more or less. */
import { describeCrossEntropy } from '../../engine/attacks/losses/description'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { edgeEnergy } from '../../engine/edges/edgeEnergy'
import { measureQuantity } from '../../engine/measureQuantity'
import { noGallery } from '../../engine/quantities/defineQuantity'
import type { Outcome } from '../../outcomes/outcome'
import { NO_RESULTS } from '../../store/appStore'
import { initialAttack } from '../../store/attacks/attackForm'
import { ownColor } from '../../store/models/modelColors'
import type { AppState, AttackResult, Computed, ModelResults } from '../../store/types'
import { type PixelImage, pixels01 } from '../../units'
import { FIXED_MANIFESTS } from './fixedModels'

const SIZE = 32
const LABEL = 3
const TARGETS: Partial<Record<Outcome, { readonly index: number; readonly name: string }>> = {
  reached: { index: 5, name: 'dog' },
  missed: { index: 5, name: 'dog' },
  // What is the label already is no target.
  noAttack: { index: LABEL, name: 'cat' },
}

/** A value for each pixel of each channel, by its place from the centre in [-1, 1]. */
const pixelsOf = (value: (x: number, y: number, channel: number) => number) =>
  Float32Array.from({ length: SIZE * SIZE * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3)
    return value((2 * (pixel % SIZE)) / SIZE - 1, (2 * Math.floor(pixel / SIZE)) / SIZE - 1, i % 3)
  })

export const FIXED_IMAGE: PixelImage = {
  pixels: pixels01(pixelsOf((x, y, channel) => (Math.hypot(x, y) < 0.6 ? 0.9 - 0.2 * channel : 0.2 + 0.1 * channel))),
  height: SIZE,
  width: SIZE,
}

const computed = <Value>(value: Value): Computed<Value> => ({ value, progress: null, error: null })

/** Ten logits, of which one class has most. */
const logitsFor = (likeliest: number, by: number) =>
  Float32Array.from({ length: 10 }, (_, i) => (i === likeliest ? by : i / 10))

/** @param edge how much of the gradient follows the edge of the disc, in [0, 1] */
async function quantitiesOf(strength: number, edge: number): Promise<ModelResults['quantities']> {
  const gradient = pixelsOf((x, y, channel) => {
    const ring = Math.exp(-((Math.hypot(x, y) - 0.6) ** 2) / 0.01)
    return strength * (edge * ring + (1 - edge) * Math.sin(37 * x + 91 * y + channel))
  })
  const asked = {
    image: FIXED_IMAGE,
    label: LABEL,
    logits: async () => logitsFor(LABEL, 3),
    gradient: async () => gradient,
    gradients: async () => ({ values: new Float32Array(), gradients: new Float32Array() }),
    gallery: noGallery,
    lossesOf: async () => ({ values: new Float32Array(), gradients: new Float32Array(), logits: new Float32Array() }),
    losses: async () => new Float32Array(),
    hessianProduct: async () => gradient,
  }
  const settings = { gradientOf: 'loss' } as const
  const shared = { image: FIXED_IMAGE, askedLabel: null }
  return {
    ...NO_RESULTS.quantities,
    gradient: computed({ ...(await measureQuantity({ quantity: 'gradient', settings }, asked)), ...shared, settings }),
    alignment: computed({
      ...(await measureQuantity({ quantity: 'alignment', settings }, asked)),
      ...shared,
      settings,
    }),
    prediction: computed({ ...(await measureQuantity({ quantity: 'prediction' }, asked)), ...shared, settings: {} }),
  }
}

/** What an attack did that ended so. */
export function attackThat(
  verdict: Outcome,
  madeOn: string,
  losses: readonly number[] = [0.2, 1.4, 2.6],
): AttackResult {
  const target = TARGETS[verdict] ?? null
  const changes = verdict === 'fooled' || verdict === 'wrong' || verdict === 'reached'
  return {
    outcome: {
      attacked: pixels01(FIXED_IMAGE.pixels.map((value, i) => value + (i % 2 === 0 ? 8 : -8) / 255)),
      logits: logitsFor(changes ? 5 : LABEL, 2),
      loss: losses.at(-1) ?? 0,
      losses,
      maximised: describeCrossEntropy(false, 10),
      minimisesNorm: false,
      size: 8 / 255,
      verdict,
      zeroGradient: false,
    },
    image: FIXED_IMAGE,
    label: LABEL,
    form: { ...initialAttack, target: target?.name ?? null },
    target: target?.index ?? null,
    madeOn,
    verdictOfSource: null,
    isFirstLook: false,
  }
}

interface FixedModel {
  readonly manifest: Manifest
  readonly verdict: Outcome
  readonly losses?: readonly number[]
  /** Of the gradient. */
  readonly strength: number
  readonly edge: number
}

/** The store's state with these models in columns, each of which has its results; the attack set is that of the first. */
export async function comparisonOf(models: readonly FixedModel[]): Promise<Partial<AppState>> {
  const results = await Promise.all(
    models.map(async ({ manifest: { id }, verdict, losses, strength, edge }) => {
      const quantities = await quantitiesOf(strength, edge)
      return [id, { ...NO_RESULTS, quantities, attack: computed(attackThat(verdict, id, losses)) }] as const
    }),
  )
  const { pixels, height, width } = FIXED_IMAGE
  return {
    models: models.map(({ manifest }) => ({
      id: manifest.id,
      color: ownColor(manifest.id),
      status: 'ready',
      model: { id: manifest.id, manifest },
    })),
    image: { file: new Blob(), name: 'a disc', galleryId: null, bySize: { [SIZE]: { image: FIXED_IMAGE, notes: [] } } },
    edges: { [SIZE]: { image: FIXED_IMAGE, energy: edgeEnergy(pixels, height, width) } },
    results: Object.fromEntries(results),
    attack: results[0]?.[1].attack.value?.form ?? initialAttack,
  }
}

const [natural, gradientNorm, adversarial] = FIXED_MANIFESTS as readonly [Manifest, Manifest, Manifest]

export const fixedComparison = await comparisonOf([
  { manifest: natural, verdict: 'fooled', losses: [0.2, 2.4, 4.1, 6.5], strength: 0.02, edge: 0.1 },
  { manifest: gradientNorm, verdict: 'robust', losses: [0.4, 0.6, 0.7, 0.75], strength: 0.001, edge: 0.7 },
  { manifest: adversarial, verdict: 'wrong', losses: [1.9, 2.3, 2.5], strength: 0.002, edge: 0.5 },
])
