import type { Standalone } from '../../charts/export/standaloneSvg'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { exportCsv, exportJson, exportName } from '../../store/evaluation/evaluationExport'
import type { ClaimsByModel } from '../../store/evaluation/runClaims'
import { evaluationFigureWords, runTitle } from '../parts/runs/evaluationRunWords'

/** What an evaluation is saved as, with its settings around the chart. */
export const evaluationExports = (
  run: EvaluationRun,
  attacks: readonly AttackDescription[],
  claims: ClaimsByModel,
  drawn: () => Pick<Standalone, 'charts' | 'height'>,
) => ({
  name: exportName(run),
  csv: () => exportCsv(run, claims),
  json: () => exportJson(run, claims),
  figure: (): Standalone => ({ ...drawn(), title: runTitle(run), ...evaluationFigureWords(run, attacks) }),
})
