/** @file Which evaluation splits the images of statistics: the one that a person chooses, or that a link asks for. */
import type { AppStore } from '../../store/appStore'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { judgeAt, judgeHindrance } from '../../store/statistics/statisticsJudge'
import type { KeptList } from '../runs/keptList'
import { updateStatistics } from './statisticsState'

export class StatisticsJudges {
  constructor(
    private readonly store: AppStore,
    private readonly list: KeptList,
  ) {
    store.subscribe(({ statistics }, before) => {
      const { askedJudge, run } = statistics
      const isNew = askedJudge !== before.statistics.askedJudge || run?.id !== before.statistics.run?.id
      if (askedJudge !== null && run !== null && isNew) void this.followLink()
    })
  }

  /**
   * By an evaluation that is kept or shown, or by the run itself at null. Throws one sentence if it cannot.
   *
   * @param epsilon the one measured nearest to it is taken; of the run's attack unless given
   */
  async choose(evaluationId: string | null, epsilon?: number): Promise<void> {
    const run = this.shown()
    if (run === null) return
    const evaluation = evaluationId === null ? null : await this.evaluationOf(evaluationId)
    const hindrance = evaluation && judgeHindrance(run, evaluation)
    if (hindrance !== null) throw new Error(hindrance)
    // Meanwhile another run may be shown.
    if (this.shown()?.id !== run.id) return
    const judge = evaluation && judgeAt(evaluation, epsilon ?? run.plan.epsilon)
    updateStatistics(this.store, () => ({ judge, askedJudge: null }))
  }

  setEpsilon(epsilon: number): void {
    updateStatistics(this.store, ({ judge }) => ({ judge: judge && judgeAt(judge.evaluation, epsilon) }))
  }

  /** An evaluation is kept by one browser alone: elsewhere the page says so, and the run splits its own images. */
  private async followLink(): Promise<void> {
    const { askedJudge } = this.store.getState().statistics
    if (askedJudge === null) return
    try {
      await this.choose(askedJudge.evaluationId, askedJudge.epsilon)
    } catch (error) {
      if (this.store.getState().statistics.askedJudge !== askedJudge) return
      updateStatistics(this.store, () => ({ askedJudge: null }))
      const { message } = error as Error
      this.store.setState({ addressNotice: `The statistics are not split as the address says. ${message}` })
    }
  }

  private readonly shown = () => this.store.getState().statistics.run

  private async evaluationOf(id: string): Promise<EvaluationRun> {
    const { run: here } = this.store.getState().evaluation
    if (here?.id === id) return here
    const isKept = (await this.list.entries('evaluation')).some((entry) => entry.id === id)
    const found = isKept ? await this.list.load('evaluation', id) : null
    if (found === null) throw new Error('The evaluation that should split them is not kept here; choose another.')
    return found
  }
}
