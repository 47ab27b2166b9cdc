/** @file Recognises plan.json and results.json by how they begin, without reading them. */
import { FORMAT_HEAD_BYTES } from './limits'

export type PlanFormat = 'plan' | 'results'

const FORMATS: Readonly<Record<string, PlanFormat>> = {
  'gradlens-plan': 'plan',
  'gradlens-results': 'results',
  'gradlens-evaluation': 'results',
}

/** null for any other file. */
export async function planFormatOf(file: Blob): Promise<PlanFormat | null> {
  const head = await file
    .slice(0, FORMAT_HEAD_BYTES)
    .text()
    .catch(() => '')
  const [, format = ''] = /^\uFEFF?\s*\{\s*"format"\s*:\s*"([a-z-]+)"/.exec(head) ?? []
  return FORMATS[format] ?? null
}
