import type { SettingDescription } from '../../../engine/settings/describe'
import type { Explained } from './types'

/** A setting by its label: its own sentence, or else the glossary's. */
export const explainedSetting = ({ label, help }: Pick<SettingDescription, 'label' | 'help'>): Explained =>
  help === undefined ? label : { name: label, help }
