/** @file What a person can do with trainings, beside the verbs of all runs, and with models of their own. */
import type { ModelOrigin } from '../../engine/checkpoints/found/types'
import type { DataFile, OpenedSource } from '../../images/datasets/types'
import type { TrainingForm } from '../../store/training/training'

export interface TrainingActions {
  /** Changes the form; a run in progress keeps the settings that it began with. */
  readonly setTraining: (change: Partial<TrainingForm>) => void
  /** Another objective with its defaults. Settings that both have and that were changed stay. */
  readonly chooseObjective: (id: string) => void
  /** Another optimiser with its defaults. */
  readonly chooseOptimizer: (id: string) => void
  /**
   * Opens a data set for training, in place of the one before, and chooses it; also the same files again, for a run with
   * `needsData`. Where it fails, all stays as it was, and `TrainingState.data.error` says why. Returns whether it is open.
   */
  readonly openTrainingData: (source: OpenedSource) => Promise<boolean>
  /** Cancels the opening in progress, or closes the open data set. */
  readonly closeTrainingData: () => void
  /** One step of a run that is paused, which is paused again after it, its maps refreshed. */
  readonly stepTraining: () => Promise<void>
  /** Makes an own model of the run's last state, and gives it a column. Returns its id; null while a run is under way. */
  readonly makeTrainedModel: () => Promise<string | null>
  /**
   * Makes an own model of the run's last state, where there is none yet, and shows it beside the original, on the held-out
   * image that shows best what has changed, under the attack that the training was judged by.
   */
  readonly compareTrainedModel: () => Promise<void>
  /** A zip of any model of the zoo, in the folder format of models/; it loads again by dropping it on the page. */
  readonly exportModel: (id: string) => Promise<{ readonly name: string; readonly blob: Blob }>
  /**
   * Opens a model from its files: manifest.json and weights.safetensors, alone, in a folder, or in a zip. It is what a
   * training starts from, and has a column where one is free. Returns its id; throws one sentence where they are not
   * a model.
   *
   * @param origin where the files come from, if not from the person
   */
  readonly openOwnModel: (files: readonly DataFile[], origin?: ModelOrigin) => Promise<string>
}
