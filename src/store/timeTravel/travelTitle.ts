/** What every run's name ends with, which goes without saying where all of them are such runs. */
const ENDING = ', epoch by epoch'

export const travelTitle = ({ name }: { readonly name: string }): string => name.replace(ENDING, '')
