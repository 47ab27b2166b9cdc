/** Of tfjs's code, which reads settings that are not there, nobody can make anything. */
const MISSING_SETTING = 'a setting is missing or is of another kind than it takes'

/** What tfjs threw, in brackets within a sentence: its first line, which may end in a full stop. */
export const tfjsReason = (error: unknown): string => (error instanceof TypeError ? MISSING_SETTING : firstLine(error))

const firstLine = (error: unknown): string =>
  (String((error as Error).message ?? error).split(/[\n\r]/, 1)[0] ?? '')
    .replaceAll(';', ',')
    .slice(0, 200)
    .replace(/[.\s]+$/, '')
