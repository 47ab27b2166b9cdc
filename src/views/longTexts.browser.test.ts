/**
 * @file No text of a stranger's breaks the layout: every field of a manifest as long as it may be, and names of files,
 * folders and classes, of every hostile kind.
 */

import { createElement, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import './styles/index.css'
import type { Manifest } from '../engine/checkpoints/manifest'
import type { DataSetSummary } from '../images/datasets/types'
import { quoteName, seen } from '../quote'
import type { AppState } from '../store/types'
import { FOUND_MODEL } from '../testing/foundModel'
import { HOSTILE, hostileManifest } from '../testing/hostileTexts'
import { comparisonOf } from '../testing/panels/fixedComparison'
import { FIXED_MANIFESTS } from '../testing/panels/fixedModels'
import { keptEntries } from '../testing/panels/kept'
import { fixedOpening } from '../testing/panels/opening'
import { PanelFrame } from '../testing/panels/PanelFrame'
import { LossFigure } from './compare/figures/LossFigure'
import { MeasuresFigure } from './compare/figures/MeasuresFigure'
import { Matrix } from './compare/Matrix'
import { KeptBody } from './kept/KeptBody'
import { CardBody } from './models/card/CardBody'
import { OpeningBody } from './models/opening/OpeningBody'
import { ZooTable } from './models/ZooTable'
import { OpeningText } from './parts/data/OpeningText'
import { ModelChoice } from './parts/evaluated/ModelChoice'
import { ModelName, ResultTable } from './parts/ResultTable'

const WIDTHS = [320, 1440] as const

let root: Root | null = null

afterEach(() => {
  root?.unmount()
  document.body.replaceChildren()
})

async function show(content: ReactNode, state: Partial<AppState>) {
  const host = document.createElement('main')
  host.className = 'content'
  document.body.append(host)
  root = createRoot(host)
  // biome-ignore lint/correctness/noChildrenProp: its type asks for it
  root.render(createElement(PanelFrame, { state, children: content }))
  await vi.waitFor(() => expect(host.childElementCount).toBeGreaterThan(0))
  // Charts are drawn once their width is known.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  return host
}

describe.each(Object.entries(HOSTILE))('a manifest of %s', (kind, write) => {
  const manifests: Manifest[] = []
  let state: Partial<AppState> = {}
  beforeAll(async () => {
    for (const manifest of FIXED_MANIFESTS.slice(0, 2)) manifests.push(hostileManifest(manifest, write))
    expect(manifests[0]?.name, kind).not.toBe(FIXED_MANIFESTS[0]?.name)
    state = await comparisonOf(
      manifests.map((manifest) => ({ manifest, verdict: 'fooled', losses: [1, 2], strength: 0.01, edge: 0.5 })),
    )
  })

  const models = () => manifests.map(({ id, name }) => ({ id, name, color: 'red' }))
  const PANELS: Readonly<Record<string, () => ReactNode>> = {
    comparison: () => createElement(Matrix),
    norms: () => createElement(MeasuresFigure),
    losses: () => createElement(LossFigure),
    'list of models': () => createElement('div', { className: 'dialog-body' }, createElement(ZooTable, { manifests })),
    'choice of models': () => createElement(ModelChoice),
    card: () =>
      createElement(
        'div',
        { className: 'dialog-body' },
        createElement(CardBody, { manifest: manifests[0] as Manifest }),
      ),
    table: () =>
      createElement(ResultTable, {
        caption: 'Accuracy',
        corner: 'ε',
        columns: models().map((model) => createElement(ModelName, { key: model.id, model })),
        // biome-ignore lint/correctness/noChildrenProp: its type asks for it
        children: null,
      }),
  }

  it.each(WIDTHS)('breaks no panel at %i pixels', (width) => expectWhole(PANELS, state, width))
})

const LENGTH = 300

describe.each(Object.entries(HOSTILE))('a name of %s', (_, write) => {
  const name = seen(write(LENGTH))
  const opening = { ...fixedOpening, file: name, found: { ...FOUND_MODEL, file: name, name } }
  const kept = keptEntries.map((entry) => ({ ...entry, name, dataSet: name, problem: quoteName(name) }))
  const summary: DataSetSummary = {
    ...{ id: 'set', name, format: 'zip of images', count: 2, classCounts: [1, 1], splits: [], size: null },
    classes: [name, `dog ${name}`],
    notes: [`One class, ${quoteName(name)}, is read from two folders.`],
    problems: { count: 1, first: [{ name, record: null, message: `${quoteName(name)} is no image.` }] },
  }
  const data = { source: null, asked: null, progress: null, error: null, summary }
  const PANELS: Readonly<Record<string, () => ReactNode>> = {
    'data set': () => createElement(OpeningText, { data, onClose: () => undefined }),
    'kept work': () => createElement(KeptBody),
    'model that is opened': () =>
      createElement('div', { className: 'dialog-body' }, createElement(OpeningBody, { opening })),
  }
  const state: Partial<AppState> = {
    opening,
    kept: { entries: kept, quota: 2e9, usage: 1e8, problem: quoteName(name) },
  }

  it.each(WIDTHS)('breaks no panel at %i pixels', (width) => expectWhole(PANELS, state, width))
})

/** Fails where a panel is wider than the page, endless, or has taken a text for HTML. */
async function expectWhole(panels: Readonly<Record<string, () => ReactNode>>, state: Partial<AppState>, width: number) {
  await page.viewport(width, 700)
  for (const [name, panel] of Object.entries(panels)) {
    const host = await show(panel(), state)
    expect(document.documentElement.scrollWidth, `width of the ${name}`).toBeLessThanOrEqual(width)
    expect(host.scrollHeight, `height of the ${name}`).toBeLessThan(20_000)
    expect(host.querySelector('img[src=x]'), 'HTML stays text').toBeNull()
    root?.unmount()
    host.remove()
  }
}
