import { countOf } from '../../countOf'
import type { FlagFinding } from '../../engine/evaluation/types'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import type { PlannedModel } from '../../store/evaluation/evaluationPlan'
import { type ClaimsByModel, flagFindings, NO_CLAIMS } from '../../store/evaluation/runClaims'
import { HelpHeading } from '../parts/help/HelpHeading'
import { ModelName } from '../parts/ResultTable'
import type { RunModel } from '../parts/runModels'
import { flagImages } from '../parts/runs/evaluationWords'
import { FindingMends } from './FindingMends'

interface RedFlagsProps {
  readonly run: EvaluationRun
  readonly models: readonly RunModel[]
  readonly claims?: ClaimsByModel
}

/** For each model, signs that the attack failed for reasons other than the model's robustness. */
export function RedFlags({ run, models, claims = NO_CLAIMS }: RedFlagsProps) {
  const { flags: settings } = run.plan
  const findings = (id: string) =>
    flagFindings(run, run.plan.models.find((model) => model.id === id) as PlannedModel, claims)
  return (
    <section className="red-flags" aria-labelledby="red-flags" data-testid="red-flags">
      <HelpHeading
        level="h3"
        id="red-flags"
        title="Red flags"
        items={['gradient masking', 'attack failure', 'PGD', 'FGSM', 'Square', 'transfer']}
      />
      <p className="note">
        {settings === null
          ? 'Not checked in this run, so a weak attack may pass for a robust model. Turn them on in the settings.'
          : `Signs that the attack is too weak and the accuracy therefore too high. Checked on up to ${countOf(flagImages(run.plan, settings), 'image')} with ${countOf(settings.steps, 'step')}.`}
      </p>
      {models
        .filter(({ id }) => settings !== null || findings(id).length > 0)
        .map((model) => (
          <ModelFlags key={model.id} run={run} model={model} findings={findings(model.id)} />
        ))}
    </section>
  )
}

interface ModelFlagsProps {
  readonly run: EvaluationRun
  readonly model: RunModel
  readonly findings: readonly FlagFinding[]
}

function ModelFlags({ run, model, findings }: ModelFlagsProps) {
  return (
    <div className="model-flags" data-testid={`flags-${model.id}`}>
      <h4>
        <ModelName model={model} />
      </h4>
      {findings.length === 0 ? (
        <p className="muted">{run.status === 'running' ? 'Not checked yet.' : 'Not checked.'}</p>
      ) : (
        <Findings run={run} findings={findings} />
      )}
    </div>
  )
}

const SIGNS = { raised: '▲', clear: '✓', unknown: '?' } as const

function Findings({ run, findings }: Omit<ModelFlagsProps, 'model'>) {
  const raised = findings.filter(({ status }) => status === 'raised')
  const others = findings.filter(({ status }) => status !== 'raised')
  const clear = others.filter(({ status }) => status === 'clear').length
  const unknown = others.length - clear
  return (
    <>
      {raised.length > 0 && (
        <ul className="findings">
          {raised.map((finding) => (
            <Finding key={finding.id} run={run} finding={finding} />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details>
          <summary>
            {raised.length === 0 && <span className="flag-sign is-clear">✓ none raised</span>}
            <span className="muted">
              {clear} clear{unknown > 0 && `, ${unknown} unknown`}
            </span>
          </summary>
          <ul className="findings">
            {others.map((finding) => (
              <Finding key={finding.id} run={run} finding={finding} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Finding({ run, finding }: { readonly run: EvaluationRun; readonly finding: FlagFinding }) {
  const { name, status, seen, remedy, images = [] } = finding
  return (
    <li className={`finding is-${status}`}>
      <p>
        <span className={`flag-sign is-${status}`}>
          <span aria-hidden="true">{SIGNS[status]}</span> {status}
        </span>{' '}
        <strong>{name}</strong>
      </p>
      <p>{seen}</p>
      {images.length > 0 && <p className="muted">{imagesWords(images)}</p>}
      {remedy !== null && (
        <p>
          <strong>What to do:</strong> {remedy}
        </p>
      )}
      <FindingMends run={run} finding={finding} />
    </li>
  )
}

const MOST_LISTED = 12

function imagesWords(images: readonly number[]): string {
  const listed = images.slice(0, MOST_LISTED).join(', ')
  const more = images.length - MOST_LISTED
  return `Image numbers in the source, from 0: ${listed}${more > 0 ? ` and ${more} more` : ''}`
}
