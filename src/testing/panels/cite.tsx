import { Citations } from '../../views/cite/Citations'
import { modelColumns } from '../../views/parts/models/modelColumns'
import { fixedComparison } from './fixedComparison'
import type { Panel } from './types'

const from = {
  page: 'Gradlens 0.1.0',
  link: 'https://example.org/?view=compare',
  computedOn: 'wasm, 4 threads, SIMD',
  date: '2026-01-01T00:00:00.000Z',
}

export const citePanel: Panel = {
  title: 'Citations',
  content: <Citations from={from} columns={modelColumns(fixedComparison.models ?? [])} />,
}
