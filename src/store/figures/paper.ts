/**
 * @file What the paper's figures show, number by number, with where each was read: arXiv 2409.20139 and the authors' code
 * and notebooks. All of it is of ImageNet at 224 pixels.
 */
import paper from './paper.json'

export const PAPER_FIGURES = paper

/** The trainings of the paper's figures, as models here are named by them. */
export type PaperTraining = 'natural' | 'adversarial' | 'gradient-norm'

export type PaperPart = keyof typeof paper
