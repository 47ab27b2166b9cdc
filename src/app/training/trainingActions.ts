/** @file What a person can do with trainings, beyond the verbs of all runs, and with their own models. */
import type { Claim } from '../../engine/checkpoints/claims'
import type { ModelOrigin } from '../../engine/checkpoints/found/types'
import type { DataFile, OpenedSource } from '../../images/datasets/types'
import type { TrainingForm } from '../../store/training/training'

export interface TrainingActions {
  /** Changes the form; a run in progress keeps its settings. */
  readonly setTraining: (change: Partial<TrainingForm>) => void
  /** Chooses another objective with its defaults. Changed settings that both have stay. */
  readonly chooseObjective: (id: string) => void
  /** Chooses another optimiser with its defaults. */
  readonly chooseOptimizer: (id: string) => void
  /**
   * Opens a data set for training, replacing the previous one, and chooses it; also reopens files for a run with
   * `needsData`. If this fails, nothing changes and `TrainingState.data.error` says why. Returns whether it is open.
   */
  readonly openTrainingData: (source: OpenedSource) => Promise<boolean>
  /** Cancels the opening in progress, or closes the open data set. */
  readonly closeTrainingData: () => void
  /** Takes one step of a paused run, which then pauses again with its maps refreshed. */
  readonly stepTraining: () => Promise<void>
  /** Makes a model from the run's last state, and gives it a column. Returns its id; null while a run is under way. */
  readonly makeTrainedModel: () => Promise<string | null>
  /**
   * Makes a model from the run's last state, if there is none yet, and shows it beside the original, on the held-out
   * image that shows best what has changed, under the attack by which the training was judged.
   */
  readonly compareTrainedModel: () => Promise<void>
  /** Changes the published accuracies of a model made or opened here. Throws one sentence if it no longer exists. */
  readonly changeClaims: (id: string, claims: readonly Claim[]) => Promise<void>
  /** A zip of any model of the zoo, in the folder format of models/; dropping it on the page loads it again. */
  readonly exportModel: (id: string) => Promise<{ readonly name: string; readonly blob: Blob }>
  /**
   * Opens a model from its files: manifest.json and weights.safetensors, alone, in a folder or a zip. Trainings then
   * start from it, and it gets a column if one is free. Returns its id; throws one sentence if the files are not a
   * model.
   *
   * @param origin where the files come from, if not from the person
   */
  readonly openOwnModel: (files: readonly DataFile[], origin?: ModelOrigin) => Promise<string>
}
