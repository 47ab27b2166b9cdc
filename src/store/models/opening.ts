/** @file A model that is being opened: what was found in its file, the person's answers, and its check. */
import type { Fact, FoundModel, ModelAnswers, ModelFacts } from '../../engine/checkpoints/found/types'
import { MAX_INPUT_SIZE } from '../../engine/checkpoints/limits'
import type { PreprocessingCheck, PreprocessingResult } from '../../engine/checkpoints/preprocessing/checkPreprocessing'
import {
  isSamePreprocessing,
  type Preprocessing,
  preprocessingsOf,
} from '../../engine/checkpoints/preprocessing/registry'
import { ASSUMED_RESIZING, LEAST_CROP_SHARE, type Resizing } from '../../engine/checkpoints/resizing'
import { binomialTail, pairedTail } from '../../numbers/binomial'
import { largestOf } from '../../numbers/extremes'
import { NOTHING_OPEN, type OpenDataSet, type SetFrom } from '../data/dataSource'

/** Where labelled images to check a model with come from. */
export type CheckFrom = SetFrom | 'gallery'

export interface ModelCheck {
  readonly from: CheckFrom
  /** What a person opened for the check. */
  readonly data: OpenDataSet
  /** Fraction done, in [0, 1]; null when nothing is being opened. */
  readonly progress: number | null
  /** One sentence or null. */
  readonly error: string | null
  readonly result: PreprocessingCheck | null
  /** The answers for which the result was computed. */
  readonly of: ModelAnswers | null
}

export interface ModelOpening {
  /** The file's name. */
  readonly file: string
  /** What is in progress; null while the person answers. */
  readonly doing: 'reading' | 'adding' | null
  /** The fraction of it that is done, in [0, 1]. */
  readonly progress: number
  /** null while the file is read. */
  readonly found: FoundModel | null
  readonly answers: ModelAnswers | null
  /** Why the answers do not describe a model; one sentence or null. */
  readonly error: string | null
  readonly check: ModelCheck
}

export const NOT_CHECKED: ModelCheck = {
  from: 'gallery',
  data: NOTHING_OPEN,
  progress: null,
  error: null,
  result: null,
  of: null,
}

/** Common preprocessings for networks with this many channels. */
export const offeredPreprocessings = ({ channels }: ModelAnswers): readonly Preprocessing[] =>
  preprocessingsOf(channels)

/** The preprocessing in the answers, or null if it is not a common one. */
export const chosenPreprocessing = (answers: ModelAnswers): Preprocessing | null =>
  preprocessingsOf(answers.channels).find((each) => isSamePreprocessing(each, answers)) ?? null

/** Image sizes in pixels, means and deviations that a manifest allows. */
export const OPENING_BOUNDS = {
  size: { min: 1, max: MAX_INPUT_SIZE },
  mean: { min: -1e6, max: 1e6 },
  std: { min: 1e-6, max: 1e6 },
  cropShare: { min: LEAST_CROP_SHARE, max: 1 },
} as const

export const resizingFact = ({ resizing = ASSUMED_RESIZING }: ModelFacts): Fact<Resizing> => resizing

/** Filters by which images are resized, for people. */
export const RESIZING_CHOICES: readonly (readonly [Resizing['filter'], string])[] = [
  ['lanczos', 'Lanczos'],
  ['bicubic', 'bicubic'],
  ['bilinear', 'bilinear'],
]

/** Bytes of a model's weights in the engine: float32, as they are stored and as its kernels take them. */
export const weightsMemory = (parameters: number): number => 2 * 4 * parameters

/**
 * Bytes that the gradient of one image of `size` pixels takes beside the weights, at most: what it takes on a Swin, the
 * hungriest family measured, of so many parameters (docs/opening-models.md#memory).
 */
export const gradientMemory = (parameters: number, size: number): number =>
  SWIN_T.gradientBytes * (size / SWIN_T.size) ** 2 * (parameters / SWIN_T.parameters) ** GROWTH

const SWIN_T = { parameters: 28_288_354, size: 224, gradientBytes: 1.158e9 }
/** From a Swin-T to a Swin-B the gradient takes 2.2 times as much, and the parameters are 3.1 times as many. */
const GROWTH = 0.7

/** Whether both may be more than the 4 GB that WebAssembly can have. */
export const mayOutgrow = (parameters: number, size: number): boolean =>
  weightsMemory(parameters) + gradientMemory(parameters, size) > 2 ** 32

/** Below this probability a difference is not attributed to chance. */
const LEVEL = 0.05

export interface CheckedPreprocessing {
  readonly id: string
  readonly name: string
  readonly right: number
  /** Whether it is the one in the answers. */
  readonly isChosen: boolean
  /** Whether it gets more images right than the one in the answers, by more than chance. */
  readonly isClearlyBetter: boolean
}

/** The results of a check, best first; among equals, the one in the answers first. */
export function checkedPreprocessings(check: PreprocessingCheck, answers: ModelAnswers): CheckedPreprocessing[] {
  const known = preprocessingsOf(answers.channels)
  const chosenId = chosenPreprocessing(answers)?.id ?? 'own'
  const chosen = check.results.find(({ id }) => id === chosenId)
  const rows = check.results.map(({ id, isRight }) => ({
    id,
    name: known.find((each) => each.id === id)?.name ?? 'as given above',
    right: isRight.filter(Boolean).length,
    isChosen: id === chosenId,
    isClearlyBetter: chosen !== undefined && id !== chosenId && isBetter({ id, isRight }, chosen),
  }))
  return rows.sort((one, other) => other.right - one.right || Number(other.isChosen) - Number(one.isChosen))
}

/** Whether the best preprocessing is right on no more images than guessing would be, but for chance. */
export function isNoBetterThanGuessing({ images, results }: PreprocessingCheck, { classes }: ModelAnswers): boolean {
  const best = largestOf(results.map(({ isRight }) => isRight.filter(Boolean).length))
  // Of several tries the best is looked at, which chance favours.
  return binomialTail(best, images, 1 / classes.length) * results.length > LEVEL
}

/** By McNemar's exact test, one-sided, on the same images. */
function isBetter({ isRight }: PreprocessingResult, { isRight: chosen }: PreprocessingResult): boolean {
  const won = isRight.filter((right, i) => right && !chosen[i]).length
  const lost = isRight.filter((right, i) => !right && chosen[i]).length
  return pairedTail(won, lost) < LEVEL
}

/** Whether the result was computed for the present answers, ignoring the preprocessing, all of which it covers. */
export function isCheckCurrent({ result, of }: ModelCheck, answers: ModelAnswers): boolean {
  if (result === null || of === null) return false
  const rest = ({
    name: _,
    mean: __,
    std: ___,
    channelOrder: ____,
    outputs: _____,
    claims: ______,
    ...others
  }: ModelAnswers) => JSON.stringify(others)
  return rest(of) === rest(answers)
}
