/** @file A model of the Hugging Face hub that a person asks for: what the hub says about it, and its download. */
import type { HubModel, HubWeights, KeptDownloads } from '../../worker/models/hub/types'

export interface HubModelState {
  /** What was asked for last. */
  readonly id: string | null
  /** What is being done. */
  readonly doing: 'lookingUp' | 'downloading' | null
  /** Share of the download that has arrived, in [0, 1]. */
  readonly progress: number
  /** null until the hub has answered. */
  readonly model: HubModel | null
  /** Of the weights to download. */
  readonly path: string | null
  /** One sentence or null. */
  readonly error: string | null
  readonly kept: KeptDownloads
}

export const NO_HUB_MODEL: HubModelState = {
  id: null,
  doing: null,
  progress: 0,
  model: null,
  path: null,
  error: null,
  kept: { files: 0, bytes: 0 },
}

export const chosenWeights = ({ model, path }: Pick<HubModelState, 'model' | 'path'>): HubWeights | null =>
  model?.weights.find((each) => each.path === path) ?? null

/** Of the weights and what is downloaded with them. */
export const downloadBytes = ({ configs }: HubModel, weights: HubWeights): number =>
  configs.reduce((sum, { bytes }) => sum + bytes, weights.bytes)
