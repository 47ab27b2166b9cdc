import { useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { judgeEpsilons } from '../../store/statistics/statisticsJudge'
import { useApp } from '../parts/appContext'
import { useEvaluation } from '../parts/evaluated/useEvaluation'
import { sizeText } from '../parts/format'
import { entriesWords } from '../parts/runs/keptWords'
import type { Shown } from './shown'
import { judgeWords, ownSplitWords, unjudgedWords } from './splitWords'
import { useStatisticsActions } from './useStatistics'

/** By what images are split: the run itself, or an evaluation of the same data set that is kept. Absent without one. */
export function JudgeChoice({ run, rows, judge }: Pick<Shown, 'run' | 'rows' | 'judge'>) {
  const { source } = run.plan
  const name = source.kind === 'gallery' ? 'Gallery' : source.dataSet.name
  const entries = useApp(
    useShallow(({ kept }) =>
      kept.entries.filter(
        ({ kind, dataSet, topic }) =>
          kind === 'evaluation' &&
          dataSet === name &&
          'measure' in topic &&
          ['accuracy', 'minimalEpsilon'].includes(topic.measure),
      ),
    ),
  )
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  const { judgeStatisticsBy, judgeStatisticsAt } = useStatisticsActions()
  const [problem, setProblem] = useState<string | null>(null)
  if (entries.length === 0 && judge === null) return null
  const chosen = judge?.evaluation.id ?? ''
  function choose(id: string): void {
    setProblem(null)
    judgeStatisticsBy(id === '' ? null : id).catch((error: Error) => setProblem(error.message))
  }
  return (
    <section className="statistics-judge" aria-label="Split of the images">
      <div className="statistics-controls">
        <label className="field">
          <span>Images split by</span>
          <select value={chosen} data-testid="statistics-judge" onChange={({ target }) => choose(target.value)}>
            <option value="">{ownSplitWords(run)}</option>
            {entriesWords(entries, { attacks, offered: null }).map(({ entry, title, topic, when }) => (
              <option key={entry.id} value={entry.id}>
                {[topic, title, when].join(' · ')}
              </option>
            ))}
            {judge !== null && entries.every(({ id }) => id !== chosen) && (
              <option value={chosen}>{judgeWords(judge)}</option>
            )}
          </select>
        </label>
        {judge !== null && (
          <label className="field">
            <span>At</span>
            <select
              value={judge.epsilon}
              data-testid="statistics-judge-epsilon"
              onChange={({ target }) => judgeStatisticsAt(Number(target.value))}
            >
              {judgeEpsilons(judge.evaluation).map((epsilon) => (
                <option key={epsilon} value={epsilon}>
                  ε = {sizeText(epsilon, judge.evaluation.plan.measure.attack.settings.norm)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {judge !== null && (
        <p className="note" data-testid="statistics-judged">
          Split by {judgeWords(judge)}. {unjudgedWords(rows)}
        </p>
      )}
      {problem !== null && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </section>
  )
}
