import type { Plugin } from 'vite'

export const withStylesLast: (html: string) => string
export const stylesLast: () => Plugin
