import { countOf } from '../../countOf'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { changeAttack } from '../../store/evaluation/evaluationChoices'
import { AttackFields } from '../parts/attack/AttackFields'
import { explainedAttack } from '../parts/attack/explainedAttack'
import { EngineWaiting } from '../parts/EngineWaiting'
import { ModelChoice } from '../parts/evaluated/ModelChoice'
import { SourceControls } from '../parts/evaluated/SourceControls'
import { useEvaluation, useEvaluationActions } from '../parts/evaluated/useEvaluation'
import { useSettledForm } from '../parts/evaluated/useSettledForm'
import { whole } from '../parts/format'
import { HelpHeading } from '../parts/help/HelpHeading'
import { RunControls, type RunProgress } from '../parts/runs/RunControls'
import { RunRail } from '../parts/runs/RunRail'
import { durationText, leftText } from '../parts/timeLeft'
import { FlagControls } from './FlagControls'
import { MeasureControls } from './MeasureControls'
import { RankingControls } from './RankingControls'
import { SizeControls } from './SizeControls'
import { useStart } from './useStart'

export function EvaluationRail() {
  return (
    <RunRail kind="evaluation" controls={<Controls />} summary="Measure, models, attack, images">
      <MeasureControls />
      <ModelChoice />
      <AttackSettings />
      <SourceControls />
      <FlagControls />
    </RunRail>
  )
}

function Controls() {
  const run = useEvaluation((evaluation) => evaluation.run)
  const hindrance = useStart()
  return (
    <RunControls
      kind="evaluation"
      testId="run-controls"
      startText="Start"
      hindrance={hindrance}
      progress={run && progressOf(run)}
    />
  )
}

function progressOf(run: EvaluationRun): RunProgress {
  const { status, progress, activeMs } = run
  const { done, total, share } = progress
  const jobs = status === 'done' ? '' : `: ${whole(done)} of ${countOf(total, 'job')}`
  const left = status === 'running' ? `, ${leftText(run)}` : ''
  return {
    done: done + share,
    of: total,
    text: `${jobs}, ${durationText(activeMs)} spent${left}`,
    label: 'Evaluation',
    testId: 'run-progress',
  }
}

function AttackSettings() {
  const form = useSettledForm()
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  const { setEvaluation } = useEvaluationActions()
  const isRanking = form.measure === 'ranking'
  return (
    <section className="group">
      <HelpHeading
        title={isRanking ? 'Attacks' : 'Attack'}
        items={form.attack === null || isRanking ? ['ε'] : ['ε', ...explainedAttack(attacks, form.attack)]}
      />
      {form.attack === null ? (
        <EngineWaiting />
      ) : (
        <>
          {isRanking ? (
            <RankingControls form={form} attack={form.attack} attacks={attacks} />
          ) : (
            <AttackFields
              attacks={attacks}
              choice={form.attack}
              onChange={(attack) => setEvaluation(changeAttack(form, attack))}
            />
          )}
          <SizeControls form={form} attack={form.attack} />
        </>
      )}
    </section>
  )
}
