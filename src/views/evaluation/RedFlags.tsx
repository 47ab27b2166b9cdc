import { countOf } from '../../countOf'
import type { FlagFinding } from '../../engine/evaluation/types'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { ModelName } from '../parts/ResultTable'
import type { RunModel } from '../parts/runModels'
import { flagImages } from '../parts/runs/evaluationWords'

interface RedFlagsProps {
  readonly run: EvaluationRun
  readonly models: readonly RunModel[]
}

/** For each model, signs that the attack failed for reasons other than the model's robustness. */
export function RedFlags({ run, models }: RedFlagsProps) {
  const { flags: settings } = run.plan
  return (
    <section className="red-flags" aria-labelledby="red-flags" data-testid="red-flags">
      <h3 id="red-flags">Red flags</h3>
      <p className="note">
        {settings === null
          ? 'Not checked in this run, so a weak attack may pass for a robust model. Turn them on in the settings.'
          : `Signs that the attack is too weak and the accuracy therefore too high. Checked on up to ${countOf(flagImages(run.plan, settings), 'image')} with ${countOf(settings.steps, 'step')}.`}
      </p>
      {settings !== null && models.map((model) => <ModelFlags key={model.id} model={model} run={run} />)}
    </section>
  )
}

function ModelFlags({ model, run }: { readonly model: RunModel; readonly run: EvaluationRun }) {
  const findings = run.flags[model.id]
  return (
    <div className="model-flags" data-testid={`flags-${model.id}`}>
      <h4>
        <ModelName model={model} />
      </h4>
      {findings === undefined || findings.length === 0 ? (
        <p className="muted">{run.status === 'running' ? 'Not checked yet.' : 'Not checked.'}</p>
      ) : (
        <Findings findings={findings} />
      )}
    </div>
  )
}

const SIGNS = { raised: '▲', clear: '✓', unknown: '?' } as const

function Findings({ findings }: { readonly findings: readonly FlagFinding[] }) {
  const raised = findings.filter(({ status }) => status === 'raised')
  const others = findings.filter(({ status }) => status !== 'raised')
  const clear = others.filter(({ status }) => status === 'clear').length
  const unknown = others.length - clear
  return (
    <>
      {raised.length > 0 && (
        <ul className="findings">
          {raised.map((finding) => (
            <Finding key={finding.id} finding={finding} />
          ))}
        </ul>
      )}
      <details>
        <summary>
          {raised.length === 0 && <span className="flag-sign is-clear">✓ none raised</span>}
          <span className="muted">
            {clear} clear{unknown > 0 && `, ${unknown} unknown`}
          </span>
        </summary>
        <ul className="findings">
          {others.map((finding) => (
            <Finding key={finding.id} finding={finding} />
          ))}
        </ul>
      </details>
    </>
  )
}

function Finding({ finding: { name, status, seen, remedy } }: { readonly finding: FlagFinding }) {
  return (
    <li className={`finding is-${status}`}>
      <p>
        <span className={`flag-sign is-${status}`}>
          <span aria-hidden="true">{SIGNS[status]}</span> {status}
        </span>{' '}
        <strong>{name}</strong>
      </p>
      <p>{seen}</p>
      {remedy !== null && (
        <p>
          <strong>What to do:</strong> {remedy}
        </p>
      )}
    </li>
  )
}
