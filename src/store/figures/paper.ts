/**
 * @file What the paper's figures show, number by number, with where each was read: arXiv 2409.20139 and the authors' code
 * and notebooks. All of it is of ImageNet at 224 pixels.
 */
import paper from './paper.json'

export const PAPER_FIGURES = paper

/** The trainings of the paper's figures, as models here are named by them. */
export type PaperTraining = 'natural' | 'adversarial' | 'gradient-norm'

export type PaperPart = keyof typeof paper

/** Their names for people. */
export const PAPER_TRAININGS: Readonly<Record<string, string>> = {
  natural: 'natural',
  adversarial: 'adversarial',
  'gradient-norm': 'gradient norm',
}

/** What the ids of the paper's series begin with, so that legends tell them from what was measured here. */
const THEIRS = 'paper-'

export const paperSeriesId = (id: string): string => THEIRS + id
export const isPaperSeries = (id: string): boolean => id.startsWith(THEIRS)

/** Points that were read as pairs of what they stand at and their values. */
export const pairedPoints = (pairs: readonly (readonly number[])[]): { readonly x: number; readonly y: number }[] =>
  pairs.map(([x, y]) => ({ x: x as number, y: y as number }))
