/** @file Where an export comes from: the page, its link, the backend and the date. */
import { version } from '../../../../package.json'
import type { BackendReport } from '../../../engine/backend/types'
import type { AppState } from '../../../store/types'

export interface ExportedFrom {
  readonly page: string
  /** Of the page in this state. */
  readonly link: string
  /** The backend and its device. */
  readonly computedOn: string
  /** ISO 8601, UTC. */
  readonly date: string
}

export const exportedFrom = ({ engine }: Pick<AppState, 'engine'>, link: string, now = new Date()): ExportedFrom => ({
  page: `Gradlens ${version}`,
  link,
  computedOn: engine.status === 'ready' ? deviceWords(engine.report) : 'nothing',
  date: now.toISOString(),
})

/** Without the explanation in brackets. */
const deviceWords = ({ name, device }: BackendReport): string => `${name}, ${device.replace(/ \(.*/s, '')}`

/** For the small print of a figure. */
export const sourceLines = ({ page, link, computedOn, date }: ExportedFrom): string[] => [
  `computed on: ${computedOn}; ${date.slice(0, 16).replace('T', ' ')} UTC; ${page}`,
  `link: ${link}`,
]

/** The link of the page beneath a dialog. */
export function withoutDialog(link: string): string {
  const [address = '', hash] = link.split('#')
  const [path, query = ''] = address.split('?')
  const kept = query.split('&').filter((parameter) => parameter !== '' && !parameter.startsWith('dialog='))
  return [path, kept.length > 0 && `?${kept.join('&')}`, hash && `#${hash}`].filter(Boolean).join('')
}
