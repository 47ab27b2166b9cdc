import { wholeNumber } from '../../settings/fields'
import type { SettingWords } from '../../settings/settingWords'

/** How many of the likeliest wrong classes an attack steers to, one run each: never more than there are. */
export const targetClasses = (usual: number, words: Partial<SettingWords> = {}) =>
  wholeNumber(
    { min: 1, max: 1000, usual },
    {
      label: 'Target classes',
      help: 'How many wrong classes the attack aims at, one after another, the likeliest first.',
      counted: ['target class', 'target classes'],
      multipliesTime: true,
      ...words,
    },
  )
