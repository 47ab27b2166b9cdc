import type { KeptEntry } from '../../store/runs/kept'
import { KeptBody } from '../../views/kept/KeptBody'
import { FIXED_ATTACK } from './fixedEvaluation'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

const common = { dataSet: 'CIFAR-10', isShown: false, revision: '1', problem: null }

export const keptEntries: readonly KeptEntry[] = [
  {
    ...{ ...common, kind: 'evaluation', id: 'evaluation', name: 'Natural, Gradient norm', status: 'done' },
    ...{ date: '2026-01-03T09:08:07.000Z', bytes: 120_000, isShown: true },
    topic: {
      ...{ measure: 'accuracy', attack: FIXED_ATTACK.id, norm: 'linf' },
      ...{ epsilons: [1 / 255, 8 / 255], images: { measured: 32, planned: 64 } },
    },
  },
  {
    ...{ ...common, kind: 'statistics', id: 'statistics', name: 'Natural, Gradient norm', status: 'paused' },
    ...{ date: '2026-01-02T09:08:07.000Z', bytes: 2_400_000 },
    topic: { attackedAt: 8 / 255, images: { measured: 500, planned: 1000 } },
  },
  {
    ...{ ...common, kind: 'training', id: 'training', name: 'Natural', status: 'done' },
    ...{
      date: '2026-01-01T09:08:07.000Z',
      bytes: 3_100_000,
      problem: 'The browser has no room left; delete something.',
    },
    topic: { objective: 'gradient-norm', steps: { taken: 60, planned: 240 } },
  },
]

export const keptPanel: Panel = {
  title: 'Kept work',
  content: (
    <PanelFrame state={{ kept: { entries: keptEntries, quota: 2e9, usage: 1.2e8, problem: null } }}>
      <KeptBody />
    </PanelFrame>
  ),
}
