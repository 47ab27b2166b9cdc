/** @file The labelled images that a run needs: a person may have to reopen them before it can be resumed. */
import { reopenWords } from '../../store/data/dataSource'
import type { RunKind } from '../../store/runs/kept'
import { RUN_KINDS, type Runs } from '../../store/runs/runKinds'
import type { AppState } from '../../store/types'
import type { DataSource } from '../data/dataSource'
import { inCommon } from './runDriver'

/** The part of a view's data source that runs use. */
export type ImagesOfRuns = Pick<DataSource, 'isMissing' | 'reopen' | 'settled' | 'hasChanged'>

export class RunImages<Kind extends RunKind> {
  constructor(
    private readonly kind: Kind,
    private readonly dataSource: ImagesOfRuns,
  ) {}

  /** Whether they are not open, so a person has to open them. */
  areMissing(run: Runs[Kind]): boolean {
    const dataSet = RUN_KINDS[this.kind].dataSet(run)
    return dataSet !== null && this.dataSource.isMissing(dataSet)
  }

  /** On a person's click: fetches images from a hub again. */
  async reopen(run: Runs[Kind]): Promise<void> {
    const dataSet = RUN_KINDS[this.kind].dataSet(run)
    if (dataSet !== null && this.areMissing(run)) await this.dataSource.reopen(dataSet)
  }

  /** Whether the run waits for them, with the message that says so. */
  noteOf(run: Runs[Kind]): Partial<Runs[Kind]> {
    const dataSet = RUN_KINDS[this.kind].dataSet(run)
    const needsData = this.areMissing(run)
    return inCommon({ needsData, message: needsData && dataSet !== null ? reopenWords(dataSet) : null })
  }

  /** Whether the run's message changes because a person opened or closed images. */
  hasNews(run: Runs[Kind], before: AppState): boolean {
    return this.dataSource.hasChanged(before) && this.areMissing(run) !== (run.needsData === true)
  }
}
