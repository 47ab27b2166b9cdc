/** @file Trainings and sweeps as the release before kept them, in the shape of this one. */
import type { HeldBackFigures } from '../../engine/training/heldBack'
import type { FinetuneRun, LambdaSweep } from '../../store/finetune'

/** `held` were right without the attack and with it, `correct` without it. */
type OlderFigures = Omit<HeldBackFigures, 'robust' | 'fooled' | 'wrong'> & {
  readonly correct: number
  readonly held: number
}

export const upgradeRun = (run: FinetuneRun): FinetuneRun => ({
  ...run,
  evaluations: run.evaluations.map((evaluation) => ({ step: evaluation.step, ...upgradeFigures(evaluation) })),
})

export const upgradeSweep = (sweep: LambdaSweep): LambdaSweep => ({
  ...sweep,
  before: sweep.before === null ? null : upgradeFigures(sweep.before),
  entries: sweep.entries.map((entry) => ({
    ...entry,
    figures: entry.figures === null ? null : upgradeFigures(entry.figures),
  })),
})

function upgradeFigures(older: unknown): HeldBackFigures {
  const { correct, held, ...figures } = older as OlderFigures
  return { ...figures, robust: held, fooled: correct - held, wrong: figures.pictures - correct }
}
