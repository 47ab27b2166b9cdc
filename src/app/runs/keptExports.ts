/** @file The JSON files of kept runs by kind. Imported when one is asked for: the first visit does without. */
import { exportJson, exportName } from '../../store/evaluation/evaluationExport'
import type { RunKind } from '../../store/runs/kept'
import { statisticsJson, statisticsName } from '../../store/statistics/statisticsExport'
import { sweepExportName, sweepJson, trainingExportName, trainingJson } from '../../store/training/trainingExport'
import type { KeptContents } from './keptTypes'

type KeptExports = {
  readonly [Kind in RunKind]: (content: KeptContents[Kind]) => { readonly name: string; readonly json: string }
}

/** A run of each kind as JSON with everything needed to repeat it, and its file's name without an ending. */
export const KEPT_EXPORTS: KeptExports = {
  evaluation: (run) => ({ name: exportName(run), json: exportJson(run) }),
  statistics: (run) => ({ name: statisticsName(run), json: statisticsJson(run) }),
  training: ({ run }) => ({ name: trainingExportName(run), json: trainingJson(run) }),
  sweep: (sweep) => ({ name: sweepExportName(sweep), json: sweepJson(sweep) }),
}
